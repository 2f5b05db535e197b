"""What stands around a predicate in a text: its verb and endings, adverbs in front, where its object ends.

Owns the hits of one working text and the look-ups by place. What a predicate means is for `predicates`; words live in
the lexicon.
"""

from __future__ import annotations

from bisect import bisect_left

from taiwa.lexicon import Form, Hit, Lexicon, Sense, ending, paradigm

# How far back from its end a predicate may begin (characters); the longest in the lexicon with its ending is shorter.
REACH = 26
# How many adverbs may stand between an object and its predicate.
ADVERBS = 4


class Surroundings:
    """Verbs and nouns of one working text by where they start and end; answers for any stretch of it."""

    def __init__(self, text: str, lex: Lexicon) -> None:
        self.text, self.lex = text, lex
        self.hits = lex.predicates.find(text)
        self._starts = [hit.start for hit in self.hits]
        self._ends = {hit.end: hit for hit in self.hits}
        self._verbs = self._verbs_by_end()
        self._adverbs = lex.suffixes("adverb")
        self._adnominals = lex.suffixes("adnominal")
        self._case = lex.suffixes("word.case")
        self._manner = lex.suffixes("word.manner")
        self._purpose = lex.pattern("word.nominaliser", "word.manner", "word.that")

    def verb(self, floor: int, end: int) -> tuple[Hit, Sense, Form] | None:
        """The first verb in the text whose ending reaches exactly to `end`."""
        for found in self._verbs.get(end, ()):
            if found[0].start >= floor:
                return found
        return None

    def _verbs_by_end(self) -> dict[int, list[tuple[Hit, Sense, Form]]]:
        """Every verb of the text by each place where one of its endings ends, in the order of the text.

        A verb whose ending may be empty also ends inside its own stem: a longer stem holds a shorter one.
        """
        out: dict[int, list[tuple[Hit, Sense, Form]]] = {}
        text, may_start = self.text, self.lex.may_start_kana
        for hit in self.hits:
            start, stop = hit.start, hit.end
            if stop - start == 1 and not may_start(text, start):
                continue
            for sense in hit.stems:
                kind, at = paradigm(sense.paradigm), stop - sense.cut
                for place in range(start + 1, at + 1) if kind.bare else ():
                    out.setdefault(place, []).append((hit, sense, kind.forms[""]))
                if text[at : at + 1] in kind.beginnings:
                    for end, form in kind.endings(text, at):
                        if end - start <= REACH:
                            out.setdefault(end, []).append((hit, sense, form))
        return out

    def near(self, floor: int, end: int) -> list[Hit]:
        """Hits that start within reach before `end`."""
        at = bisect_left(self._starts, max(floor, end - REACH))
        out = []
        while at < len(self.hits) and self.hits[at].start < end:
            out.append(self.hits[at])
            at += 1
        return out

    def senses(self, hit: Hit, *families: str) -> list[Sense]:
        """The senses of a hit whose meaning is in one of the families."""
        return [s for s in hit.senses if s.meaning.id.startswith(families)]

    def noun_of_action(self, start: int, end: int) -> tuple[int, str] | None:
        """(start, entry id) of the noun of action that ends at `end`, or None."""
        hit = self._ends.get(end)
        if hit is None or hit.start < start:
            return None
        for sense in hit.senses:
            if sense.meaning.id.startswith(("action", "noun.action", "act.", "stance.talk")) and (
                sense.paradigm in ("", self.lex.noun_verb)
            ):
                return hit.start, sense.entry.id
        return None

    def clause_inside(self, start: int, end: int) -> bool:
        """Whether a finite verb modifies a noun between two places: then a medial form before it may belong to it."""
        at = bisect_left(self._starts, start)
        while at < len(self.hits) and self.hits[at].end < end:
            hit = self.hits[at]
            for sense in hit.senses:
                if sense.paradigm and sense.meaning.id.startswith(("action", "act.", "effect", "light.hold")):
                    found = ending(self.text, hit.end, sense)
                    if (
                        found
                        and found[1].name in ("plain", "future")
                        and found[0] < end
                        and self._before_thing(found[0])
                    ):
                        return True
            at += 1
        return False

    def verb_between(self, start: int, end: int) -> bool:
        """Whether a finite verb stands between two places and modifies what follows it."""
        at = bisect_left(self._starts, start)
        while at < len(self.hits) and self.hits[at].end < end:
            hit = self.hits[at]
            for sense in hit.senses:
                found = ending(self.text, hit.end, sense) if sense.paradigm else None
                if found and found[0] < end and found[1].name in ("plain", "past", "progressive", "future", "can"):
                    return True
            at += 1
        return False

    def _before_thing(self, at: int) -> bool:
        """Whether a purpose or a thing made of a clause follows, so that the clause is embedded."""
        return self._purpose.match(self.text, at) is not None

    def strip_adverbs(self, floor: int, at: int) -> int:
        """The place before any adverbs that end at `at`."""
        for _ in range(ADVERBS):
            found = self._adverbs.before(self.text, at, floor) or self.lex.manner_before(self.text, at, floor)
            if found is None or found[0] <= floor:
                break
            at = found[0]
        return at

    def strip_modifiers(self, floor: int, at: int) -> int:
        """The place before any adnominals and adverbs that end at `at` ("deep", "renewed")."""
        for _ in range(ADVERBS):
            found = (
                self._adnominals.before(self.text, at, floor)
                or self._adverbs.before(self.text, at, floor)
                or self.lex.quality_before(self.text, at, floor)
            )
            if found is None or found[0] <= floor:
                break
            at = found[0]
        return at

    def object_end(self, floor: int, at: int) -> int:
        """Where the object ends that is followed by a predicate at `at`: before adverbs and the last case mark."""
        here = self.strip_adverbs(floor, at)
        mark = self._case.before(self.text, here, floor)
        if mark is not None and mark[0] > floor:
            manner = self._manner.before(self.text, here, floor)
            return here if manner and manner[0] < mark[0] else mark[0]
        return here
