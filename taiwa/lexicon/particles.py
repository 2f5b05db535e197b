"""Small words that part what a user looks for and are not looked for themselves. The words stand in `data/search.toml`.

Owns their pattern. In Japanese a particle is one only where a word ends before it and another may begin behind it: a
whole run of hiragana, or a set phrase.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "search.toml"
HIRAGANA = "\u3041-\u309f"


def particles(language: str) -> tuple[str, ...]:
    """The small words of a language, empty where none are known."""
    return tuple(_data().get(language, {}).get("particles", ()))


def examples() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Queries, and what is looked for in them."""
    return tuple((first, tuple(rest)) for each in _data().values() for first, *rest in each["examples"])


def parted(run: str) -> tuple[str, ...]:
    """A run of Japanese as the words between its particles; itself where it is nothing but particles."""
    return tuple(piece for piece in _pattern().split(run) if piece) or (run,)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(particles("ja"), key=len, reverse=True)
    return re.compile(rf"(?<![{HIRAGANA}])(?:{'|'.join(map(re.escape, words))})(?![{HIRAGANA}])")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))
