"""The tables of the store. Times are seconds since 1970, bodies are zlib-compressed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The common base; its metadata is what the migrations arrive at."""


class Job(Base):
    """A job, from acceptance to the end of its retention.

    `lease_owner` and `lease_until` say which process works on it; whoever writes to a running job
    must still hold the lease of the same `attempt`. `stalled` counts the attempts since anything
    was last written.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("owner", "idempotency_key", name="uq_jobs_owner_idempotency_key"),
        Index("ix_jobs_state_created", "state", "created"),
        Index("ix_jobs_expires", "expires"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    options: Mapped[str] = mapped_column(Text)
    warnings: Mapped[str] = mapped_column(Text)
    payload: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    articles: Mapped[int] = mapped_column(Integer)
    deadline_s: Mapped[float | None] = mapped_column(Double)
    store: Mapped[bool] = mapped_column(Boolean)
    stage: Mapped[str] = mapped_column(String(32), default="")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    created: Mapped[float] = mapped_column(Double)
    started: Mapped[float | None] = mapped_column(Double)
    finished: Mapped[float | None] = mapped_column(Double)
    expires: Mapped[float | None] = mapped_column(Double)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    stalled: Mapped[int] = mapped_column(Integer, default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[float | None] = mapped_column(Double)
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    error: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[str | None] = mapped_column(String(128))
    request_hash: Mapped[str] = mapped_column(String(64))


class JobEvent(Base):
    """One line of what a job has told, in order of `seq` from 1; `name` is the news event's id
    where the line is a summary."""

    __tablename__ = "job_events"

    job_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(64), default="")
    data: Mapped[str] = mapped_column(Text)


class JobDraft(Base):
    """What the writer has written for one evidence: not asked of it again after a restart."""

    __tablename__ = "job_drafts"

    job_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    draft: Mapped[str] = mapped_column(Text)


class JobResult(Base):
    """A finished job's digest in one representation."""

    __tablename__ = "job_results"

    job_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(String(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class StoredArticle(Base):
    """An article of a story. `key` is a hash of owner and article id; `record` its fields."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_owner_day", "owner", "day"),
        Index("ix_articles_story", "story_id"),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    story_id: Mapped[str | None] = mapped_column(String(40))
    day: Mapped[int | None] = mapped_column(Integer)
    added: Mapped[float] = mapped_column(Double)
    withdrawn: Mapped[float | None] = mapped_column(Double)
    record: Mapped[bytes] = mapped_column(LargeBinary)


class ArticleTerm(Base):
    """A word that a stored article is looked up by."""

    __tablename__ = "article_terms"
    __table_args__ = (Index("ix_article_terms_key", "key"),)

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    term: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(
        String(64), ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True
    )


class StoryEpoch(Base):
    """Counts the changes to an owner's stories, so that nobody builds on what has changed."""

    __tablename__ = "story_epochs"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger)


class Story(Base):
    """An event that is kept. `merged_into` names the story that took it in; `options` are those
    that its latest articles came with, as JSON."""

    __tablename__ = "stories"
    __table_args__ = (Index("ix_stories_owner_changed", "owner", "changed"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[float] = mapped_column(Double)
    changed: Mapped[float] = mapped_column(Double)
    merged_into: Mapped[str | None] = mapped_column(String(40))
    options: Mapped[str] = mapped_column(Text, default="{}")


class StoryVersion(Base):
    """What a story was at one version: an event of the digest format, and why it came to be."""

    __tablename__ = "story_versions"

    story_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    created: Mapped[float] = mapped_column(Double)
    why: Mapped[str] = mapped_column(String(64))
    event: Mapped[bytes] = mapped_column(LargeBinary)


class StoryLink(Base):
    """A correction that stays in force: two articles, in sorted order, that must (`together`) or
    cannot be of one story."""

    __tablename__ = "story_links"
    __table_args__ = (Index("ix_story_links_second", "owner", "second"),)

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    first: Mapped[str] = mapped_column(String(200), primary_key=True)
    second: Mapped[str] = mapped_column(String(200), primary_key=True)
    together: Mapped[bool] = mapped_column(Boolean)
    created: Mapped[float] = mapped_column(Double)
