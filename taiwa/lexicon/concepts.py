"""x."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """x."""

    id: str
    words: Mapping[str, tuple[str, ...]]
    fields: tuple[str, ...]


def of(w: str, l: str) -> tuple[Concept, ...]:
    """x."""
    return ()
