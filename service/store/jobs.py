"""Queries on the job tables and changes to them, each inside a given session."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.errors import ServiceError, retry_after
from service.store.database import pack, unpack
from service.store.models import Job, JobDraft, JobEvent, JobResult
from service.submission import Submission

FINISHED = ("done", "failed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to work on a job until the lease runs out: `owner` and `attempt` prove it."""

    job_id: str
    job_owner: str
    owner: str
    attempt: int
    payload: bytes = field(repr=False)
    options: dict[str, Any]
    warnings: tuple[str, ...]
    deadline_s: float | None
    store: bool
    drafts: dict[str, Any] = field(repr=False)
    told: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a running job has to tell since the last time."""

    stage: str = ""
    done: int = 0
    total: int = 0
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)
    events: Sequence[tuple[str, str]] = field(default=(), repr=False)


def accept(
    session: Session,
    submission: Submission,
    *,
    owner: str,
    idempotency_key: str | None,
    max_queued: int,
) -> tuple[Job, bool]:
    """`(job, new)`. The same idempotency key with the same content finds the first job again;
    with other content it raises ServiceError "conflict"."""
    request_hash = _request_hash(submission)
    if (known := _known(session, owner, idempotency_key, request_hash)) is not None:
        return known, False
    waiting = session.scalar(select(func.count()).where(Job.state == "queued")) or 0
    if waiting >= max_queued:
        raise ServiceError(
            "queue-full", f"Jobs that wait already: {waiting}.", headers=retry_after(30)
        )
    job = Job(
        id=f"job-{uuid.uuid4().hex}",
        owner=owner,
        state="queued",
        options=json.dumps(submission.options),
        warnings=json.dumps(submission.warnings),
        payload=pack(submission.payload),
        articles=len(submission.article_ids),
        deadline_s=submission.deadline_s,
        store=submission.store,
        stage="",
        done=0,
        total=0,
        created=time.time(),
        attempt=0,
        stalled=0,
        cancel_requested=False,
        idempotency_key=idempotency_key,
        request_hash=request_hash,
    )
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:
        # Another process took the same key between our look and our insert.
        known = _known(session, owner, idempotency_key, request_hash)
        if known is None:
            raise
        return known, False
    return job, True


def _request_hash(submission: Submission) -> str:
    content = [submission.options, submission.deadline_s, submission.store]
    head = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(head + b"\n" + submission.payload).hexdigest()


def _known(session: Session, owner: str, key: str | None, request_hash: str) -> Job | None:
    if key is None:
        return None
    job = session.scalar(select(Job).where(Job.owner == owner, Job.idempotency_key == key))
    if job is not None and job.request_hash != request_hash:
        raise ServiceError("conflict", "This Idempotency-Key came with other content before.")
    return job


def find(session: Session, job_id: str, owner: str) -> Job:
    """The job. Raises ServiceError "not-found", also where another key made it."""
    job = session.get(Job, job_id)
    expired = job is not None and job.expires is not None and job.expires < time.time()
    if job is None or job.owner != owner or expired:
        raise ServiceError("not-found", "There is no such job.")
    return job


def claim(
    session: Session, *, owner: str, lease_s: float, attempts: int, retention_s: float
) -> Claim | None:
    """The oldest job that waits or whose worker has gone; None where there is none.

    One statement changes the row, so that no two processes claim the same attempt.
    """
    now = time.time()
    free = (Job.state == "queued") | ((Job.state == "running") & (Job.lease_until < now))
    oldest = select(Job.id).where(free).order_by(Job.created, Job.id).limit(1)
    if session.get_bind().dialect.name == "postgresql":
        oldest = oldest.with_for_update(skip_locked=True)
    job_id = session.scalar(
        update(Job)
        .where(Job.id == oldest.scalar_subquery(), free)
        .values(
            state="running",
            attempt=Job.attempt + 1,
            stalled=Job.stalled + 1,
            lease_owner=owner,
            lease_until=now + lease_s,
            started=func.coalesce(Job.started, now),
        )
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if job_id is None:
        return None
    job = session.get_one(Job, job_id)
    if job.cancel_requested:
        _end(session, job, "cancelled", retention_s=retention_s)
        return None
    if job.stalled > attempts:
        # However often the service is killed, a job that gets on is not given up.
        detail = f"Given up after {attempts} attempts that got nowhere."
        error = ServiceError("writer-crashed", detail)
        job.error = json.dumps(error.body())
        _end(session, job, "failed", retention_s=retention_s)
        return None
    return _claimed(session, job, owner)


def _claimed(session: Session, job: Job, owner: str) -> Claim:
    """What whoever works on the job needs to know."""
    drafts = session.execute(select(JobDraft.key, JobDraft.draft).where(JobDraft.job_id == job.id))
    told = session.scalars(
        select(JobEvent.name).where(JobEvent.job_id == job.id, JobEvent.kind == "event")
    )
    return Claim(
        job_id=job.id,
        job_owner=job.owner,
        owner=owner,
        attempt=job.attempt,
        payload=unpack(job.payload),
        options=json.loads(job.options),
        warnings=tuple(json.loads(job.warnings)),
        deadline_s=job.deadline_s,
        store=job.store,
        drafts={key: json.loads(draft) for key, draft in drafts},
        told=frozenset(told),
    )


def _held(session: Session, claim: Claim) -> Job | None:
    """The job, locked, if the claim still holds."""
    job = session.get(Job, claim.job_id, with_for_update=True, populate_existing=True)
    if job is None or job.state != "running":
        return None
    return job if (job.lease_owner, job.attempt) == (claim.owner, claim.attempt) else None


def beat(session: Session, claim: Claim, news: News, *, lease_s: float) -> str:
    """Prolongs the lease and keeps `news`. "go" to go on, "cancel" or "lost" to stop."""
    job = _held(session, claim)
    if job is None:
        return "lost"
    job.lease_until = time.time() + lease_s
    if news.drafts or news.events:
        job.stalled = 0
    for key, draft in news.drafts.items():
        session.merge(JobDraft(job_id=job.id, key=key, draft=draft))
    changed = (job.stage, job.done, job.total) != (news.stage, news.done, news.total)
    if news.stage and changed:
        job.stage, job.done, job.total = news.stage, news.done, news.total
        stage = {"stage": news.stage, "done": news.done, "total": news.total}
        tell(session, job.id, "stage", json.dumps(stage))
    for name, data in news.events:
        tell(session, job.id, "event", data, name=name)
    return "cancel" if job.cancel_requested else "go"


def tell(session: Session, job_id: str, kind: str, data: str, *, name: str = "") -> None:
    """Adds a line to what the job has told."""
    last = session.scalar(select(func.max(JobEvent.seq)).where(JobEvent.job_id == job_id))
    session.add(JobEvent(job_id=job_id, seq=(last or 0) + 1, kind=kind, name=name, data=data))
    session.flush()


def complete(
    session: Session, claim: Claim, parts: Mapping[str, bytes], *, retention_s: float
) -> bool:
    """Keeps the result and ends the job; False where the claim no longer holds."""
    job = _held(session, claim)
    if job is None:
        return False
    for media_type, body in parts.items():
        session.add(JobResult(job_id=job.id, media_type=media_type, body=pack(body)))
    _end(session, job, "done", retention_s=retention_s)
    return True


def fail(session: Session, claim: Claim, error: ServiceError | None, *, retention_s: float) -> bool:
    """Ends the job as failed, or as cancelled where `error` is None."""
    job = _held(session, claim)
    if job is None:
        return False
    if error is not None:
        job.error = json.dumps(error.body())
    _end(session, job, "cancelled" if error is None else "failed", retention_s=retention_s)
    return True


def release(session: Session, claim: Claim) -> None:
    """Gives the job back unfinished: the attempt does not count."""
    job = _held(session, claim)
    if job is not None:
        job.state, job.lease_owner, job.lease_until = "queued", None, None
        job.attempt -= 1
        job.stalled = max(0, job.stalled - 1)


def cancel(session: Session, job_id: str, owner: str, *, retention_s: float) -> Job:
    """Asks for the end of a job. Raises ServiceError "conflict" where it is done or failed."""
    find(session, job_id, owner)
    job = session.get_one(Job, job_id, with_for_update=True, populate_existing=True)
    if job.state in ("done", "failed"):
        raise ServiceError("conflict", f"The job is {job.state} already.")
    if job.state == "queued":
        _end(session, job, "cancelled", retention_s=retention_s)
    elif job.state == "running":
        job.cancel_requested = True
    return job


def erase(session: Session, job_id: str, owner: str) -> None:
    """Forgets a finished job. Raises ServiceError "conflict" where it is not finished."""
    job = find(session, job_id, owner)
    if job.state not in FINISHED:
        raise ServiceError("conflict", f"The job is {job.state}; cancel it first.")
    session.execute(delete(Job).where(Job.id == job_id))


def _end(session: Session, job: Job, state: str, *, retention_s: float) -> None:
    job.state = state
    job.finished = time.time()
    job.expires = job.finished + retention_s
    job.lease_owner = job.lease_until = None
    # The articles are of no use any more, and neither are drafts.
    job.payload = b""
    session.execute(delete(JobDraft).where(JobDraft.job_id == job.id))
    tell(session, job.id, "state", json.dumps({"state": state}))


def events_after(session: Session, job_id: str, seq: int) -> list[tuple[int, str, str]]:
    """`(seq, kind, data)` of what was told after `seq`, at most 200 lines."""
    rows = session.execute(
        select(JobEvent.seq, JobEvent.kind, JobEvent.data)
        .where(JobEvent.job_id == job_id, JobEvent.seq > seq)
        .order_by(JobEvent.seq)
        .limit(200)
    )
    return [(row.seq, row.kind, row.data) for row in rows]


def result(session: Session, job_id: str, owner: str, media_type: str) -> bytes:
    """The digest. Raises ServiceError "conflict" as long as there is none."""
    job = find(session, job_id, owner)
    if job.state != "done":
        raise ServiceError("conflict", f"The job is {job.state}: there is no result.")
    return unpack(session.get_one(JobResult, (job_id, media_type)).body)


def purge(session: Session) -> int:
    """Forgets what has outlived its retention; how many jobs that were."""
    gone = session.execute(delete(Job).where(Job.expires < time.time()).returning(Job.id))
    return len(gone.all())
