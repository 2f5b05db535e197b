"""Versions of the record beside each other, as people have decided them: editions compared, languages in parallel.

Owns which version follows which in a forum, and what such a work rests on (`Basis`): as long as that is the same, the
work need not be done again. What is compared, and how, is `taiwa.comparing`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from taiwa.comparing import compare
from taiwa.comparing.parity import parity
from taiwa.model import Comparison, Parity, Reading, Text, Version
from taiwa.record.adding import reviewed
from taiwa.store.view import View


@dataclass(frozen=True, slots=True)
class Basis:
    """What work on a version rests on: the number of its current reading, its decisions (number, whether withdrawn),
    its authority. `version` is its identifier."""

    version: str
    reading: int
    decisions: tuple[tuple[int, bool], ...]
    authority: str


@dataclass(frozen=True, slots=True)
class Sequel:
    """A version (`new`) and the one in the same language that came before it (`old`): texts of one kind from meetings
    of one level of a forum, in a row."""

    old: Version
    new: Version
    old_text: Text
    new_text: Text


def basis(view: View, version: str) -> Basis:
    """What work on a version would rest on now. Raises NotInRecord."""
    noun = view.version(version)
    decisions = tuple((each.number, each.withdrawn) for each in view.corrections(version))
    return Basis(version, max((each.number for each in view.kept(version)), default=0), decisions, noun.authority)


def compared(view: View, old: str, new: str) -> Comparison:
    """Two versions in one language. Raises NotInRecord, UnlikeLanguages."""
    return compare(decided(view, old), decided(view, new))


def parallel(view: View, versions: Sequence[str]) -> Parity:
    """Two or more language versions of a text; what the record knows of their authority goes before what they say.
    Raises NotInRecord."""
    known = {each: view.version(each).authority for each in versions}
    authorities = {version: authority for version, authority in known.items() if authority != "unknown"}
    return parity([decided(view, each) for each in versions], authorities=authorities)


def decided(view: View, version: str) -> Reading:
    """A version's reading as people have decided it, its source under the version's identifier. Raises NotInRecord."""
    view.version(version)
    reading = reviewed(view, version).reading
    return replace(reading, source=replace(reading.source, name=version))


def sequels(view: View, forum: str) -> tuple[Sequel, ...]:
    """Every version of a forum that has one before it, the youngest first, then by identifier. Raises NotInRecord."""
    view.forum(forum)
    levels = {meeting.id: meeting.level for meeting in view.meetings(forum)}
    rows: dict[tuple[str, str, str], list[tuple[Text, Version]]] = defaultdict(list)
    for text in view.texts(forum=forum):
        if text.date and text.meeting and not text.withdrawn:
            for language, version in _first_of_each(view.versions(text.id)).items():
                rows[levels.get(text.meeting, ""), text.kind, language].append((text, version))
    found = [each for row in rows.values() for each in _in_a_row(row)]
    found.sort(key=lambda each: each.new.id)
    return tuple(sorted(found, key=lambda each: each.new_text.date or "", reverse=True))


def _first_of_each(versions: Sequence[Version]) -> Mapping[str, Version]:
    """Several versions in one language say the same: the first stands for the text."""
    return {each.language: each for each in reversed(versions)}


def _in_a_row(row: Sequence[tuple[Text, Version]]) -> Iterator[Sequel]:
    """Each with the last one before it that came from another meeting."""
    for at, (text, version) in enumerate(row):
        before = next((each for each in reversed(row[:at]) if each[0].meeting != text.meeting), None)
        if before:
            yield Sequel(before[1], version, before[0], text)
