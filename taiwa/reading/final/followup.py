"""What is to be followed up: commitment, intention or none, by READING.md section 4 and its decisions.

Owns nothing but that judgement. Words for plans, efforts, principles and the like live in the lexicon under `object.*`.
"""

from __future__ import annotations

from taiwa.lexicon import Lexicon
from taiwa.reading.final.predicates import Grammar
from taiwa.reading.nouns import Act


class FollowUp:
    """Judges acts in the order of the text, since "this" inherits from the act before."""

    def __init__(self, text: str, lex: Lexicon, grammar: Grammar) -> None:
        self.text, self.lex, self.grammar = text, lex, grammar
        self._plan = lex.suffixes("object.plan")
        self._effort = lex.suffixes("object.effort")
        self._weight = lex.suffixes("object.weight")
        self._this = lex.pattern("object.this")
        self._others = lex.pattern("object.others")
        self._principle = lex.pattern("object.principle")
        self._action = lex.pattern("object.action")
        self._endstates = frozenset(lex.words("object.endstate"))
        self._last = "none"

    def judge(self, act: Act) -> str:
        """`commitment`, `intention` or `none` for the next act of the text."""
        value = self._judge(act)
        self._last = value
        return value

    def _content(self, act: Act) -> str:
        return "".join(self.text[s:e] for s, e in act.content)

    def _judge(self, act: Act) -> str:
        content = self._content(act)
        if act.act not in ("undertake", "intend") and self._stands_for_before(content):
            return "intention" if self._last in ("commitment", "intention") else "none"
        if act.act == "undertake":
            return self._undertaken(act, content)
        if act.act == "intend":
            return self._intended(act, content)
        if (
            act.act == "state"
            and act.predicate.complement == "action-noun"
            and act.predicate.flags & {"act.state", "act.report-own"}
        ):
            return "commitment" if self._announces_founding(act) else "none"
        if act.act in ("discuss", "stress", "concern", "agree", "affirm"):
            return "none"
        if act.act in ("urge",):
            return "none"
        return self._received(act)

    def _stands_for_before(self, content: str) -> bool:
        found = self._this.match(content)
        return found is not None and len(content) - found.end() <= 2

    def _undertaken(self, act: Act, content: str) -> str:
        predicate = act.predicate
        if "done" in predicate.flags and (act.past or predicate.form.name == "past"):
            return "none"
        principled = bool(predicate.flags & {"principled", "stance.undertake"}) or (
            act.lead == "undertake" and "action.uphold" in predicate.flags
        )
        upholds = "action.uphold" in predicate.flags or self._upholds(act)
        if upholds and (self._principle.search(content) or not self._action.search(content)):
            return "none"
        if principled:
            if act.item:
                return "none" if upholds else "commitment"
            if self._is_principle(act, content):
                return "none"
        return "commitment"

    def _is_principle(self, act: Act, content: str) -> bool:
        """A commitment to a principle, value or end state is none; one to an action of one's own is followed up."""
        if act.predicate.complement == "action":
            inner = self._inner(act)
            if inner is not None and any(
                ":action.uphold:" in e or e.rsplit(":", 1)[-1] in self._endstates for e in inner
            ):
                return True
            return bool(self._principle.search(content)) and not self._action.search(content)
        if self._goal(act):
            return bool(self._principle.search(content))
        tail = content[-14:]
        return not self._action.search(tail) or bool(self._principle.search(tail))

    def _goal(self, act: Act) -> bool:
        """Whether the object is a goal that says what is to be done ("the goal of halving")."""
        floor, end = act.content[-1] if act.content else (0, 0)
        goal = self.lex.suffixes("object.goal").before(self.text, end, floor)
        that = self.lex.suffixes("word.that").before(self.text, goal[0], floor) if goal else None
        inner = self.grammar.tail(floor, that[0]) if that else None
        return inner is not None and inner.kind in ("action", "act")

    def _inner(self, act: Act) -> tuple[str, ...] | None:
        """The entries of the verb at the end of the object, where it ends in one."""
        if not act.content:
            return None
        floor, end = act.content[-1]
        nominal = self.lex.suffixes("word.nominaliser").before(self.text, end, floor)
        inner = self.grammar.tail(floor, nominal[0] if nominal else end)
        return inner.entries if inner else None

    def _upholds(self, act: Act) -> bool:
        inner = self._inner(act)
        return inner is not None and any(":action.uphold:" in entry for entry in inner)

    def _intended(self, act: Act, content: str) -> str:
        if act.content and act.predicate.kind == "act":
            floor, end = act.content[-1]
            nominal = self.lex.suffixes("word.nominaliser").before(self.text, end, floor)
        else:
            nominal = None
        hopes = bool(act.predicate.flags & {"hopes", "stance.hope", "act.hope"}) or any(
            ":stance.hope:" in e or ":act.hope:" in e for e in act.predicate.entries
        )
        if hopes and (
            self._others.search(content) or (nominal and self.grammar.foreign_subject(floor, nominal[0]) is not None)
        ):
            return "none"
        return "intention"

    def _received(self, act: Act) -> str:
        """Another's plan, offer or promise that is welcomed, noted, stated or supported."""
        if not act.content:
            return "none"
        floor, end = act.content[-1]
        plan = self._plan.before(self.text, end, floor)
        if plan and self.text[plan[0] - 1] not in "」』":
            return "intention"
        effort = self._effort.before(self.text, end, floor)
        if effort and self._purposed(floor, effort[0]):
            return "intention"
        nominal = self.lex.suffixes("word.nominaliser").before(self.text, end, floor)
        if nominal:
            return self._said_plan(floor, nominal[0])
        that = self.lex.suffixes("word.that").before(self.text, end, floor)
        if that:
            return self._said_plan(floor, that[0])
        return "none"

    def _purposed(self, floor: int, at: int) -> bool:
        """Whether an effort is one towards a named future result ("in order to set up a forum")."""
        purpose = self.lex.suffixes("word.purpose").before(self.text, at, floor)
        if purpose is None:
            return False
        inner = self.grammar.tail(floor, purpose[0])
        return (
            inner is not None
            and inner.form.name == "plain"
            and bool({"action.found"} & inner.flags or self._founds(inner.entries))
        )

    def _founds(self, entries: tuple[str, ...]) -> bool:
        founding = self.lex.words("action.found.list")
        return any(entry.rsplit(":", 1)[-1] in founding for entry in entries)

    def _announces_founding(self, act: Act) -> bool:
        """Whether the thing announced is the founding of something of the speakers' own."""
        noun = self.grammar.noun_of_action(act.content[-1][0], act.content[-1][1]) if act.content else None
        return noun is not None and noun[1].rsplit(":", 1)[-1] in self.lex.words("action.found.list")

    def _said_plan(self, floor: int, end: int) -> str:
        """Whether a clause says that a party announced, decided or plans something of its own."""
        inner = self.grammar.tail(floor, end)
        if inner is None:
            return "none"
        if inner.act in ("undertake", "intend") and inner.form.name in ("past", "progressive", "plain", "medial"):
            return "intention"
        if inner.quoted is not None and inner.quoted.act in ("undertake", "intend"):
            return "intention"
        if inner.kind in ("action", "unknown") and inner.form.name in ("plain", "future"):
            return "intention"
        return "none"
