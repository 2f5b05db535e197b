"""What the passes over an opening share: one text with its parts, its names and its people, and the evidence found so far.

Owns which units count as the opening and the closing of a text. For inflected languages.
"""  # noqa: E501

from __future__ import annotations

from taiwa.lexicon import Lexicon
from taiwa.lexicon.incipits import incipits
from taiwa.lexicon.wording import plain
from taiwa.model import Fact
from taiwa.reading.free.roster import Roster, Span
from taiwa.reading.nouns import Unit
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units.
OPENING = 7
# From the end, so many units are searched for the place and day of signature.
CLOSING = 6


class Scene:
    """One text before its facts are read: `lines` of its title, `titles` with lines joined that belong together, its
    `opening` and `closing` units. Places count in the working text; `plain` is it as patterns want it."""

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: Lexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.shapes = incipits(lex)
        self.facts: list[Fact] = []
        self.lines = [(u.start, u.end) for u in units if u.kind == "title"]
        self.titles = self._joined()
        body = [(u.start, u.end) for u in units if u.kind in ("sentence", "leadin", "item")]
        self.opening = self._opening(body)
        self.closing = [(u.start, u.end) for u in units if u.kind in ("sentence", "mark", "item")][-CLOSING:]
        heads = [*self.titles, *self.opening]
        self.roster = Roster(work, self.shapes, lex.language, heads, heads)
        self.plain = self.roster.plain

    def _joined(self) -> list[Span]:
        """The title's stretches: its lines together, but for a motto, the dateline and what stands below it."""
        out: list[Span] = []
        plain_text = plain(self.text)
        for n, (s, e) in enumerate(self.lines):
            line = plain_text[s:e].strip()
            apart = (
                not line[:1].isalnum()
                or self.shapes.dateline.fullmatch(line)
                or self.shapes.pattern("fact.signed").match(line)
            )
            if n and not apart and out[-1][1] == self.lines[n - 1][1] and not self._apart:
                out[-1] = (out[-1][0], e)
            else:
                out.append((s, e))
            self._apart = bool(apart)
        return out

    _apart = False

    def _opening(self, body: list[Span]) -> list[Span]:
        """The first units of the body, and the items of a list that began among them."""
        kinds = [u.kind for u in self.units if u.kind in ("sentence", "leadin", "item")]
        last = min(OPENING, len(body))
        while last < len(body) and kinds[last] == "item":
            last += 1
        out: list[Span] = []
        for s, e in body[:last]:
            # a wrap may part the list of those who speak
            if out and self.shapes.ends_joined(plain(self.text[slice(*out[-1])])):
                out[-1] = (out[-1][0], e)
            else:
                out.append((s, e))
        return out

    def note(self, name: str, value: object, start: int, end: int) -> None:
        """Keeps a fact with its evidence."""
        self.facts.append(Fact(name, value, self.work.source_spans(start, end)))

    def thing(self, name: str, start: int, before: int) -> str | None:
        """What a term stands for: the noun phrase before it that it repeats or shortens, in the nominative."""
        for a, b, noun in self.shapes.phrases_of(name, self.plain, start, before):
            end = b + self.shapes.phrase_end(self.plain[b:before])
            return self.shapes.in_nominative(" ".join(self.text[a:end].split()), noun)
        return None
