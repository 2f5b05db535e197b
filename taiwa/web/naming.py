"""What parties are called on a page: a name in the visitor's language beside the code.

Owns no names; they are the registry's and the record's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from taiwa.registry import groups, states
from taiwa.view.labels import called

if TYPE_CHECKING:
    from taiwa.record import Record


__all__ = ["Callings", "called"]


class Callings:
    """Names of parties in one language; the record is asked once, and only if a page names a party."""

    def __init__(self, language: str, record: Callable[[], Record]) -> None:
        self.language, self._record = language, record

    @cached_property
    def _parties(self) -> Mapping[str, str]:
        with self._record().read() as asking:
            return {each.id: called(each.names, self.language, each.id) for each in asking.view.entities("party")}

    def party(self, code: str) -> str:
        """A party's name: the record's, else the registry's; the code itself where neither has one."""
        if code in self._parties:
            return self._parties[code]
        noun = states().get(code) or groups().get(code)
        forms = (noun.names.get(self.language) or noun.names.get("en")) if noun else None
        return forms[0] if forms else code
