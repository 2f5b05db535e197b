"""x."""

from dataclasses import dataclass
from collections.abc import Mapping


@dataclass(frozen=True)
class Concept:
    """x."""

    id: str
    words: Mapping[str, tuple[str, ...]]
    fields: tuple[str, ...]


def of(w: str, l: str) -> tuple[Concept, ...]:
    """x."""
    return ()
