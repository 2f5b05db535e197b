"""Verb groups: auxiliaries, the verb, the noun that decides, and where the content begins.

Owns the reading of one group at one place. Which groups of a sentence are acts is for `predications` and `chains`.
"""

from __future__ import annotations

from taiwa.lexicon import Sense
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Group, Toks
from taiwa.reading.initial.phrasing import Phrasing
from taiwa.reading.initial.senses import Senses
from taiwa.reading.initial.stances import Stances
from taiwa.reading.initial.subjects import Subjects
from taiwa.reading.initial.vocabulary import vocabulary_of

# A perfect of these tells what was achieved, or is no act of the text.
_ACHIEVED = frozenset(
    {"act.state", "act.recall", "act.report-own", "act.support", "act.offer", "act.tolerate", "act.adopt"}
)
# These are acts in the progressive too ("we are announcing", "is considering").
# Acts that are done by saying that one would like to do them.
_SAID_AT_ONCE = frozenset({"state", "welcome", "concern", "stress", "affirm"})
_PROGRESSIVE = frozenset({"act.hope", "act.urge", "act.welcome", "act.affirm", "act.state"})

# A remark between a verb and its clause: so many words; between an auxiliary and its verb.
REMARK = 40
ASIDE = 10
# A new body's name stands within so many words behind the verb that founds it.
NEW_BODY = 7


