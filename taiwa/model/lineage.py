"""The wording of provisions through the editions of a forum's texts: frozen nouns. Imports only nouns of ours."""

from __future__ import annotations

from dataclasses import dataclass

from taiwa.model.comparison import Edit, Ground
from taiwa.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Edition:
    """One language version of one text with what was read in it. `forum` is empty where it is of none; `date` is ISO
    8601, as exact as known."""

    id: str
    forum: str
    date: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Step:
    """What one edition has of a thread: its provisions (one, or the parts of one that was split), and what became of
    the wording since the step before: `first`, or a verdict of `taiwa.model.comparison`.

    `likeness` is that to the step before, 0 for the first. `act`, `force` and `followup` are those of the provision
    that binds most; `words` its sentence. `edits` are filled where the wording changed.
    """

    edition: str
    date: str
    provisions: tuple[str, ...]
    verdict: str
    likeness: float
    act: str
    force: int
    followup: str
    words: str
    grounds: tuple[Ground, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """An earlier provision of another forum that says nearly the same as a thread's first step."""

    edition: str
    forum: str
    date: str
    provision: str
    likeness: float
    words: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One wording through the editions of one forum in one language, the oldest step first.

    `gone` is the first edition after the last step that the forum issued without it; None where the newest has it.
    `origin` is where the wording was taken from another forum, if it was.
    """

    forum: str
    language: str
    steps: tuple[Step, ...]
    gone: str | None = None
    origin: Origin | None = None
