"""From clauses that were found to acts with their places in the text."""

from __future__ import annotations

from taiwa.lexicon.inflection import Form
from taiwa.lexicon.words import Token, tokens
from taiwa.reading.initial.group import Found
from taiwa.reading.nouns import Act, Predicate, Unit

_QUOTES = ("“", '"', "„", "«", "…")


class Spans:
    """Maps tokens to characters of the working text."""

    def __init__(self, text: str, organ: bool) -> None:
        self.text, self.organ = text, organ

    def unbracketed(self, toks: list[Token]) -> list[Token]:
        """Without quotation marks around a sentence and brackets around a lead-in ("[We will:] promote trade")."""
        while toks and toks[0].low in _QUOTES:
            toks = toks[1:]
        if not toks or toks[0].low != "[":
            return toks
        close = next((k for k, token in enumerate(toks) if token.low == "]"), None)
        if close is None or close == len(toks) - 1:
            return toks
        inner = toks[1 : close - 1] if toks[close - 1].low == ":" else toks[1:close]
        return [*inner, *toks[close + 1 :]]

    def tokens_of(self, unit: Unit) -> list[Token]:
        """Words and marks of a unit, without the marks it ends in."""
        toks = tokens(self.text, unit.start, unit.end)
        while toks and (
            (not toks[-1].is_word and toks[-1].low not in (")", "”"))
            or (self.organ and len(toks) > 2 and toks[-1].low.isdigit() and toks[-2].low in (",", ";", "."))
        ):
            toks.pop()
        return toks

    def acts(self, i: int, unit: Unit, toks: list[Token], found: list[Found]) -> list[Act]:
        """One act for each clause; together they hold every character of the unit."""
        out: list[Act] = []
        for n, f in enumerate(found):
            group = f.group
            anchor = (toks[group.first].start, toks[min(group.last, len(toks)) - 1].end)
            content = self._content(toks, group.content, f.end)
            if f.front:
                content = (*self._content(toks, *f.front), *content)
            predicate = Predicate(
                anchor[0],
                anchor[1],
                anchor[1],
                "act",
                group.act,
                Form(group.tense, "active", 0),
                group.entries,
                group.flags | {group.meaning, group.stance} - {""},
            )
            start = unit.start if n == 0 else out[-1].end
            end = unit.end if n == len(found) - 1 else max(start, self._opens_at(toks, found[n + 1]))
            end = max(end, anchor[1])
            out.append(Act(i, start, end, anchor, content, f.speaker, group.act or "state", predicate, f.preambular))
        return out

    def _opens_at(self, toks: list[Token], found: Found) -> int:
        """Where a clause begins: at its stated subject, else at its predicate."""
        at = toks[found.group.first].start
        return min(found.speaker.span[0], at) if found.speaker.span and found.speaker.origin == "stated" else at

    def _content(self, toks: list[Token], first: int, end: int) -> tuple[tuple[int, int], ...]:
        while end > first and (not toks[end - 1].is_word and toks[end - 1].low not in (")", "”", "%", "'s", "]")):
            end -= 1
        while first < end and toks[first].low == ",":
            first += 1
        if end <= first or first >= len(toks):
            return ()
        return ((toks[first].start, toks[end - 1].end),)
