"""Documents that were uploaded and read, and wait to be confirmed. Kept in memory, few and not for long."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from taiwa.record.adding import Document
from taiwa.web.faults import ExpiredUpload

# So many documents wait at most, for so many seconds: what a person looks at for longer can be uploaded again.
MOST, PATIENCE = 16, 1800


class Waiting:
    """Documents by the ticket that their preview carries."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._kept: OrderedDict[str, tuple[float, Document]] = OrderedDict()

    def put(self, document: Document) -> str:
        """Keeps a document; returns its ticket. The oldest makes room."""
        ticket = secrets.token_urlsafe(18)
        with self._lock:
            self._kept[ticket] = (self._clock(), document)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return ticket

    def get(self, ticket: str) -> Document:
        """The document of a ticket. Raises ExpiredUpload."""
        with self._lock:
            since, document = self._kept.get(ticket, (0.0, None))
            if document is None or self._clock() - since > PATIENCE:
                self._kept.pop(ticket, None)
                raise ExpiredUpload("this preview is no longer kept")
            return document

    def drop(self, ticket: str) -> None:
        """Forgets a document."""
        with self._lock:
            self._kept.pop(ticket, None)
