"""The noun that decides what a verb says, on either side of it (Russian): "expressed concern", "concern the Ministers expressed".

Owns light verbs, verbs that lend their force to a noun, and feelings beside a verb.
"""  # noqa: E501

from __future__ import annotations

from taiwa.lexicon import Sense
from taiwa.reading.free.wordings import Toks, Verbal, Wordings

# A noun that decides stands so many words from its verb at most: behind it, and in front of it.
BEHIND, BEFORE = 6, 12
# A further noun under the same verb is looked for within so many words.
MIXED = 14
_CARRIED = ("intend", "undertake", "support", "concern", "urge")


class Stances(Wordings):
    """Reads nouns that decide."""

    def _stance_behind(self, toks: Toks, i: int, hi: int, says: bool) -> tuple[int, int, Sense] | None:
        """(first, behind, sense) of the noun that decides behind a verb, past a preposition, adjectives and colour."""
        k = i
        seen = 0
        while k < hi and k - i <= BEHIND:
            found = self.lex.stances.longest(toks, k)
            if found:
                return k, found[0], found[1]
            low = toks[k].low
            if says and low in self._about and not seen:
                seen = 1
            elif not (
                self.lex.is_adjective(low)
                or self._adverbs.longest(toks, k)
                or low in self._pronouns
                or (low in self._and and k > i)
            ):
                return None
            k += 1
        return None

    def _stance_before(self, toks: Toks, made: Verbal, lo: int) -> tuple[int, int, Sense] | None:
        """(first, behind, sense) of the noun that decides in front of its verb ("Серьезную обеспокоенность ... выразили")."""  # noqa: E501
        for k in range(made.first - 1, max(lo - 1, made.first - BEFORE), -1):
            if toks[k].low in (",", ";") or toks[k].low in self._and:
                return None
            found = self.lex.stances.longest(toks, k)
            if found and found[0] <= made.first:
                return k, found[0], found[1]
        return None

    def _decides(self, made: Verbal, toks: Toks, noun: tuple[int, int, Sense]) -> bool:
        """Whether a noun behind a verb that lends its force is a stance of the speaker, not a thing spoken of."""
        sense = noun[2]
        if made.meaning == "act.recall" and not any(toks[k].low in self._about for k in range(made.last, noun[0])):
            return False
        if sense.meaning.act not in _CARRIED or sense.meaning.id in (
            "stance.decision",
            "stance.accord",
            "stance.proposal",
        ):
            return False
        if "says" in made.flags and made.meaning not in ("act.report-own",):
            return True
        return not self._weight.at(toks, noun[0]) and sense.meaning.id not in ("stance.call",)

    def _announces_decision(self, toks: Toks, made: Verbal, noun: tuple[int, int, Sense], hi: int) -> bool:
        """Whether one's own decision to do something is told."""
        if "says" not in made.flags or noun[2].meaning.id != "stance.decision":
            return False
        return any(self.infinitive_at(toks, k) for k in range(noun[1], min(hi, noun[1] + 4)))

    def _feeling(self, toks: Toks, made: Verbal, lo: int, hi: int) -> Verbal | None:
        """ "Noted with satisfaction": the feeling beside the verb decides."""
        with_words = self.lex.phrases("word.with")
        for k in (*range(made.first - 1, max(lo - 1, made.first - 5), -1), *range(made.last, min(hi, made.last + 2))):
            found = with_words.longest(toks, k)
            if not found or (found[0] < made.first - 2):
                continue
            sense = next((s for n in range(k, found[0]) if (s := self.lex.stances.longest(toks, n))), None)
            if sense and sense[1].meaning.act in ("welcome", "concern"):
                last = max(made.last, found[0])
                content = self.content_from(toks, last) if found[0] > made.last else made.content
                return made._replace(first=min(made.first, k), last=last, content=content, act=sense[1].meaning.act)
        return None

    def _light(self, toks: Toks, made: Verbal, lo: int, hi: int) -> Verbal | None:
        noun = self._stance_behind(toks, made.last, hi, False)
        if noun is not None and noun[2].meaning.act:
            return self._by_noun(toks, made, noun, hi)
        ahead = self._stance_before(toks, made, lo)
        told = ahead is not None and made.meaning == "light.express" and ahead[2].meaning.act in ("discuss", "state")
        if ahead is not None and ahead[2].meaning.act and not (told and not made.passive):
            return self._by_noun_ahead(toks, made, ahead, hi)
        if made.shape.tense == "future" and not made.passive:
            return self._to_come(made)._replace(act="undertake")
        return made._replace(kind="other", act=None)

    def _class_of(self, toks: Toks, made: Verbal, sense: Sense, content: int) -> str | None:
        meaning = sense.meaning
        if content < len(toks) and toks[content].low in self.lex.set_of("word.shared"):
            return meaning.act  # "expressed agreement with the report"
        if meaning.id == "stance.accord" and (self.is_infinitive(toks, content) or self._agreed(toks, content)):
            return "undertake"
        if meaning.id == "stance.view" and made.meaning != "light.express" and self.is_infinitive(toks, content):
            return "undertake"  # an understanding that was reached to do something
        return meaning.act

    def _agreed(self, toks: Toks, i: int) -> bool:
        return self._prepositions.longest(toks, i) is not None and self.names_action(toks, i)

    def _by_noun(self, toks: Toks, made: Verbal, noun: tuple[int, int, Sense], hi: int) -> Verbal | None:
        _, last, sense = noun
        # of two nouns joined the stronger decides, and the content begins behind the second
        joined = self._joined(toks, last, hi)
        if joined is not None and joined[2].meaning.act:
            last = joined[1]
            sense = joined[2] if joined[2].meaning.act in _CARRIED and sense.meaning.act not in _CARRIED else sense
        content = self.content_from(toks, last)
        sense = self._stronger(toks, content, hi) or sense
        act = self._class_of(toks, made, sense, content)
        if made.meaning == "light.have" and sense.meaning.act in ("discuss", "state"):
            return made._replace(kind="other", act=None)
        if made.shape.tense == "future" and not made.passive:
            return self._to_come(made)._replace(act="undertake")
        return made._replace(
            last=last, content=content, act=act, entries=(*made.entries, sense.entry.id), stance=sense.meaning.id,
            flags=made.flags | sense.meaning.flags,
            passive=made.passive and made.meaning not in ("light.express", "light.hold", "light.share"),
        )  # fmt: skip

    def _stronger(self, toks: Toks, i: int, hi: int) -> Sense | None:
        """A further noun under the same verb that binds more ("expressed concern over A and readiness to do B")."""
        for k in range(i + 1, min(hi, i + MIXED)):
            if toks[k].low in (".", ";") or any(
                v.sense.meaning.act for v in self.lex.conjugations.get(toks[k].low, ())
            ):
                return None
            if toks[k].low not in self._and:
                continue
            more = self._stance_behind(toks, k + 1, min(hi, k + 4), False)
            if more and more[2].meaning.act in ("intend", "undertake") and self.is_infinitive(toks, more[1]):
                return more[2]
        return None

    def _joined(self, toks: Toks, i: int, hi: int) -> tuple[int, int, Sense] | None:
        if i >= hi or toks[i].low not in self._and:
            return None
        return self._stance_behind(toks, i + 1, min(hi, i + 4), False)

    def _by_noun_ahead(self, toks: Toks, made: Verbal, noun: tuple[int, int, Sense], hi: int) -> Verbal | None:
        first, last, sense = noun
        content = self.content_from(toks, made.last)
        act = self._class_of(toks, made, sense, content)
        return made._replace(
            first=first, content=content, act=act, entries=(*made.entries, sense.entry.id),
            stance=sense.meaning.id, flags=made.flags | sense.meaning.flags, between=(last, made.first), passive=False,
        )  # fmt: skip

    def _promised(self, made: Verbal) -> str:
        """The class of a future act: what is promised is undertaken, an endeavour is intended."""
        return "intend" if made.meaning in ("act.intend", "act.hope", "action.aim") else "undertake"

    def _to_come(self, made: Verbal) -> Verbal:
        """A future act: the verb alone is the anchor."""
        at = made.head
        first = (
            made.first if made.first == at - 1 and self._not & set(made.entries[0].rsplit(":", 1)[-1].split()) else at
        )
        told = {"event"} if made.meaning in ("event", "light.exist") else set()
        return made._replace(
            first=first, last=at + 1, content=at + 1, kind="will", act=self._promised(made), meaning="",
            flags=frozenset({"will", *told}),
        )  # fmt: skip
