"""Documents that were uploaded and wait to be read and confirmed. Kept in memory, few and not for long.

A document belongs to the visitor who sent it: a ticket is of no use to anybody else.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from taiwa.web.faults import ExpiredUpload
from taiwa.web.readers import Job

# So many documents wait at most, and so many of one visitor, for so many seconds: what a person looks at for longer can
# be uploaded again.
MOST, EACH, PATIENCE = 24, 8, 1800
# Of so many that were taken into the record it is known what they became.
SETTLED = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that waits: whose, since when (by the clock), and what became of it so far."""

    visit: str
    since: float
    job: Job


class Waiting:
    """Documents by the ticket that their pages carry."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._kept: OrderedDict[str, Upload] = OrderedDict()
        # What became of those that were taken into the record: whose, and the version.
        self._became: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def put(self, job: Job, visit: str) -> str:
        """Keeps a visitor's document; returns its ticket. Those that waited too long are forgotten; the visitor's
        oldest makes room, then the oldest of all."""
        ticket = secrets.token_urlsafe(18)
        with self._lock:
            now = self._clock()
            for each in [each for each, upload in self._kept.items() if now - upload.since > PATIENCE]:
                self._forget(each)
            mine = [each for each, upload in self._kept.items() if upload.visit == visit]
            for each in [*mine[: max(len(mine) - EACH + 1, 0)], *list(self._kept)[: len(self._kept) - MOST + 1]]:
                self._forget(each)
            self._kept[ticket] = Upload(visit, now, job)
        return ticket

    def get(self, ticket: str, visit: str) -> Job:
        """The document of a visitor's ticket. Raises ExpiredUpload, for that of somebody else too."""
        with self._lock:
            upload = self._kept.get(ticket)
            if upload is not None and self._clock() - upload.since > PATIENCE:
                self._forget(ticket)
                upload = None
            if upload is None or not secrets.compare_digest(upload.visit.encode(), visit.encode()):
                raise ExpiredUpload("this preview is no longer kept")
            return upload.job

    def of(self, visit: str) -> tuple[tuple[str, Job], ...]:
        """A visitor's documents with their tickets, in the order in which they came."""
        with self._lock:
            now = self._clock()
            return tuple(
                (ticket, each.job)
                for ticket, each in self._kept.items()
                if each.visit == visit and now - each.since <= PATIENCE
            )

    def drop(self, ticket: str) -> None:
        """Forgets a document, and ends its reading."""
        with self._lock:
            self._forget(ticket)

    def settle(self, ticket: str, visit: str, version: str) -> None:
        """Forgets a document that was taken into the record, but not as what: who goes back to its page is told."""
        with self._lock:
            self._forget(ticket)
            self._became[ticket] = (visit, version)
            while len(self._became) > SETTLED:
                self._became.popitem(last=False)

    def became(self, ticket: str, visit: str) -> str | None:
        """The version that a visitor's document became."""
        with self._lock:
            whose, version = self._became.get(ticket, ("", ""))
            return version if version and secrets.compare_digest(whose.encode(), visit.encode()) else None

    def _forget(self, ticket: str) -> None:
        upload = self._kept.pop(ticket, None)
        if upload is not None and not upload.job.ended:
            upload.job.cancel()
