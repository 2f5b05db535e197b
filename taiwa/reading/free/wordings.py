"""What stands where around a verb whose forms and whose words inflect (Russian): colour, infinitives, where content begins.

Owns the small questions that predicates are read by, and the `Verbal` they become. It asks the lexicon and holds no word.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import APART, ASIDE, InflectedLexicon, Verb
from taiwa.lexicon.words import Token

Toks = Sequence[Token]


class Verbal(NamedTuple):
    """A predicate: tokens [first, last) are the anchor, `head` is the verb, the content begins at token `content`.

    `kind`: act, will, must, plan (a short form of intention) or other. `act` is None where it is no speech act.
    `passive`: its subject is the content. `between`: the noun that decides stands in front, content may lie between.
    """

    first: int
    last: int
    content: int
    head: int
    kind: str
    act: str | None
    shape: Shape
    entries: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    meaning: str = ""
    stance: str = ""
    passive: bool = False
    between: tuple[int, int] | None = None


class Wordings:
    """Looks up what stands at a token, by one lexicon."""

    def __init__(self, lex: InflectedLexicon) -> None:
        self.lex = lex
        phrases, words = lex.phrases, lex.set_of
        self._adverbs = phrases("adverb")
        self._not, self._was = words("word.not"), words("word.was")
        self._will = words("word.infinitive.future")
        self._about, self._that = words("word.about"), words("word.that.only")
        self._heads = phrases("word.that.head")
        self._weight, self._action = phrases("object.weight"), phrases("noun.action")
        self._and = words("word.and")
        self._pronouns = words("word.pronoun.we", "word.pronoun.they", "word.pronoun.it", "word.anaphor")
        self._must = phrases("copula.must")
        self._prepositions = phrases("word.preposition")
        self._governed = words("word.preposition")
        self._resource = phrases("object.own")
        self._reached = words("object.reached")

    def skip_adverbs(self, toks: Toks, i: int) -> int:
        """The token behind colouring words."""
        while i < len(toks) and (found := self._adverbs.longest(toks, i)) is not None:
            i = found[0]
        return i

    def is_infinitive(self, toks: Toks, i: int) -> bool:
        """Whether a verb in its dictionary form stands at token i, behind colouring words and a negation."""
        i = self.skip_adverbs(toks, i)
        if i < len(toks) and toks[i].low in self._not:
            i = self.skip_adverbs(toks, i + 1)
        return i < len(toks) and self.infinitive_at(toks, i)

    def infinitive_at(self, toks: Toks, i: int) -> bool:
        """Whether token i is a verb in its dictionary form."""
        low = toks[i].low
        listed = (*self.lex.conjugations.get(low, ()), *self.lex.activities.get(low, ()))
        if listed:
            return any(shape.tense == "infinitive" for verb in listed for shape in verb.shapes)
        return self.lex.looks_infinitive(low)

    def content_from(self, toks: Toks, i: int) -> int:
        """Where the content begins behind a predicate: behind a comma and the word that opens a clause."""
        j = self._past_remark(toks, i)
        if j > i:
            return j + 2
        if j < len(toks) and toks[j].low == ":":
            return j + 1
        head = self._heads.longest(toks, j)
        if head:
            j = head[0]
        if j < len(toks) and toks[j].low == "," and j + 1 < len(toks):
            if toks[j + 1].low in self._that:
                return j + 2
            return i if head else j
        return j + 1 if j < len(toks) and toks[j].low in self._that and not head else i

    def _past_remark(self, toks: Toks, i: int) -> int:
        """The comma that opens a clause behind a colouring remark ("noted also, in particular, that"), else i."""
        colour = self.lex.phrases("adverb", "link.opening")
        j = i
        while j < len(toks):
            found = colour.longest(toks, j + 1 if toks[j].low == "," else j)
            if found is None:
                break
            j = found[0]
        if j > i and j + 1 < len(toks) and toks[j].low == "," and toks[j + 1].low in self._that:
            return j
        return i

    def names_action(self, toks: Toks, i: int) -> bool:
        """Whether what is done is named from token i: a noun of action, behind a preposition and adjectives."""
        j = i
        if j < len(toks) and (found := self._prepositions.longest(toks, j)) is not None:
            j = found[0]
        for _ in range(4):
            if j >= len(toks):
                return False
            if self._action.at(toks, j):
                return True
            if not (self.lex.is_adjective(toks[j].low) or self._adverbs.longest(toks, j)):
                return False
            j += 1
        return False

    def _belonging(self, toks: Toks, i: int, lo: int, hi: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
        """Where the words that belong to a verb stand, on one side of it; None where they don't."""
        if not words:
            return ()
        keys = self.lex.inflections.keys
        out: list[int] = []
        k = i + 1
        if len(words) == 1 and words[0] in self._governed:
            # a preposition alone stands right behind its verb ("come out *for*")
            k = self.skip_adverbs(toks, k)
            if k < hi and toks[k].low == words[0]:
                return (k,)
            # or in front of it at the head of the sentence, with its object between
            return (lo,) if lo == 0 and i > 1 and toks[0].low == words[0] else None
        for word in words:
            at = next((n for n in range(k, min(hi, k + APART)) if word in keys(toks[n])), None)
            if at is None:
                break
            out.append(at)
            k = at + 1
        if len(out) == len(words):
            return tuple(out)
        out, k = [], i - 1
        for word in reversed(words):
            reach = ASIDE if not out else APART
            at = next((n for n in range(k, max(lo - 1, k - reach), -1) if word in keys(toks[n])), None)
            if at is None:
                return None
            out.append(at)
            k = at - 1
        return tuple(sorted(out))

    def _shape(self, verb: Verb) -> Shape | None:
        finite = [s for s in verb.shapes if s.is_finite]
        if verb.sense.meaning.id.startswith("action"):
            # of a verb of two aspects parties promise the one to come
            finite.sort(key=lambda s: s.tense != "future")
        gerund = [s for s in verb.shapes if s.tense == "gerund"]
        return next(iter([*finite, *gerund]), None)

    def _with_auxiliary(
        self, toks: Toks, i: int, first: int, last: int, shape: Shape, lo: int, hi: int
    ) -> tuple[int, int]:
        """The anchor with the form of "be" beside a participle."""
        if shape.tense != "participle":
            return first, last
        k = i - 1
        while k >= lo and self._adverb_ends(toks, k):
            k -= 1
        if k >= lo and toks[k].low in self._was:
            return min(first, k), last
        if last < hi and toks[last].low in self._was:
            return first, last + 1
        return first, last

    def _adverb_ends(self, toks: Toks, k: int) -> bool:
        found = self._adverbs.longest(toks, k)
        return found is not None and found[0] == k + 1

    def _denied(self, toks: Toks, first: int, i: int, lo: int) -> bool:
        return (i > lo and toks[i - 1].low in self._not) or (first > lo and toks[first - 1].low in self._not)

    def _own_organ(self, toks: Toks, i: int) -> bool:
        """Whether an organ of the speakers' own is asked: that is an order."""
        found = self.lex.phrases("party.organ").longest(toks, i)
        return found is not None and not (found[0] < len(toks) and toks[found[0]].text.isupper())

    def infinitive_meaning(self, toks: Toks, i: int) -> tuple[str | None, tuple[str, ...]] | None:
        """(class, entries) of a speech act in its dictionary form at token i, or None."""
        rows = [
            v
            for v in self.lex.conjugations.get(toks[i].low, ())
            if self._belonging(toks, i, i, len(toks), v.with_it) is not None
        ]
        found = next((v for v in rows if v.sense.meaning.act), None)
        return (found.sense.meaning.act, (found.sense.entry.id,)) if found else None

    def infinitive_end(self, toks: Toks, i: int) -> int:
        """The token behind a verb in its dictionary form and the words that belong to it right behind it."""
        last = i + 1
        for table in (self.lex.conjugations, self.lex.activities):
            for verb in table.get(toks[i].low, ()):
                places = self._belonging(toks, i, i, len(toks), verb.with_it)
                if places and places[0] == i + 1:
                    last = max(last, max(places) + 1)
        noun = self.lex.stances.longest(toks, i + 1) or self._action.longest(toks, i + 1)
        light = any(
            v.sense.meaning.id in ("light.have", "action") and v.phrase in self._giving
            for v in (*self.lex.conjugations.get(toks[i].low, ()), *self.lex.activities.get(toks[i].low, ()))
        )
        return max(last, noun[0]) if noun and light else last

    @property
    def _giving(self) -> frozenset[str]:
        return self.lex.set_of("object.giving")

    def at(self, toks: Toks, i: int, lo: int, hi: int) -> Verbal | None:
        """The predicate whose verb or short form is token i, within [lo, hi), or None."""
        raise NotImplementedError
