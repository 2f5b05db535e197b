"""The small words by which languages of one script are told apart; data in `data/stopwords.toml`. Owns their loading only."""  # noqa: E501

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: code, name, script (latin, cyrillic), its small words, letters that it alone has in its script."""

    code: str
    name: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]


@cache
def tongues() -> dict[str, Tongue]:
    """Every language of the list, by code."""
    table = tomllib.loads((Path(__file__).parent / "data" / "stopwords.toml").read_text(encoding="utf-8"))
    return {
        code: Tongue(
            code, row["name"], row["script"], frozenset(row["words"].split()), frozenset(row.get("letters", ""))
        )
        for code, row in table.items()
    }