class Groups:
    """Reads verb groups of one text by one lexicon."""

    def __init__(self, lex: SpacedLexicon, subjects: Subjects) -> None:
        self.lex, self.subjects = lex, subjects
        self.organ = subjects.roll.organ
        self.words = vocabulary_of(lex)
        self.phrasing = Phrasing(lex, self.words)
        self.stances = Stances(lex, subjects, self.words, self.phrasing)
        self.senses = Senses(lex, subjects, self.words, self.phrasing)
        self._started = lex.phrases("object.body")

    def finite(self, toks: Toks, i: int, own: tuple[str, ...] = ()) -> Group | None:
        """The finite verb group at token i (behind its subject), or None."""
        if i < len(toks) and toks[i].is_word and self.phrasing.is_adverb(toks, i) and self.lex.verbs.at(toks, i):
            return self.plain(toks, i, own, ("past", "base", "third"))  # "highly assess"
        i = self.phrasing.skip_adverbs(toks, i)
        if i >= len(toks):
            return None
        return (
            self._polite(toks, i, own)
            or self._fixed(toks, i, own)
            or self.modal(toks, i, own)
            or self._perfect(toks, i, own)
            or self._being(toks, i, own)
            or self._doing(toks, i, own)
            or self.plain(toks, i, own, ("past", "base", "third"))
        )

    def _polite(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        """A verb of speech behind a polite form ("would like to thank"); of future action the form is a wish."""
        polite = self.words.polite.longest(toks, i)
        inner = self.plain(toks, self.phrasing.skip_adverbs(toks, polite[0]), own, ("base",)) if polite else None
        if inner is None or inner.kind != "act":
            return None
        voiced = bool(inner.stance) and inner.meaning in ("light.express", "act.affirm")
        return inner._replace(first=i) if voiced or inner.act in _SAID_AT_ONCE else None

    def _fixed(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        """A phrase that is listed with its auxiliary ("have agreed to", "will not accept")."""
        if not (toks[i].low in self.words.have or toks[i].low in self.words.be or self.words.will.at(toks, i)):
            return None
        found = [
            row for row in self.lex.verbs.at(toks, i) if row[0] > i + 1 and row[1][0].meaning.id.startswith("act.")
        ]
        if not found:
            return None
        sense, _, phrase = found[0][1]
        made = self.stances.carrying(toks, i, found[0][0], sense, "base", own) or self._act(
            toks, i, found[0][0], sense, phrase, "base", own
        )
        if toks[i].low not in self.words.be:
            return made
        return made._replace(tense="be", number="singular" if toks[i].low in self.words.singular else "plural")

    def modal(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        """An auxiliary of promise, duty, intention or possibility, or None."""
        will = self.words.will.longest(toks, i)
        if will:
            j = self.phrasing.skip_adverbs(toks, will[0])
            if j + 1 < len(toks) and toks[j].low == ":" and self.phrasing.is_base(toks, j + 1):
                j += 1
            j = self._behind_aside(toks, j)
            if j < len(toks) and (
                self.phrasing.is_base(toks, j) or (toks[j].is_word and toks[j].low not in self.words.determiners)
            ):
                entry = self._entry("auxiliary.will", toks[i].low)
                last = self._will_end(toks, i, j)
                return Group(i, last, j, "will", "undertake", "will", (entry,), frozenset(), meaning="auxiliary.will")
        must = self.words.must.longest(toks, i)
        if must and not (i > 0 and toks[i - 1].low in self.words.determiners):  # "the need to"
            j = self.phrasing.skip_adverbs(toks, must[0])
            entry = self._entry("auxiliary.must", toks[i].low)
            return Group(i, must[0], j, "must", "urge", "must", (entry,), meaning="auxiliary.must")
        hope = self.words.intend.longest(toks, i)
        if hope and not self.lex.verbs.at(toks, i):
            return Group(
                i,
                hope[0],
                hope[0] - 1 if toks[hope[0] - 1].low in self.words.to else hope[0],
                "act",
                "intend",
                "base",
                (self._entry("auxiliary.intend", toks[i].low),),
                meaning="act.intend",
            )
        may = self.words.may.longest(toks, i)
        if may:
            return Group(i, may[0], may[0], "other", None, "may")
        return None

    def _will_end(self, toks: Toks, i: int, j: int) -> int:
        """The anchor of an auxiliary reaches over its adverbs, but not over a pair of commas."""
        for k in range(i, j):
            if toks[k].low in (",", ":", "("):
                return k
        return j

    def _behind_aside(self, toks: Toks, i: int) -> int:
        """Behind a mark of a list or a remark between an auxiliary and its verb ("will (i) open", "will, in time, open")."""  # noqa: E501
        close = {"(": ")", ",": ","}.get(toks[i].low) if i < len(toks) else None
        if close is None:
            return i
        end = next((k for k in range(i + 1, min(len(toks) - 1, i + ASIDE)) if toks[k].low == close), 0)
        return end + 1 if end and self.phrasing.is_base(toks, end + 1) else i

    def _perfect(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        if toks[i].low not in self.words.have:
            return None
        j = self.phrasing.skip_adverbs(toks, i + 1)
        if j < len(toks) and toks[j].low in self.words.be:
            inner = self._being(toks, j, own)
            return inner._replace(first=i, tense="perfect") if inner else None
        inner = self.plain(toks, j, own, ("participle",))
        if inner is None:
            return None
        keeps = inner.act is not None and (inner.meaning not in _ACHIEVED or bool(inner.stance))
        taken = any(entry.rsplit(":", 1)[-1] in self.words.taken for entry in inner.entries)
        keeps = keeps and not (inner.meaning == "light.take" and taken)
        number = "singular" if toks[i].low in self.words.singular else "plural"
        return inner._replace(
            first=i,
            tense="perfect",
            number=number,
            kind="act" if keeps else "other",
            act=inner.act if keeps else None,
        )

    def _being(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        """A form of "to be" (or "to remain") with an adjective, a participle or a noun that makes an act."""
        low = toks[i].low
        if low not in self.words.be and low not in self.words.remain:
            return None
        number = "singular" if low in self.words.singular else "plural"
        j = self.phrasing.skip_adverbs(toks, i + 1)
        for head in (toks[i], *self._be_tokens(toks[i])):
            for start in (i + 1, j):
                row = [head, *toks[start : start + 9]]
                found = [r for r in self.lex.verbs.at(row, 0) if r[0] > 1 and r[1][0].meaning.id.startswith("act.")]
                if found:
                    end = start + found[0][0] - 1
                    carried = self.stances.carrying(toks, i, end, found[0][1][0], "be", own)
                    if carried:
                        return carried._replace(number=number)
                    group = self._act(toks, i, end, found[0][1][0], found[0][1][2], "be", own)
                    return group._replace(number=number)
        glad = self.words.glad.longest(toks, j)
        if glad and (inner := self.plain(toks, glad[0], own, ("base",))) and inner.act:
            return inner._replace(tense="be", number=number)
        if j < len(toks) and toks[j].low.endswith("ing") and low in self.words.be:
            inner = self.plain(toks, j, own, ("gerund",))
            if inner and (inner.meaning in _PROGRESSIVE or self._founds(toks, inner)):
                return inner._replace(first=i, tense="base", number=number)
            return Group(i, j + 1, j + 1, "other", None, "progressive", number=number)
        if j < len(toks):
            inner = self.plain(toks, j, own, ("participle",))
            if inner and low in self.words.be:
                return inner._replace(first=i, kind="passive", tense="passive", number=number)
        return Group(i, i + 1, i + 1, "other", None, "be", number=number)

    def _founds(self, toks: Toks, inner: Group) -> bool:
        """Whether a body is being founded as these words are said ("we are launching a forum")."""
        said = inner.act == "undertake" and inner.meaning == "act.decide"
        return said and any(self._started.longest(toks, k) for k in range(inner.content, inner.content + NEW_BODY))

    def _be_tokens(self, token: Token) -> tuple[Token, ...]:
        return (token._replace(low=self.lex.words("auxiliary.be.base")[0]),)

    def _doing(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        if toks[i].low not in self.words.do_words:
            return None
        j = self.phrasing.skip_adverbs(toks, i + 1)
        inner = self.plain(toks, j, own, ("base",))
        if inner is None:
            return Group(i, i + 1, i + 1, "other", None, "base")
        denied = any(toks[k].low in self.words.nots for k in range(i, j))
        if denied:
            return inner._replace(first=i, kind="other" if inner.act != "note" else "act", act="concern")
        return inner._replace(first=i)

    def plain(self, toks: Toks, i: int, own: tuple[str, ...], wanted: tuple[str, ...]) -> Group | None:
        """A verb of speech in one of the wanted forms, with the noun that decides where it needs or carries one."""
        if i >= len(toks):
            return None
        rows = [row for row in self.lex.verbs.at(toks, i) if any(w in row[1][1] for w in wanted)]
        k = self.phrasing.skip_adverbs(toks, i + 1)
        if k > i + 1:
            whole = any(row[0] >= k for row in rows)
            parted = self.lex.verbs.at([toks[i], *toks[k : k + 8]], 0)
            rows = [
                *[
                    (k + end - 1, value)
                    for end, value in parted
                    if end > 1 and not whole and self._parts(toks, k, value[2]) and any(w in value[1] for w in wanted)
                ],
                *rows,
            ]
        if self.organ and (behind := self._behind_remark(toks, i, wanted)):
            return self._act(toks, i, i + 1, *behind[1], own)._replace(content=behind[0])
        if not rows:
            found = [row for row in self.lex.doings.at(toks, i) if any(w in row[1][1] for w in wanted)]
            if not found:
                return None
            sense = found[0][1][0]
            tense = next(w for w in wanted if w in found[0][1][1])
            return Group(i, found[0][0], found[0][0], "other", None, tense, (sense.entry.id,), meaning=sense.meaning.id)
        longest = max((row[0] for row in rows if row[1][0].meaning.id.startswith("act.")), default=0)
        for last, (sense, names, phrase) in rows:  # noqa: B007
            tense = next(w for w in wanted if w in names)
            carrying = self.stances.carrying(toks, i, last, sense, tense, own)
            if carrying and carrying.last > longest:
                return carrying
        acts = [row for row in rows if row[1][0].meaning.id.startswith("act.")]
        if not acts:
            return Group(i, rows[0][0], rows[0][0], "other", None, next(w for w in wanted if w in rows[0][1][1]))
        best = [row for row in acts if row[0] == acts[0][0]]
        last, (sense, names, phrase) = self.senses.best(toks, best)
        return self._act(toks, i, last, sense, phrase, next(w for w in wanted if w in names), own)

    def _parts(self, toks: Toks, k: int, phrase: str) -> bool:
        """Whether an adverb may part a verb from what follows in its phrase ("appeals again to")."""
        if phrase in self.words.particles:
            return True
        governed = phrase.rsplit(" ", 1)[-1] in self.words.case | self.words.that | self.words.to
        return governed and not self.phrasing.is_infinitive(toks, k)

    def _behind_remark(self, toks: Toks, i: int, wanted: tuple[str, ...]) -> tuple[int, tuple[Sense, str, str]] | None:
        """(content, (sense, phrase, tense)) of a verb whose clause stands behind a remark ("Determines, as, that")."""
        if i + 1 >= len(toks) or toks[i + 1].low != ",":
            return None
        close = next((k for k in range(i + 2, min(len(toks), i + REMARK)) if toks[k].low == ","), len(toks))
        if close + 1 >= len(toks) or toks[close + 1].low not in self.words.that:
            return None
        for last, (sense, names, phrase) in self.lex.verbs.at([toks[i], *toks[close + 1 : close + 5]], 0):
            tense = next((w for w in wanted if w in names), None)
            if last > 1 and tense and sense.meaning.id.startswith("act."):
                return close + 1, (sense, phrase, tense)
        return None

    def _entry(self, meaning: str, phrase: str) -> str:
        return f"{self.lex.language}:{meaning}:{phrase}"

    def _act(self, toks: Toks, i: int, last: int, sense: Sense, phrase: str, tense: str, own: tuple[str, ...]) -> Group:
        """A verb of speech by its own meaning; governed prepositions are left out of the anchor."""
        end = last
        if phrase.lower() not in self.words.particles:
            while end > i + 1 and (
                toks[end - 1].low in self.words.case
                or toks[end - 1].low in self.words.that
                or toks[end - 1].low in self.words.to
            ):
                end -= 1
        content = self.phrasing.content_from(toks, end)
        act = self.senses.act_of(toks, sense, content, end)
        if self.senses.tells(sense, phrase, tense, toks, content, end, self.organ):
            return Group(i, end, content, "other", None, tense, (sense.entry.id,), meaning=sense.meaning.id)
        if sense.meaning.id == "act.state" and not self.organ:
            found = self.stances.find(toks, end, own)
            if (
                found
                and found[2] != "other"
                and found[1].meaning.act in ("undertake", "intend")
                and self.phrasing.is_infinitive(toks, found[0])
            ):
                return Group(
                    i,
                    found[0],
                    found[0],
                    "act",
                    found[1].meaning.act,
                    tense,
                    (sense.entry.id, found[1].entry.id),
                    found[1].meaning.flags,
                    meaning=sense.meaning.id,
                    stance=found[1].meaning.id,
                )
        opening = self.words.determiners if sense.meaning.id == "act.affirm" else self.words.own
        if "carries" in sense.meaning.flags and content < len(toks) and toks[content].low in opening:
            mixed = self.stances.mixed(toks, content, own)
            if mixed:
                return Group(
                    i,
                    end,
                    content,
                    "act",
                    mixed.meaning.act,
                    tense,
                    (sense.entry.id, mixed.entry.id),
                    mixed.meaning.flags | {"mixed"},
                    meaning=sense.meaning.id,
                    stance=mixed.meaning.id,
                )
        kind = "act" if act else "other"
        return Group(
            i, end, content, kind, act, tense, (sense.entry.id,), sense.meaning.flags, meaning=sense.meaning.id
        )

    def participial(self, toks: Toks, i: int, own: tuple[str, ...], *, front: bool = False) -> Group | None:
        """A gerund or participle by which the speakers act ("welcoming", "Convinced of", "Having heard"), or None."""
        i = self.phrasing.skip_adverbs(toks, i)
        if i >= len(toks):
            return None
        if toks[i].low in self.words.having:
            whole = self.plain(toks, i, own, ("gerund",))
            if whole is not None and whole.act and whole.last > i + 1 and not whole.stance:
                return whole._replace(tense="gerund")  # "Having in mind"
            j = self.phrasing.skip_adverbs(toks, i + 1)
            inner = self.plain(toks, j, own, ("participle",))
            if inner is not None and inner.meaning == "act.believe" and inner.act != "concern":
                inner = inner._replace(act="discuss", meaning="act.discuss")  # considered and done with
            return inner._replace(first=i, tense="gerund") if inner and inner.act else None
        if toks[i].low in self.lex.set_of("auxiliary.be.gerund"):
            i = self.phrasing.skip_adverbs(toks, i + 1)
        group = self.plain(toks, i, own, ("gerund",))
        if group is not None and group.act:
            return group._replace(tense="gerund")
        if not front:
            return None
        base = toks[i]._replace(low=self.lex.words("auxiliary.be.base")[0])
        k = self.phrasing.skip_adverbs(toks, i + 1)
        row = [base, toks[i], *toks[k : k + 8]]  # "Concerned also at"
        found = [r for r in self.lex.verbs.at(row, 0) if r[0] > 1 and r[1][0].meaning.id.startswith("act.")]
        if found:
            end = k + found[0][0] - 2
            made = self._act(toks, i, end, found[0][1][0], found[0][1][2], "gerund", own)
            return made if made.act else None
        group = self.plain(toks, i, own, ("participle",))
        return group._replace(tense="gerund") if group is not None and group.act and group.stance else None
