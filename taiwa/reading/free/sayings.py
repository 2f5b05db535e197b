"""What a speech act says beyond its verb (Russian): a stance or promise that is quoted, an action that binds, a wish, an order.

Owns the decisions on class that need what stands behind the verb. Words live in the lexicon under `object.*` and `party.*`.
"""  # noqa: E501

from __future__ import annotations

from taiwa.reading.free.stances import Stances
from taiwa.reading.free.wordings import Toks, Verbal

# An addressee stands between a verb of saying and what is said, so many words at most.
ADDRESSEE = 7
_QUOTABLE = ("intend", "undertake", "concern", "support", "welcome", "agree", "stress", "urge", "affirm")


class Sayings(Stances):
    """Reads speech acts."""

    def _spoken(self, toks: Toks, made: Verbal, lo: int, hi: int) -> Verbal | None:
        """A speech act with what decides its class: a feeling, a noun, a quoted stance, an action that binds."""
        made = made._replace(content=self.content_from(toks, made.last), act=made.act or "state")
        wished = self._wished(toks, made, hi) if made.meaning in ("act.intend", "act.hope") else None
        if wished is not None:
            return wished
        felt = (
            self._feeling(toks, made, lo, hi)
            if made.act in ("note", "state", "discuss") or "done" in made.flags
            else None
        )
        if felt is not None:
            return felt
        quoted = self._quoted(toks, made, hi)
        if quoted is not None:
            return quoted
        if "carries" in made.flags or "says" in made.flags:
            noun = self._stance_behind(toks, made.last, hi, "says" in made.flags or "carries" in made.flags)
            if noun is not None and self._announces_decision(toks, made, noun, hi):
                return made._replace(last=noun[1], content=noun[1], act="undertake")
            if noun is not None and self._decides(made, toks, noun):
                return self._by_noun(toks, made, noun, hi)
            if noun is None and "says" in made.flags and (ahead := self._stance_before(toks, made, lo)) is not None:
                return self._by_noun_ahead(toks, made, ahead, hi)
        if made.passive and "says" in made.flags and self._meets(toks, made.content, hi):
            return made._replace(act="undertake")
        if (
            made.meaning == "act.urge"
            and made.shape.tense == "participle"
            and (self._means(made) or not self.is_infinitive(toks, made.content))
        ):
            return made._replace(kind="other", act=None)  # guests who were invited
        if made.meaning == "act.adopt" and made.passive and not self._adopts(toks, made, hi):
            return made._replace(kind="other", act=None)
        if made.meaning in ("act.believe", "act.note") and (valued := self._valued(toks, made, hi)) is not None:
            return valued
        if made.meaning == "act.decide" and self._weighs(toks, made.content):
            return made._replace(act="agree")
        if made.meaning == "act.agree" and self.is_infinitive(toks, made.content):
            return made._replace(act="undertake")
        if made.meaning == "act.agree" and made.content == made.last and self._agreed_action(toks, made.last):
            return made._replace(act="undertake")
        if made.meaning == "act.urge" and self._asks_own_organ(toks, made):
            return made._replace(act="undertake", flags=made.flags | {"act.order"})
        if made.meaning == "act.propose" and self._offers(toks, made.content, hi):
            return made._replace(act="intend")
        return made

    def _wished(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """ "Would like to recall": the speech act that is wished is made."""
        k = made.last
        if k >= hi or toks[k].low not in self.lex.set_of("word.conditional"):
            return None
        k = self.skip_adverbs(toks, k + 1)
        said = self.infinitive_meaning(toks, k) if k < hi else None
        if said is None or said[0] is None:
            return None
        last = self.infinitive_end(toks, k)
        return made._replace(last=last, content=self.content_from(toks, last), act=said[0], entries=said[1])

    def _meets(self, toks: Toks, i: int, hi: int) -> bool:
        """Whether what is announced is a meeting of the speakers' own to come."""
        k = next(
            (k for k in range(i, min(hi, i + 6)) if self.lex.phrases("object.meeting", "party.own").longest(toks, k)),
            None,
        )
        if k is None:
            return False
        verbs = (v for n in range(k, min(hi, k + 8)) for v in self.lex.activities.get(toks[n].low, ()))
        return any(v.sense.meaning.id == "event" and s.tense == "future" for v in verbs for s in v.shapes)

    def _asks_own_organ(self, toks: Toks, made: Verbal) -> bool:
        inside = any(self._own_organ(toks, k) for k in range(made.head + 1, made.last))
        return inside or self._own_organ(toks, made.content)

    def _valued(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """ "Consider it promising": the adjective belongs to the predicate; one of refusal makes it concern."""
        k = self.skip_adverbs(toks, made.last)
        if k >= hi or not self.lex.is_instrumental(toks[k].low):
            return None
        refused = self.lex.phrases("object.refused").longest(toks, k)
        act = "concern" if refused else "agree"
        return made._replace(last=k + 1, content=self.content_from(toks, k + 1), act=act)

    def _means(self, made: Verbal) -> bool:
        """Whether a thing is meant to do something, not asked to."""
        return made.entries[0].rsplit(":", 1)[-1] in self.lex.words("object.meant")

    def _offers(self, toks: Toks, i: int, hi: int) -> bool:
        """Whether what is proposed is to give or host something of one's own."""
        if any(self._resource.longest(toks, k) for k in range(i, min(hi, i + 5))):
            return True
        things = self.lex.phrases("object.gift")
        return not self.is_infinitive(toks, i) and any(things.longest(toks, k) for k in range(i, min(hi, i + 5)))

    def _adopts(self, toks: Toks, made: Verbal, hi: int) -> bool:
        """Whether a clause opens by saying that a text of the speakers' own was adopted ("Approved was the plan")."""
        if made.entries[0].rsplit(":", 1)[-1] not in self.lex.words("object.adopting") or made.shape.tense == "future":
            return False
        texts = self.lex.phrases("object.document")
        return made.first == 0 and any(texts.longest(toks, k) for k in range(made.last, min(hi, made.last + 3)))

    def _weighs(self, toks: Toks, i: int) -> bool:
        """Whether it is the importance or the need of something that is agreed on."""
        return i + 1 < len(toks) and toks[i].low in self._about and self._weight.longest(toks, i + 1) is not None

    def _agreed_action(self, toks: Toks, i: int) -> bool:
        return i < len(toks) and toks[i].low in self._about and self.names_action(toks, i)

    def _opens_that(self, toks: Toks, k: int) -> bool:
        """Whether a clause with "that" opens at the comma k."""
        return toks[k].low == "," and toks[k + 1].low in self._that

    def _quoted(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """ "Stated that they oppose", "confirmed that they will go on": the stance or the promise that is said."""
        if not ({"says", "binds"} & made.flags) or made.passive:
            return None
        j = self.content_from(toks, made.last)
        addressed = j == made.last
        if addressed:
            j = next((k + 2 for k in range(j, min(hi - 2, j + ADDRESSEE)) if self._opens_that(toks, k)), hi)
        if j >= hi:
            return None
        k = self.skip_adverbs(toks, j)
        own = self.lex.phrases("party.self").longest(toks, k)
        if own:
            k = self.skip_adverbs(toks, own[0])
        elif k < hi and toks[k].low in self._pronouns:
            k = self.skip_adverbs(toks, k + 1)
        if k < hi and toks[k].low in self._not:
            k += 1
        inner = self.at(toks, k, j, hi) if k < hi else None
        if inner is None or inner.act not in _QUOTABLE or inner.shape.tense == "gerund" or inner.passive:
            return None
        if ("says" not in made.flags or own) and inner.kind not in ("will", "plan"):
            return None
        act = "concern" if toks[k - 1].low in self._not and inner.act == "intend" else inner.act
        if addressed:
            return made._replace(act=act) if inner.kind in ("will", "plan") else None
        return made._replace(
            last=inner.last, content=inner.content, act=act, flags=made.flags | inner.flags,
            entries=(*made.entries, *inner.entries), stance=inner.stance or inner.meaning,
        )  # fmt: skip
