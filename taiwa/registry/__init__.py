"""The registry: states, groups of states, organisations and forums, with their names in Japanese, English and Russian.

Owns who is called what and who belongs to what; README.md says where the words live and how to change them. Knows
nothing of texts: a reader asks it for surfaces and searches with them. What only a record asks for stands apart and is
imported by its own name: `registry.entity` (treaties, programmes, routes ... by name), `registry.dialogue`.
"""

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
    "Group",
    "State",
    "abbreviations",
    "adjectives",
    "capital_names",
    "group_names",
    "group_of",
    "groups",
    "look_alikes",
    "may_hold",
    "members_of",
    "names",
    "region_names",
    "shared_names",
    "state_of",
    "states",
]
