"""Stories, their versions, their articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "articles",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("story_id", sa.String(40)),
        sa.Column("day", sa.Integer),
        sa.Column("added", sa.Double, nullable=False),
        sa.Column("withdrawn", sa.Double),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_articles_owner_day", "articles", ["owner", "day"])
    op.create_index("ix_articles_story", "articles", ["story_id"])
    op.create_table(
        "article_terms",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("term", sa.String(64), primary_key=True),
        sa.Column(
            "key",
            sa.String(64),
            sa.ForeignKey("articles.key", ondelete="CASCADE"),
            primary_key=True,
        ),
    )
    op.create_index("ix_article_terms_key", "article_terms", ["key"])
    op.create_table(
        "story_epochs",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("epoch", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("changed", sa.Double, nullable=False),
        sa.Column("merged_into", sa.String(40)),
    )
    op.create_index("ix_stories_owner_changed", "stories", ["owner", "changed"])
    op.create_table(
        "story_versions",
        sa.Column(
            "story_id",
            sa.String(40),
            sa.ForeignKey("stories.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("why", sa.String(64), nullable=False),
        sa.Column("event", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    for table in ("story_versions", "stories", "story_epochs", "article_terms", "articles"):
        op.drop_table(table)
