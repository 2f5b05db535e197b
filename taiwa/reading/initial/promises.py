"""What is to be followed up in languages that put the predicate first: commitment, intention or none (CODING-MANUAL section 4).

Owns nothing but that judgement. Words for plans, efforts, principles and the like live in the lexicon under `object.*`.
"""  # noqa: E501

from __future__ import annotations

from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token, tokens
from taiwa.reading.initial import Groups
from taiwa.reading.nouns import Act

# A plan stands near the head of what is welcomed: within so many words.
NEAR = 9
# The head of a content stands within so many words.
HEAD = 7
# What is planned stands within so many words behind whose plan it is.
PLAN = 20
# "that ... shall": the duty stands within so many words.
CLAUSE = 24
# A word in capitals of more letters names an operation.
SHORTEST_ACRONYM = 3


class Promises:
    """Judges acts in the order of the text, since "this" inherits from the act before."""

    def __init__(self, text: str, lex: SpacedLexicon, groups: Groups) -> None:
        self.text, self.lex, self.phrasing, self.subjects = text, lex, groups.phrasing, groups.subjects
        words, phrases = lex.set_of, lex.phrases
        self._plan = phrases("object.plan")
        self._this = phrases("object.this")
        self._others = phrases("object.others")
        self._principle = phrases("object.principle")
        self._uphold = phrases("action.uphold")
        self._found = phrases("action.found.list")
        self._to, self._that = words("word.to.only"), words("word.that.only")
        self._of = words("word.of.party") | words("object.plan.case")
        self._future = words("auxiliary.future")
        self._dated = phrases("object.meeting")
        self._result = phrases("object.start")
        self._anybody, self._duty = words("party.anybody"), words("auxiliary.duty")
        self._joint = words("object.joint")
        self._sums = words("object.sum")
        self._objects = words("word.possessive", "word.article", "word.article.indefinite", "word.pronoun.object")
        self._for = words("word.case", "word.of.party")
        self._hedged = words("auxiliary.hedged")
        self._action, self._work = phrases("object.action"), phrases("object.work")
        self._stops = words("word.case", "word.of.party", "word.relative", "word.subordinate") | self._to | self._that
        self._organs = words("word.pronoun.it", "party.organbody", "party.organterm") | {
            p.split()[-1].lower() for p in words("fact.organ")
        }
        self._last = "none"

    def judge(self, act: Act) -> str:
        """`commitment`, `intention` or `none` for the next act of the text."""
        value = self._judge(act)
        self._last = value
        return value

    def _judge(self, act: Act) -> str:
        toks = [t for s, e in act.content for t in tokens(self.text, s, e)]
        if act.act == "undertake":
            return self._undertaken(act, toks)
        if act.act == "intend":
            return self._intended(act, toks)
        if act.act in ("stress", "concern", "agree", "affirm", "urge"):
            return "none"
        if toks and self._is_this(toks):
            return "intention" if self._last in ("commitment", "intention") else "none"
        return self._received(act, toks)

    def _is_this(self, toks: list[Token]) -> bool:
        """Whether a content is what was said before ("this offer"), or ends in it ("thanked her for this offer")."""
        this = self._this.longest(toks, 0)
        if this and this[0] >= len(toks) - 1:
            return True
        for k in range(max(1, len(toks) - 4), len(toks)):
            at = self._this.longest(toks, k) if toks[k - 1].low in self._for else None
            if at and at[0] >= len(toks) and at[0] - k > 1:
                return True
        return False

    def _undertaken(self, act: Act, toks: list[Token]) -> str:
        flags = act.predicate.flags
        if "act.adopt" in flags or "done" in flags:
            return "none"
        if "act.order" in flags and any(":authori" in e or ":empower" in e for e in act.predicate.entries):
            return "none"
        if "auxiliary.must" in flags and not act.item:
            return "none"
        if "others" in flags:
            return "none"
        if not toks or act.item:
            return "commitment"
        if "act.decide" in flags and self._binds_others(toks):
            return "none"
        if "mixed" in flags:
            cut = next(
                (
                    k
                    for k in range(len(toks) - 1, 0, -1)
                    if self.lex.stances.longest(toks, k) and self._to & {t.low for t in toks[k + 1 : k + 2]}
                ),
                None,
            )
            return self._bound(toks[cut + 1 :]) if cut is not None else "none"
        if "act.agree" in flags and not self.phrasing.is_doing(toks, 0) and toks[0].low not in self._that:
            return "none"
        if (
            "act.decide" in flags
            and not self._is_action(toks)
            and toks[0].low not in self._that
            and any(e.rsplit(":", 1)[-1] in self.lex.words("object.reached") for e in act.predicate.entries)
        ):
            return "none"
        if "stance.undertake" in flags or "principled" in flags:
            return self._bound(toks)
        return "none" if self._upholds(toks) else "commitment"

    def _binds_others(self, toks: list[Token]) -> bool:
        """Whether what is decided is for others to do ("that all States shall", "to call upon")."""
        if toks[0].low in self._that:
            subject = self.subjects.at(toks, 1)
            duty = next((k for k in range(1, min(len(toks), CLAUSE)) if toks[k].low in self._duty), 0)
            if self.subjects.roll.organ:
                ours = any(self.subjects.own_body(toks, k) or self._is_ours(toks[k]) for k in range(1, duty))
                return bool(duty) and not ours
            anybody = (subject is None or subject.kind == "all") and any(t.low in self._anybody for t in toks[1:5])
            return any(t.low in self._duty for t in toks[1:NEAR]) and anybody
        at = next((k for k in range(len(toks)) if self.phrasing.is_infinitive(toks, k)), None)
        if at is None or (at > 0 and toks[at - 1].low != ","):
            return False
        return any(row[1][0].meaning.id == "act.urge" for row in self.lex.verbs.at(toks, at + 1))

    def _is_ours(self, token: Token) -> bool:
        """Whether a word stands for the organ that decides, or for a body of its own."""
        return token.low in self._organs or (token.text.isupper() and len(token.text) > SHORTEST_ACRONYM)

    def _bound(self, toks: list[Token]) -> str:
        """A commitment to an action is followed up, one to a principle, a value or a state is not."""
        if not self._is_action(toks):
            return "none"
        return "none" if self._upholds(toks) else "commitment"

    def _is_action(self, toks: list[Token]) -> bool:
        """Whether the content opens with something to be done: an infinitive, a gerund, or a noun of action."""
        i = 1 if toks[0].low in self._to else 0
        i = self.phrasing.skip_adverbs(toks, i)
        if i >= len(toks):
            return False
        if self.phrasing.is_infinitive(toks, 0):
            return True
        if toks[i].low.endswith("ing") and any(
            "gerund" in value[1] for table in (self.lex.doings, self.lex.verbs) for _, value in table.at(toks, i)
        ):
            return True
        if toks[i].low.endswith("ing") and i + 1 < len(toks) and toks[i + 1].low in self._objects:
            return True
        return self._names_action(toks, i)

    def _names_action(self, toks: list[Token], i: int) -> bool:
        """Whether a noun of action heads the content, adjectives aside ("systematic consultation")."""
        for k in range(i, min(len(toks), i + HEAD)):
            found = self._action.longest(toks, k)
            if found:
                return True
            if self._work.longest(toks, k) and self.phrasing.is_infinitive(toks, k + 1):
                return True
            if (not toks[k].is_word and toks[k].low != ",") or toks[k].low in self._stops:
                return False
        return False

    def _upholds(self, toks: list[Token]) -> bool:
        """Whether what is promised is to keep a principle or value, and nothing that can be checked."""
        i = 1 if toks[0].low in self._to else 0
        i = self.phrasing.skip_adverbs(toks, i)
        verb = [row for row in self.lex.doings.at(toks, i) if row[1][0].meaning.id == "action.uphold"]
        if not verb:
            return False
        stop = next(
            (k for k in range(verb[0][0], len(toks)) if toks[k].low in self.lex.set_of("word.by-gerund.only")),
            len(toks),
        )
        more = any(
            toks[k].low in self.lex.set_of("link.joint") and self.phrasing.is_base(toks, k + 1)
            for k in range(verb[0][0], len(toks) - 1)
        )
        if more:
            return False
        value = any(self._principle.at(toks, k) for k in range(verb[0][0], min(stop, verb[0][0] + 8)))
        return value and stop == len(toks)

    def _intended(self, act: Act, toks: list[Token]) -> str:
        flags = act.predicate.flags
        hopes = bool(flags & {"hopes", "act.hope", "stance.hope"})
        if not toks:
            return "intention"
        if hopes:
            if toks[0].low in self._that or (
                toks[0].low.endswith("ing") is False and not self.phrasing.is_infinitive(toks, 0)
            ):
                if toks[0].low in self._that:
                    return "intention" if self._jointly(toks) else "none"
                return "intention" if any(self._dated.at(toks, k) for k in range(min(6, len(toks)))) else "none"
            return "intention"
        if toks[0].low in self._that or any(e.rsplit(":", 1)[-1] in self._hedged for e in act.predicate.entries):
            return "none"
        if (
            "act.intend" in flags
            and not self.phrasing.is_infinitive(toks, 0)
            and not self._is_action(toks)
            and any(e.rsplit(":", 1)[-1].split()[0] in self.lex.words("object.striving") for e in act.predicate.entries)
        ):
            return "none"
        return "intention"

    def _jointly(self, toks: list[Token]) -> bool:
        """Whether what is hoped for is the speakers' own to do: a thing to be signed, held, adopted."""
        return any(
            toks[k].low in self._future and any(t.low in self._joint for t in toks[k + 1 : k + 4])
            for k in range(len(toks))
        )

    def _received(self, act: Act, toks: list[Token]) -> str:
        """Another's plan, offer or promise that is welcomed, noted, stated or supported."""
        if act.act == "support":
            return "none"
        if not toks:
            return "none"
        if toks[0].low in self._that:
            return "intention" if self._plans(toks, 1) else "none"
        if act.act == "state" and self._founds(act, toks):
            return "commitment"
        for k in range(min(NEAR, len(toks))):
            if toks[k].low in self._that and self._means_to(toks, k + 1):
                return "intention"
            named = k > 0 and toks[k].is_name and toks[k - 1].is_name  # "the Joint Plan of Action"
            found = None if named else self._plan.longest(toks, k)
            if found and found[0] < len(toks):
                nxt = toks[found[0]].low
                if nxt in self._that:
                    return "intention" if self._plans(toks, found[0] + 1) else "none"
                if nxt in self._to and self.phrasing.is_base(toks, found[0] + 1):
                    return "intention"
                if nxt in self._of:
                    return "intention" if self._leads_to(toks, found[0]) else "none"
                if found[0] - k >= 1 and toks[k].low in self.lex.set_of("object.plan.alone"):
                    return "intention"
            elif found and toks[k].low in self.lex.set_of("object.plan.alone"):
                return "intention"
        return "none"

    def _means_to(self, toks: list[Token], i: int) -> bool:
        """Whether a relative clause says what a party means to do ("the priority that Norrholm intends to give")."""
        subject = self.subjects.at(toks, i)
        if subject is None or not subject.codes:
            return False
        return any(row[1][0].meaning.id == "act.intend" for row in self.lex.verbs.at(toks, subject.last))

    def _leads_to(self, toks: list[Token], i: int) -> bool:
        """Whether a plan "of A" or "by A" goes on with what is planned."""
        if i + 1 < len(toks) and toks[i + 1].low.endswith("ing"):
            return True
        if any(t.low in self._sums for t in toks[i : i + NEAR]):
            return True  # "the pledge by Ostland of 3 million crowns"
        return any(self.phrasing.is_infinitive(toks, k) for k in range(i, min(len(toks) - 1, i + PLAN)))

    def _plans(self, toks: list[Token], i: int) -> bool:
        """Whether a clause says that somebody will, would, plans or intends."""
        for k in range(i, min(len(toks), i + 16)):
            if toks[k].low in self._future:
                j = self.phrasing.skip_adverbs(toks, k + 1)
                said = {row[1][0].meaning.id for row in self.lex.doings.at(toks, j)}
                return bool(said) and not said <= {"effect", "state"}
            row = [
                r
                for r in self.lex.verbs.at(toks, k)
                if r[1][0].meaning.id in ("act.intend", "act.decide", "act.offer") and not {"base"} == r[1][1]  # noqa: SIM201
            ]
            if row or (
                k > i
                and any(
                    r[1][0].meaning.id == "act.intend" and r[1][0].entry.phrase in self.lex.words("object.planning")
                    for r in self.lex.verbs.at(toks, k)
                )
            ):
                return self.phrasing.is_infinitive(toks, (row or self.lex.verbs.at(toks, k))[0][0])
        return False

    def _founds(self, act: Act, toks: list[Token]) -> bool:
        """Whether what is announced is the founding of something of the speakers' own."""
        if "act.state" not in act.predicate.flags or not any(
            e.rsplit(":", 1)[-1] in self.lex.words("object.announcing") for e in act.predicate.entries
        ):
            return False
        return any(self._result.at(toks, k) for k in range(min(3, len(toks))))
