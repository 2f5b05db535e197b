"""From where a document lies to how its reading is shown, for one document or many at once.

A document that fails becomes a `Failure` and stops no other. Rendering happens in the process that reads, so that
only text travels back. Imports of a format happen when it is asked for.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from taiwa.errors import TaiwaError
from taiwa.model import Reading
from taiwa.view.tally import Summary, summarise

# The exit code of a fault of ours, as in sysexits.h.
FAULT = 70


@dataclass(frozen=True, slots=True)
class Wish:
    """How documents are to be read and shown. `brief` asks for one line on each; None leaves intake its default."""

    format: str = "terminal"
    language: str | None = None
    encoding: str | None = None
    scale: str = "taiwa-2026"
    interface: str = "en"
    colour: bool = False
    width: int = 100
    brief: bool = False
    max_bytes: int | None = None
    timeout: float | None = None
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document that was read: its summary and the text that shows it, line end included."""

    where: str
    summary: Summary
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that wasn't read, with why and what to do; `trace` only for a fault of ours."""

    where: str
    message: str
    advice: str
    exit_code: int
    trace: str = ""


def render(where: str, wish: Wish) -> Rendered | Failure:
    """Open, read and show the document at `where`; raises nothing."""
    from taiwa.intake import open_document
    from taiwa.reading import read_source, read_versions

    limits = {name: value for name in ("max_bytes", "timeout") if (value := getattr(wish, name)) is not None}
    try:
        source = open_document(where, encoding=wish.encoding, **limits)
        if wish.all_versions:
            readings = read_versions(source, scale=wish.scale)
            return Rendered(where, summarise(readings[0]), show_all(readings, wish))
        reading = read_source(source, language=wish.language, scale=wish.scale)
        return Rendered(where, summarise(reading), show(reading, wish))
    except TaiwaError as error:
        return Failure(where, str(error), error.advice, error.exit_code)
    except Exception as error:
        return _fault(where, f"{type(error).__name__}: {error}", traceback.format_exc())


def _fault(where: str, message: str, trace: str = "") -> Failure:
    advice = "This is a fault of Taiwa. Please report it with what `--debug` prints."
    return Failure(where, message, advice, FAULT, trace)


def show(reading: Reading, wish: Wish) -> str:
    """The reading in the format that is wished for. A table comes without its header, brief JSON on one line."""
    from taiwa.view.labels import labels_in

    match wish.format:
        case "json":
            from taiwa.view.record import as_json

            return as_json(reading, indent=None if wish.brief else 2) + "\n"
        case "csv":
            from taiwa.view.table import as_csv

            return as_csv([reading], header=False)
        case "html":
            from taiwa.view.page import as_page

            return as_page(reading, labels_in(wish.interface))
        case _:
            from taiwa.view import terminal

            labels = labels_in(wish.interface)
            if wish.brief:
                return terminal.summary_line(summarise(reading), labels) + "\n"
            return terminal.as_terminal(reading, width=wish.width, colour=wish.colour, labels=labels)


def show_all(readings: Sequence[Reading], wish: Wish) -> str:
    """The readings of every language version: one after the other, in JSON a list."""
    shown = [show(reading, wish) for reading in readings]
    if wish.format != "json":
        return ("\n" if wish.format == "terminal" else "").join(shown)
    return "[" + ",".join(one.rstrip("\n") for one in shown) + "]\n"


def render_all(wheres: Sequence[str], wish: Wish, jobs: int = 1) -> Generator[Rendered | Failure, None, None]:
    """The outcomes in the order of the documents, read by up to `jobs` processes."""
    jobs = min(jobs, len(wheres))
    if jobs <= 1:
        yield from (render(where, wish) for where in wheres)
        return
    readers = Readers(jobs, wish)
    waiting: deque[Callable[[], Rendered | Failure]] = deque()
    try:
        for where in wheres:
            waiting.append(readers.ask(where))
            # Enough ahead to keep every process busy, not so much that results pile up.
            if len(waiting) > 4 * jobs:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        readers.dismiss()


class Readers:
    """Processes that read. One that dies takes no document with it but the one that killed it."""

    def __init__(self, jobs: int, wish: Wish) -> None:
        self.jobs, self.wish = jobs, wish
        self.pool = self._pool(jobs)

    @staticmethod
    def _pool(jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent)

    def ask(self, where: str) -> Callable[[], Rendered | Failure]:
        """Begin to read `where`; the result waits for the end. Standard input is read here, where it is open."""
        if where == "-":
            return lambda: render(where, self.wish)
        try:
            future = self.pool.submit(render, where, self.wish)
        except BrokenProcessPool:
            self.pool = self._pool(self.jobs)
            future = self.pool.submit(render, where, self.wish)

        def outcome() -> Rendered | Failure:
            try:
                return future.result()
            except BrokenProcessPool:
                return self._alone(where)

        return outcome

    def _alone(self, where: str) -> Rendered | Failure:
        """Once more in a process of its own: whether this document or a neighbour killed the first one."""
        with self._pool(1) as pool:
            try:
                return pool.submit(render, where, self.wish).result()
            except BrokenProcessPool:
                return _fault(where, "the process that read it died; was there enough memory?")

    def dismiss(self) -> None:
        """Stop all reading at once."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
