"""Which states have which head office: a president, a prime minister, a chancellor, a monarch.

Owns the question only; the lists and their source stand in data/offices.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taiwa.registry.state import states


def may_hold(code: str, office: str) -> bool:
    """Whether a party may have this head office (president, prime-minister, chancellor, taoiseach, monarch ...).

    A party that is no state of the registry may have any; so may every state for an office that isn't listed.
    """
    if code not in states():
        return True
    without, only = _offices()
    return code not in without.get(office, frozenset()) and (office not in only or code in only[office])


@cache
def _offices() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    tables = tomllib.loads(Path(__file__).with_name("data").joinpath("offices.toml").read_text("utf-8"))
    without, only = ({name: frozenset(v.split()) for name, v in tables[key].items()} for key in ("without", "only"))
    return without, only
