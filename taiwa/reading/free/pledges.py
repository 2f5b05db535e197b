"""What is to be followed up where words inflect (Russian): commitment, intention or none, by READING.md section 4.

Owns nothing but that judgement. Words for plans, principles and the like live in the lexicon under `object.*`.
"""

from __future__ import annotations

from collections.abc import Sequence

from taiwa.lexicon.inflected import InflectedLexicon, Verb, tokens_of
from taiwa.lexicon.words import Token
from taiwa.reading.free.verbals import Verbals
from taiwa.reading.nouns import Act

# A plan stands near the head of what is welcomed: within so many words.
NEAR = 4
# A clause tells who plans what within so many words; what opens it stands within so many characters in front of it.
CLAUSE, BEFORE = 8, 8


class Pledges:
    """Judges acts in the order of the text, since "this" inherits from the act before."""

    def __init__(self, text: str, lex: InflectedLexicon, verbals: Verbals) -> None:
        self.text, self.lex, self.verbals = text, lex, verbals
        phrases = lex.phrases
        self._plan, self._this = phrases("object.plan"), phrases("object.this")
        self._principle, self._action = phrases("object.principle"), phrases("object.action", "noun.action")
        self._others, self._meeting = phrases("object.others"), phrases("object.meeting")
        self._uphold, self._about = phrases("object.uphold"), lex.set_of("word.about")
        self._word, self._that = phrases("object.word"), lex.set_of("word.that.only")
        self._joint = phrases("object.joint")
        self._proposal = phrases("object.proposal")
        self._founding = phrases("object.founding")
        self._last = "none"

    def judge(self, act: Act) -> str:
        """`commitment`, `intention` or `none` for the next act of the text."""
        value = self._judge(act)
        self._last = value
        return value

    def _judge(self, act: Act) -> str:
        toks = [t for s, e in act.content for t in tokens_of(self.text[s:e])]
        if act.act == "undertake":
            return self._undertaken(act, toks)
        if act.act == "intend":
            return self._intended(act, toks)
        if act.act in ("stress", "concern", "agree", "affirm", "urge", "discuss"):
            return "none"
        this = self._this_at(toks)
        if this:
            return "intention" if self._last in ("commitment", "intention") else "none"
        return self._received(act, toks)

    def _this_at(self, toks: Sequence[Token]) -> bool:
        """Whether the content is no more than "this", "this proposal"."""
        found = next((f for k in range(min(2, len(toks))) if (f := self._this.longest(toks, k))), None)
        return found is not None and found[0] >= len(toks) - 1

    def _undertaken(self, act: Act, toks: Sequence[Token]) -> str:
        flags = act.predicate.flags
        if flags & {"act.adopt", "done"} or not toks:
            return "none" if flags & {"act.adopt", "done"} else "commitment"
        if act.item:
            adopted = any(":act.approve:" in e or ":act.adopt:" in e for e in act.predicate.entries)
            return "none" if adopted else "commitment"
        if "stance.undertake" in flags or "principled" in flags:
            return self._bound(toks)
        if flags & {"copula.must"} and not self._acts(toks):
            return "none"
        return "none" if self._upholds(toks) else "commitment"

    def _upholds(self, toks: Sequence[Token]) -> bool:
        """Whether what is promised is to respect a principle: that can't be checked."""
        k = self.verbals.skip_adverbs(toks, 0)
        if k >= len(toks) or self._uphold.longest(toks, k) is None:
            return False
        return any(self._principle.longest(toks, n) for n in range(k, len(toks)))

    def _bound(self, toks: Sequence[Token]) -> str:
        """A commitment to an action is followed up, one to a principle, a value or a state is not."""
        if not self._acts(toks):
            return "none"
        return "none" if any(self._principle.longest(toks, k) for k in range(len(toks))) else "commitment"

    def _acts(self, toks: Sequence[Token]) -> bool:
        if self.verbals.is_infinitive(toks, 0):
            return True
        return any(self._action.longest(toks, k) for k in range(min(4, len(toks))))

    def _intended(self, act: Act, toks: Sequence[Token]) -> str:
        flags = act.predicate.flags
        if (
            flags & {"hopes", "act.hope", "stance.hope"}
            and "impersonal.intend" not in flags
            and act.predicate.form.voice != "passive"
        ):
            return "intention" if self._hopes_to_act(toks) else "none"
        if any(self._principle.longest(toks, k) for k in range(len(toks))) and not self._concrete(toks):
            return "none"
        return "intention"

    def _hopes_to_act(self, toks: Sequence[Token]) -> bool:
        """Whether what is hoped for is an action of one's own, a meeting, or something done together."""
        if toks and any(v.sense.meaning.id.startswith(("action", "event")) for v in self._dictionary_form(toks)):
            return True
        if any(self._told(tok) for tok in toks):
            return False
        if any(self._meeting.longest(toks, k) for k in range(min(6, len(toks)))):
            return True
        return self._acts(toks) and any(self._joint.longest(toks, k) for k in range(len(toks)))

    def _told(self, tok: Token) -> bool:
        """Whether a word is a verb in a finite form: what is hoped for is a clause with a subject of its own."""
        verbs = (*self.lex.activities.get(tok.low, ()), *self.lex.conjugations.get(tok.low, ()))
        return any(s.tense in ("past", "present", "future") for v in verbs for s in v.shapes)

    def _dictionary_form(self, toks: Sequence[Token]) -> Sequence[Verb]:
        verbs = self.lex.activities.get(toks[self.verbals.skip_adverbs(toks, 0) % len(toks)].low, ())
        return [v for v in verbs if any(s.tense == "infinitive" for s in v.shapes)]

    def _concrete(self, toks: Sequence[Token]) -> bool:
        return any(self._action.longest(toks, k) for k in range(len(toks))) or any(t.low.isdigit() for t in toks)

    def _received(self, act: Act, toks: Sequence[Token]) -> str:
        """Another's plan, offer or promise that is welcomed, noted, stated or supported."""
        if act.act == "state" and "act.state" in act.predicate.flags and self._announces(act, toks):
            return "commitment"
        if act.act == "state":
            return "none"
        if self._opens_clause(act):
            return "intention" if self._plans(toks) else "none"
        near = NEAR
        for k in range(len(toks)):
            if k >= near:
                break
            found = self._plan.longest(toks, k)
            if found:
                bare = self._proposal.longest(toks, k) is not None
                return "intention" if self._leads_on(toks, found[0], not bare) else "none"
            if self._word.longest(toks, k) or toks[k].is_name:
                near += 2
                continue
            if not (
                self.lex.is_adjective(toks[k].low)
                or self.verbals.skip_adverbs(toks, k) > k
                or toks[k].low in self._about
            ):
                return "none"
        return "none"

    def _opens_clause(self, act: Act) -> bool:
        """Whether the content is a clause: the word that opens one stands in front of it."""
        if not act.content:
            return False
        before = tokens_of(self.text[max(0, act.content[0][0] - BEFORE) : act.content[0][0]])
        return bool(before) and before[-1].low in self._that

    def _plans(self, toks: Sequence[Token]) -> bool:
        """Whether a clause says near its beginning that somebody intends or will do something."""
        for k in range(min(CLAUSE, len(toks))):
            copula = self.lex.copulas.longest(toks, k)
            if copula and copula[1].meaning.id == "copula.intend":
                return True
            verbs = (*self.lex.activities.get(toks[k].low, ()), *self.lex.conjugations.get(toks[k].low, ()))
            if any(s.tense == "future" and s.voice == "active" for v in verbs for s in v.shapes):
                return not any(s.tense == "past" for v in verbs for s in v.shapes)
        return False

    def _leads_on(self, toks: Sequence[Token], i: int, nouns: bool = True) -> bool:
        """Whether a plan goes on with what is planned: an infinitive, or a preposition with a noun of action.

        A proposal "for" something is one to others; one "to do" something offers it.
        """
        for k in range(i, min(len(toks), i + 14)):
            if self.verbals.infinitive_at(toks, k):
                return True
            if nouns and toks[k].low in self._about and self.verbals.names_action(toks, k):
                return True
        return False

    def _announces(self, act: Act, toks: Sequence[Token]) -> bool:
        """Whether what is announced is the founding of something of the speakers' own."""
        announcing = self.lex.set_of("object.announcing")
        if not any(e.rsplit(":", 1)[-1] in announcing for e in act.predicate.entries):
            return False
        return any(self._founding.longest(toks, k) for k in range(min(4, len(toks))))
