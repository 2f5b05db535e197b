"""x."""

from dataclasses import dataclass
from taiwa.model import *


@dataclass(frozen=True, slots=True)
class Dialogue:
    """x."""

    forum: Forum
    meetings: tuple[Meeting, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def dialogues() -> tuple[Dialogue, ...]:
    """x."""
    return ()
