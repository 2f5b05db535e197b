"""Which values the record knows: the closed lists of the model, dates, identifiers. What isn't one is refused.

Owns the check at the door; the lists themselves stand in `taiwa.model.record`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from taiwa.errors import WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Level, Meeting, Membership, Text, Version
from taiwa.model.record import (
    CERTAINTIES,
    ENTITY_KINDS,
    FORMATS,
    ROLES_IN_DELEGATION,
    ROLES_IN_FORUM,
    STATES_OF_MEETING,
)

# What a person can type, and what `#p12` or `@120-131` can follow.
IDENTIFIER = re.compile(r"[^\s#@]+")
FOLLOWUPS = ("commitment", "intention", "none")
# The largest number that both databases know.
LARGEST = 2**31 - 1
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# For each noun its fields with closed lists, and its dates.
LISTS: dict[type, dict[str, tuple[str, ...]]] = {
    Meeting: {"format": FORMATS, "status": STATES_OF_MEETING},
    Delegate: {"role": ROLES_IN_DELEGATION},
    Membership: {"role": ROLES_IN_FORUM},
    Evidence: {"certainty": CERTAINTIES},
    Entity: {"kind": ENTITY_KINDS},
}
DATES: dict[type, tuple[str, ...]] = {Meeting: ("date", "end"), Membership: ("since", "until"), Text: ("date",)}
NUMBERS: dict[type, tuple[str, ...]] = {Meeting: ("number",), Delegate: ("rank",), Level: ("rank",)}


def check(noun: Forum | Meeting | Delegate | Text | Version | Entity | Evidence) -> None:
    """Raises WrongValue where a noun has a value that the record doesn't know."""
    for part in _parts(noun):
        for field, known in LISTS.get(type(part), {}).items():
            value = getattr(part, field)
            if value is not None and value not in known:
                raise WrongValue(f"{field}: {value!r} is not known; there are {', '.join(known)}")
        for field in DATES.get(type(part), ()):
            check_date(field, getattr(part, field))
        for field in NUMBERS.get(type(part), ()):
            if abs(getattr(part, field) or 0) > LARGEST:
                raise WrongValue(f"{field}: the number is too large")
        id = getattr(part, "id", None)
        if id is not None and not IDENTIFIER.fullmatch(id):
            raise WrongValue(f"{id!r} is no identifier; it may hold no space, # or @")
    if isinstance(noun, Forum) and len({level.id for level in noun.levels}) < len(noun.levels):
        raise WrongValue(f"{noun.id} has two levels of one name")


def check_date(field: str, value: str | None) -> None:
    """Raises WrongValue for what is no date: a year, a month or a day in ISO 8601, or nothing."""
    if value is None:
        return
    try:
        if not DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError as error:
        raise WrongValue(f"{field}: {value!r} is no date; write 2024, 2024-06 or 2024-06-30") from error


def _parts(noun: Forum | Meeting | Delegate | Text | Version | Entity | Evidence) -> Iterator[object]:
    yield noun
    if isinstance(noun, Forum):
        yield from (*noun.members, *noun.levels)
