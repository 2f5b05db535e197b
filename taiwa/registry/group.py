"""Groups of states, international organisations, their bodies and common forums, with the states that are members.

Owns no names: they stand in data/groups.toml, of which tools/make_states.py makes the JSON files. Surfaces are in NFKC,
like those of the states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from taiwa.registry.state import states
from taiwa.registry.surfaces import Forms, Surfaces, code_of, data_file, frozen_forms, surfaces_of


@dataclass(frozen=True, slots=True)
class Group:
    """A group, organisation, body or forum (`kind`), under its usual abbreviation.

    `members` are ISO 3166 codes, empty where the membership is wide or not definite. `party` is the state or group
    whose body this is, if any. `since` is the date (ISO 8601, as exact as known) from which exactly these members hold,
    `joined` and `left` the dates of recent changes by state: the first day in, and the first day out.
    """

    code: str
    kind: str
    names: Forms
    members: tuple[str, ...]
    party: str | None = None
    since: str | None = None
    joined: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


@cache
def groups() -> Mapping[str, Group]:
    """Every group by its code."""
    return MappingProxyType(
        {
            code: Group(
                code,
                record["kind"],
                frozen_forms(record["names"]),
                tuple(record["members"]),
                record["party"],
                record["since"],
                MappingProxyType(record["joined"]),
                MappingProxyType(record["left"]),
            )
            for code, record in data_file("groups.json")["groups"].items()
        }
    )


def group_names(language: str) -> Surfaces:
    """Every (surface, code) of groups, longest first; in Russian in all cases. Raises UnknownLanguage."""
    return surfaces_of("groups", language)


def region_names(language: str) -> Surfaces:
    """Every (name of a region, code of the group) where a text may let the region speak for its states (中央アジア側).

    The bare name is a place until the reader has reason to think otherwise. Raises UnknownLanguage.
    """
    return surfaces_of("regions", language)


def group_of(name: str, language: str | None = None) -> str | None:
    """The code of the group called exactly `name` (after NFKC and without space around it), None if there is none.

    Looks in one language, or in all of them. Raises UnknownLanguage.
    """
    return code_of(name, "groups", language)


def members_of(code: str, on: str | None = None) -> tuple[str, ...]:
    """The ISO codes of the members, in the order of codes; a state is its own only member.

    `on` is an ISO 8601 date: then those who were members on that day, as far as `joined` and `left` tell (they hold
    changes since about 2011). Raises KeyError for a code that is neither a state's nor a group's.
    """
    if code in states():
        return (code,)
    group = groups()[code]
    if on is None:
        return group.members
    # ISO dates sort as text; "2024-08" comes before any day of that month.
    stayed = [member for member in group.members if group.joined.get(member, "") <= on]
    return tuple(sorted(stayed + [member for member, gone in group.left.items() if gone > on]))
