"""Documents being read: a few processes for the whole machine, each with a thread that waits for it.

Owns the bounds: how many are read at a time, how long one may take, and the end of one that nobody wants any more.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import TypeAlias

import anyio

from taiwa.errors import CorruptDocument, TaiwaError, TooSlow
from taiwa.record.adding import Document
from taiwa.record.apart import receive, refusal, send
from taiwa.store.coding import unpacked

log = logging.getLogger("taiwa.web")
# So many documents are read at a time, and one for so many seconds at most: a statement takes less than one.
AT_A_TIME, SECONDS = 2, 120.0
# A process without work is ended after so many seconds.
IDLE = 300.0
# Who waits looks again after so many seconds.
STEP = 0.03
# What is put into the queue where a process shall be started and nothing read yet.
AWAKE = "awake"
Process: TypeAlias = "subprocess.Popen[bytes]"
# What a document goes through, in order; `filing` is the record's part, when it has been read.
STAGES = ("received", "opened", "language", "reading", "filing")


class Job:
    """A document on its way. `stage` is what was last done; at the end there is a `document`, or an `error`."""

    def __init__(
        self, name: str, data: bytes, language: str | None, every: bool, limit: int, scale: str = "taiwa-2026"
    ) -> None:
        self.name, self.data, self.language, self.every, self.limit = name, data, language, every, limit
        self.scale = scale
        self.stage, self.told = STAGES[0], ""
        self.document: Document | None = None
        self.error: TaiwaError | None = None
        self.cancelled = self.late = False
        self._ended, self._lock = Event(), Lock()
        self._end: Callable[[], object] = _nothing

    @property
    def ended(self) -> bool:
        """Whether nothing more will become of it."""
        return self._ended.is_set()

    async def settled(self, seconds: float | None = None) -> bool:
        """Waits for the end, for so many seconds at most, and lets others be answered meanwhile; returns whether it
        came."""
        with anyio.move_on_after(seconds):
            while not self.ended:
                await anyio.sleep(STEP)
        return self.ended

    def result(self) -> Document:
        """The document, as soon as it is read. Raises what reading it raises."""
        self._ended.wait()
        if self.document is None:
            raise self.error or TaiwaError(f"{self.name}: nobody waits for it")
        return self.document

    def cancel(self) -> None:
        """Ends it, wherever it is."""
        with self._lock:
            self.cancelled = True
            self._end()
        self._ended.set()

    def expire(self) -> None:
        """Ends it because it takes too long."""
        with self._lock:
            self.late = True
            self._end()

    def begin(self, end: Callable[[], object]) -> bool:
        """Says how the work on it can be ended; returns whether it is still wanted."""
        with self._lock:
            self._end = end
            return not self.cancelled

    def close(self, document: Document | None, error: TaiwaError | None) -> None:
        """Says what became of it."""
        with self._lock:
            self._end = _nothing
            self.document, self.error = document, error
        self._ended.set()


class Readers:
    """Reads documents in processes of their own, `number` at a time, for `seconds` each."""

    def __init__(self, number: int = AT_A_TIME, seconds: float = SECONDS, idle: float = IDLE) -> None:
        self.seconds, self.idle = seconds, idle
        self._queue: SimpleQueue[Job | str | None] = SimpleQueue()
        self._awake = False
        self._threads = [Thread(target=self._work, daemon=True, name=f"taiwa-reader-{n}") for n in range(number)]
        for each in self._threads:
            each.start()

    def start(
        self, name: str, data: bytes, language: str | None, every: bool, limit: int, scale: str = "taiwa-2026"
    ) -> Job:
        """Takes a document; it is read when its turn comes. `limit` is what it may unpack to, in bytes."""
        job = Job(name, data, language, every, limit, scale)
        self._queue.put(job)
        return job

    def expect(self) -> None:
        """Starts a process where none is, so that it is ready when a document comes."""
        if not self._awake:
            self._awake = True
            self._queue.put(AWAKE)

    def close(self) -> None:
        """Lets the processes end when what waits is done."""
        for _ in self._threads:
            self._queue.put(None)

    def _work(self) -> None:
        process: Process | None = None
        while True:
            try:
                job = self._queue.get(timeout=self.idle)
            except Empty:
                _end(process)
                process, self._awake = None, False
                continue
            if job is None:
                _end(process)
                return
            try:
                process = process if process is not None and process.poll() is None else _started()
            except OSError:  # the machine has no room for another: whoever waits is told, the next may have more luck
                log.exception("no process to read documents in")
                process, self._awake = None, False
                if isinstance(job, Job):
                    job.close(None, _broken_off(job))
                continue
            if isinstance(job, Job) and not self._read(job, process):
                _end(process)
                process = None

    def _read(self, job: Job, process: Process) -> bool:
        """Reads a document; returns whether the process can read another."""
        if not job.begin(process.kill):
            return True
        timer = Timer(self.seconds, job.expire)
        timer.start()
        try:
            document, error = _answer(job, process)
        except (OSError, _Broken):  # the process was ended, or broke
            document, error = None, _broken_off(job)
        except Exception:  # the thread has to go on for others
            log.exception("what was read of a document is not understood")
            document, error = None, _broken_off(job)
        finally:
            timer.cancel()
        if document is None and job.late:
            error = TooSlow(f"{job.name}: reading it took more than {self.seconds:g} seconds")
        job.close(document, error)
        return not (job.cancelled or job.late or isinstance(error, CorruptDocument))


def _broken_off(job: Job) -> TaiwaError:
    return CorruptDocument(f"{job.name}: reading it broke off")


class _Broken(Exception):
    """The process ended in the midst of a document."""


def _answer(job: Job, process: Process) -> tuple[Document | None, TaiwaError | None]:
    """What the process makes of a document."""
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {"name": job.name, "language": job.language, "every": job.every, "scale": job.scale, "limit": job.limit}
    send(process.stdin, asked, job.data)
    while (frame := receive(process.stdout)) is not None:
        head, parts = frame
        if "stage" in head:
            job.stage, job.told = head["stage"], head["language"] or job.told
        elif "refused" in head:
            return None, refusal(head)
        else:
            return Document(job.data, f"upload:{job.name}", tuple(map(unpacked, parts))), None
    raise _Broken


def _started() -> Process:
    # -P: nothing is imported from the folder in which the application was started.
    command = [sys.executable, "-P", "-c", "from taiwa.record.apart import main; main()"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _end(process: Process | None) -> None:
    if process is not None:
        process.kill()
        process.wait()


def _nothing() -> None:
    """How to end what has not begun, or is over."""


@cache
def readers() -> Readers:
    """Those of this process: every application in it shares them, as they share its machine."""
    return Readers()
