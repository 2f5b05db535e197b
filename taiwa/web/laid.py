"""Comparisons, parities and lineages that were made: long texts take seconds, and people turn pages and filter.

Kept in memory, few, under what they rest on (`Record.basis`): a decision, another reading or another authority makes
another one. Who may not see a version is refused before anything kept is looked for, since the basis is asked first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

from starlette.requests import Request

from taiwa.model import Comparison, Parity, Thread
from taiwa.record import Record

# So many are kept. One of two texts of 440 provisions took 20 MB of memory, most of it the two readings.
MOST = 12
Made = TypeVar("Made")


class Laid:
    """What was laid beside each other, by its kind and basis; the least asked for makes room."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Any, Future[Any]] = OrderedDict()

    def comparison(self, record: Record, old: str, new: str) -> Comparison:
        """`Record.compare`, once. Raises what it raises."""
        key = ("comparison", record.basis(old), record.basis(new))
        return self._once(key, lambda: record.compare(old, new))

    def parity(self, record: Record, one: str, other: str) -> Parity:
        """`Record.parity` of two versions, once. Raises what it raises."""
        key = ("parity", record.basis(one), record.basis(other))
        return self._once(key, lambda: record.parity(one, other))

    def lineage(self, record: Record, topic: str, forum: str | None, language: str | None) -> Sequence[Thread]:
        """`Record.lineage`, once in each state of the record for visitors from whom the same is hidden. Raises what
        it raises."""
        with record.read() as asking:
            key = ("lineage", asking.view.state(), asking.view.sight.hidden)
        return self._once((*key, topic, forum, language), lambda: record.lineage(topic, forum=forum, language=language))

    def _once(self, key: object, make: Callable[[], Made]) -> Made:
        """What is kept under a key. Of several that ask at once one makes it, and the others wait."""
        with self._lock:
            known = self._kept.get(key)
            future: Future[Made] = known or Future()
            self._kept[key] = future
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        if known is None:
            try:
                future.set_result(make())
            except BaseException as error:
                with self._lock:
                    self._kept.pop(key, None)
                future.set_exception(error)
        return future.result()


def laid_of(request: Request) -> Laid:
    """What the application keeps."""
    return request.app.state.laid  # type: ignore[no-any-return]
