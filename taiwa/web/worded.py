"""What the record says of a thing in words, for people: values that it keeps as JSON, and what a change changed.

Owns no words; they are the interface's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from taiwa.model import Change, Correction, Statement
from taiwa.store.coding import canonical
from taiwa.view.labels import Labels
from taiwa.view.prose import heal
from taiwa.web.naming import Callings

NOTHING = "–"
# The tables of the interface that have words for a field's values.
TABLES: Mapping[str, str] = {
    "act": "act", "followup": "followup", "fields": "field", "kind": "kind", "level": "level", "language": "language",
    "translation": "translation", "authority": "standing", "status": "status", "format": "format", "role": "role",
    "certainty": "certainty",
}  # fmt: skip
# Fields whose values are codes of parties.
OF_PARTIES = ("speaker", "chair", "next_chair", "party")
# What a change's line needn't say: its subject says it, or nobody reads it.
UNSAID = frozenset({"id", "digest", "sha256", "media_type", "version", "text", "subject", "start", "end", "reader"})
# Decisions of one act stand at most so far apart.
MOMENT = timedelta(seconds=1)
Noted = TypeVar("Noted")


class Words:
    """Values in the words of one interface language."""

    def __init__(self, labels: Labels, callings: Callings) -> None:
        self.labels, self.callings = labels, callings

    def of(self, field: str, written: str) -> str:
        """A value that is kept as JSON."""
        try:
            return self.value(field, json.loads(written))
        except (ValueError, RecursionError):
            return written

    def value(self, field: str, value: Any) -> str:
        """A value; a dash for nothing."""
        if value in (None, "", [], {}):
            return NOTHING
        if isinstance(value, bool):
            answer = "yes" if value else "no"
            return self.labels.phrase("web", f"exists_{answer}" if field == "exists" else answer)
        if isinstance(value, Mapping):
            return self._noun(field, value)
        if isinstance(value, list):
            if len(value) == 2 and all(isinstance(each, int) for each in value):
                return f"{value[0]}–{value[1]}"  # characters of the text
            between = ", " if all(isinstance(each, str) for each in value) else "; "
            return between.join(self.value(field, each) for each in value)
        return self._word(field, str(value))

    def fact(self, statement: Statement, field: str) -> str:
        """One of a text's facts."""
        return self.of(field, canonical(getattr(statement, field)))

    def part(self, field: str) -> str:
        """What a field is called."""
        return self.labels.name("part", field)

    def _word(self, field: str, word: str) -> str:
        if field in OF_PARTIES:
            called = self.callings.party(word)
            return called if called == word else f"{called} ({word})"
        named = self.labels.name(TABLES[field], word) if field in TABLES else heal(word)
        # Kinds are those of texts or of things.
        return self.labels.name("mention", word) if field == "kind" and named == word else named

    def _noun(self, field: str, value: Mapping[str, Any]) -> str:
        """The parts of a noun in a noun that a person knows it by."""
        if field == "parties":
            return "; ".join(f"{code}: {', '.join(names)}" if names else code for code, names in value.items())
        if field == "participants":
            return f"{value['name']} ({', '.join(each for each in (value['office'], value['party']) if each)})"
        if field == "terms":
            return f"{value['name']} = {', '.join(value['parties']) or value['meaning']}"
        if field in ("names", "levels", "members", "mentions", "qualifiers"):
            told = next((value[each] for each in ("text", "name", "party", "id") if value.get(each)), "")
            return " ".join(each for each in (str(told), str(value.get("language") or "")) if each)
        said = ((part, each) for part, each in value.items() if each not in (None, "", [], {}))
        return ", ".join(f"{self.part(part)} {self.value(part, each)}" for part, each in said)

    def lines(self, change: Change) -> list[tuple[str, str, str]]:
        """What a change changed: field, before, after."""
        before, after = _read(change.before), _read(change.after)
        if change.verb in ("correct", "withdraw") and "machine" in after:
            pair = (after["machine"], after["value"])
            was, now = pair if change.verb == "correct" else pair[::-1]
            field = after["field"]
            return [(self.part(field), self.of(field, was), self.of(field, now))]
        names = [name for name in {**before, **after} if name not in UNSAID and before.get(name) != after.get(name)]
        told = [(name, self.value(name, before.get(name)), self.value(name, after.get(name))) for name in names]
        return [(self.part(name), was, now) for name, was, now in told if was != now]


def _read(written: str | None) -> Mapping[str, Any]:
    try:
        read = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


# --- what was decided at once -------------------------------------------------------------------------------------


def together(noted: Iterable[Noted], told: Callable[[Noted], Sequence[str]]) -> list[tuple[Noted, ...]]:
    """What follows one on another and was done in one act: `told` gives its moment, in ISO 8601, and all that is the
    same then."""
    out: list[list[Noted]] = []
    for each in noted:
        if out and _is_same(told(out[-1][-1]), told(each)):
            out[-1].append(each)
        else:
            out.append([each])
    return [tuple(group) for group in out]


def of_correction(each: Correction) -> tuple[str, ...]:
    """By what corrections of one act are known: author, reason, moment, place."""
    place = f"{each.subject} {each.start} {each.end}"
    return each.made, each.who, each.reason, place, each.version, str(each.withdrawn)


def of_change(each: Change) -> tuple[str, ...]:
    """The same of lines of the history; only decisions stand together."""
    said = _read(each.after)
    place = f"{said.get('subject')} {said.get('version')} {said.get('start')} {said.get('end')}"
    of_one = "" if each.verb in ("correct", "withdraw") else str(each.number)
    return each.at, each.who, each.why, each.verb, place, of_one


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    apart = abs(datetime.fromisoformat(one[0]) - datetime.fromisoformat(other[0]))
    return one[1:] == other[1:] and apart <= MOMENT
