"""The registry: states, groups, organisations and all else that texts name, in Japanese, English, Russian; dialogues.

Owns who is called what and who belongs to what; README.md says where the words live and how to change them. Knows
nothing of texts: a reader asks it for surfaces and searches with them.
"""

from taiwa.registry.dialogue import Dialogue, dialogues
from taiwa.registry.entity import entities, named
from taiwa.registry.group import Group, group_names, group_of, groups, members_of, region_names
from taiwa.registry.office import may_hold
from taiwa.registry.state import (
    State,
    abbreviations,
    adjectives,
    capital_names,
    look_alikes,
    names,
    shared_names,
    state_of,
    states,
)
from taiwa.registry.surfaces import LANGUAGES

__all__ = [
    "LANGUAGES",
    "Dialogue",
    "Group",
    "State",
    "abbreviations",
    "adjectives",
    "capital_names",
    "dialogues",
    "entities",
    "group_names",
    "group_of",
    "groups",
    "look_alikes",
    "may_hold",
    "members_of",
    "named",
    "names",
    "region_names",
    "shared_names",
    "state_of",
    "states",
]
