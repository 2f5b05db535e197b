"""What is found at one place of a sentence: a verb group, and a clause made of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon.words import Token
from taiwa.reading.nouns import Speaker

Toks = Sequence[Token]


class Group(NamedTuple):
    """A verb group: tokens [first, last) are the anchor, the content begins at token `content`.

    `kind`: act, will, must, passive, other (a verb that is no act). `tense`: past, base, third, will, must, gerund,
    participle, perfect, be, passive. `number`: plural or singular where the form says so. `entries`: what fired.
    """

    first: int
    last: int
    content: int
    kind: str
    act: str | None
    tense: str
    entries: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    number: str = ""
    meaning: str = ""
    stance: str = ""


class Found(NamedTuple):
    """A clause that was read: its group, the tokens of its content [group.content, end), its speaker.

    `front` is a further piece of content in front of the predicate.
    """

    group: Group
    end: int
    speaker: Speaker
    front: tuple[int, int] | None = None
    preambular: bool = False
