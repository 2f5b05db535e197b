"""Forums and bodies as official texts in Russian name them: an adjective and a noun, a noun and its genitives, quotation marks.

Owns how far such a name goes and its nominative; the nouns for bodies stand in the lexicon (`fact.forum`).
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cached_property

from taiwa.lexicon.delegations import Delegations
from taiwa.lexicon.nominatives import agreeing, spelled_like
from taiwa.lexicon.wording import either, plain


class Bodies(Delegations):
    """Patterns of forums and bodies."""

    @cached_property
    def _nouns(self) -> str:
        return either(map(plain, self.forums))

    @cached_property
    def _body(self) -> re.Pattern[str]:
        """A body: its noun with a capital or behind an adjective with one, and the genitives behind it."""
        front = r"[А-Я][а-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ом|ем|ей)(?: [а-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ом|ем|ей)){0,2}"  # noqa: E501
        return re.compile(rf"(?<![\w-])(?P<front>{front} )?(?P<noun>(?i:{self._nouns}))(?!\w)")

    def bodies_in(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, nominative of the noun) of every body with a name of its own in a stretch of plain text."""
        out = []
        for m in self._body.finditer(text, start, end):
            proper = m["front"] or m["noun"][0].isupper()
            behind = text[m.end("noun") : end]
            tail = m.end("noun") + self.phrase_end(behind.split("«")[0].rstrip() if m["front"] else behind)
            if proper and (m["front"] or tail > m.end("noun")):
                out.append((m.start(), tail, self.forums[m["noun"].lower()]))
        return out

    def phrase_end(self, behind: str) -> int:
        """How far a noun phrase goes on behind its noun: up to a preposition, a verb of holding, a mark or a number."""
        at = 0
        for word in self._word_behind.finditer(behind):
            if word.start() != at or self._stops.match(word["word"]):
                break
            at = word.end()
        return len(re.sub(r"(?: и| по)+$", "", behind[:at]))

    @cached_property
    def _word_behind(self) -> re.Pattern[str]:
        return re.compile(r" (?P<word>[А-Яа-я-]+|«[^»]+»)")

    @cached_property
    def _stops(self) -> re.Pattern[str]:
        held = self.any_of(
            "fact.decided", "fact.held", "fact.hold", "fact.signed", "fact.was", "fact.attend", "fact.host", "fact.kind"
        )
        words = [w for w in self.listed("word.preposition") if w != "по"]
        return re.compile(rf"(?:{held}|г(?!\w)|(?i:{'|'.join(map(re.escape, words))})(?!\w))")

    def phrases_of(self, name: str, text: str, start: int, before: int) -> list[tuple[int, int, str]]:
        """(start, end of the noun, nominative) of the noun phrase that a term repeats, else of the last body before it."""  # noqa: E501
        low = plain(name).lower()
        if low in self.forums.values() or low in map(plain, self.forums.values()):
            noun = next(n for n in self.forums.values() if plain(n) == low)
            forms = "|".join(form for form, n in self.forums.items() if n == noun)
            front = r"(?:[А-Яа-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ей) ){0,3}"
            found = list(re.compile(rf"(?<![\w-]){front}(?i:{forms})(?!\w)").finditer(text, start, before))
            return [(m.start(), m.end(), noun) for m in found[-1:]]
        found = list(self._body.finditer(text, start, before))
        return [(m.start(), m.end("noun"), self.forums[m["noun"].lower()]) for m in found[-1:]]

    def in_nominative(self, phrase: str, noun: str) -> str:
        """A body's name with its noun and the adjectives before it in the nominative."""
        words = phrase.split(" ")
        head = next(i for i, w in enumerate(words) if plain(w).lower() in self.forums)
        return " ".join(
            [*(agreeing(w, noun) for w in words[:head]), spelled_like(noun, words[head]), *words[head + 1 :]]
        )

    def quoted(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """[start, end) of each name in quotation marks behind a word for a forum or meeting that has no other name."""
        out = []
        for found in re.finditer(r"«(?P<name>[^«»]{2,80})»", text[start:end]):
            before = self._forum_before.search(text, start, start + found.start())
            if before and not before["cap"]:
                out.append((start + found.start("name"), start + found.end("name")))
        return out

    @cached_property
    def _forum_before(self) -> re.Pattern[str]:
        adjective = r"(?:ого|его|ой|ей|ый|ий|ая|ое)"
        return re.compile(
            rf"(?P<cap>(?<![А-Я])[А-Я][а-я-]+{adjective} (?:[а-я-]+{adjective} )*)?(?<![\w-])(?:(?i:{self._nouns})|{self.any_of('fact.meeting')})(?: [а-я]+){{0,3}} $"  # noqa: E501
        )

    @cached_property
    def abbreviated_body(self) -> re.Pattern[str]:
        """A body's abbreviation in brackets, with or without words of definition."""
        return re.compile(rf"\((?:{self.any_of('fact.define')}\s?[-–—]\s?)?(?P<short>[А-Я]{{3,8}})\)")

    @cached_property
    def organ(self) -> re.Pattern[str]:
        """An organ's name with a comma behind it; whose organ it is may stand in the genitive.

        On its line it is alone, or a wrap joins it to the clauses that it governs, each with a comma behind it.
        """
        forums = "|".join(self.exactly("fact.forum"))
        ending = r"(?:ая|ое|ый|ий|ой)"
        noun = rf"(?:[А-Я][а-я-]+{ending}(?: [а-я-]+{ending})? )?(?i:{forums})(?!\w)"
        return re.compile(
            rf"(?P<name>(?P<short>{self.any_of('fact.organ')}|{noun})(?: [А-Яа-я «»-]{{3,90}})?)"
            rf"(?: \((?P<abbreviation>[А-Я]{{2,8}}(?: [А-Я]{{2,8}})?)\))?(?: \([^()]{{3,60}}\))?,"
            rf"(?: [а-я]+(?:[ая]я|в|вшись|ясь|ив) [^.;:]*,)?"
        )
