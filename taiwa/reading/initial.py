"""Predicates that stand in front of their object: verb groups, what they mean, where their content begins (English).

Owns the reading of one verb group at one place: auxiliaries, the verb, the noun that decides, prepositions between them and
the content. Which groups of a sentence are acts is `utterances`'s. It asks the lexicon for meanings and holds no word.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon import Sense
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token
from taiwa.reading.subjects import Subjects

Toks = Sequence[Token]
# Of two senses of one verb the one that comes first here is tried first.
_ORDER = ("act.", "light.")


class Group(NamedTuple):
    """A verb group: tokens [first, last) are the anchor, the content begins at token `content`.

    `kind`: act, will, must, other (a verb that is no act). `tense`: past, base, third, will, gerund, participle, perfect.
    `number`: plural or singular where the form says so. `entries`: what fired.
    """  # noqa: E501

    first: int
    last: int
    content: int
    kind: str
    act: str | None
    tense: str
    entries: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    number: str = ""
    meaning: str = ""
    stance: str = ""


class Groups:
    """Reads verb groups of one text by one lexicon."""

    def __init__(self, lex: SpacedLexicon, subjects: Subjects) -> None:
        self.lex, self.subjects = lex, subjects
        phrases, words = lex.phrases, lex.set_of
        self.organ = subjects.roll.organ
        self._adverbs = phrases("adverb", "link.inner")
        self._adverb_words = words("adverb", "word.not")
        self._will, self._must = phrases("auxiliary.will"), phrases("auxiliary.must")
        self._intend, self._may = phrases("auxiliary.intend"), phrases("auxiliary.may")
        self._be, self._have, self._do = words("auxiliary.be.form"), words("auxiliary.have.form"), words("auxiliary.do")
        self._remain = words("auxiliary.remain")
        self._singular = words("auxiliary.singular")
        self._case = words("word.case")
        self._case_phrases = phrases("word.case")
        self._particles = words("particle")
        self._that = words("word.that.only")
        self._to = words("word.to.only")
        self._not = words("word.not")
        self._determiners = words("word.possessive")
        self._own = words("word.possessive.own")
        self._adnominal = words("adnominal")
        self._and = words("word.and.party")
        self._notadverb = words("word.notadverb")
        self._having = words("word.having")
        self._future = words("auxiliary.future")
        self._measures, self._of = words("adnominal.measure"), words("word.of")
        self._spoken = frozenset(
            e.phrase
            for e in lex.entries
            if e.meaning.startswith("act.") and e.meaning not in ("act.decide", "act.offer")
        )
        self._founding, self._reaching = words("object.founding"), words("object.reaching")
        self._judging = words("object.judging")
        self._as = words("word.as")
        self._infinitives = words("auxiliary.infinitive")

    # -- small steps -----------------------------------------------------------------------------------------------

    def is_adverb(self, toks: Toks, i: int) -> bool:
        """Whether a word is an adverb, by the lexicon or by its shape."""
        low = toks[i].low
        return low in self._adverb_words or (low.endswith("ly") and len(low) > 4 and low not in self._notadverb)

    def skip_adverbs(self, toks: Toks, i: int) -> int:
        """Behind adverbs, adverbial phrases, and such between commas."""
        while i < len(toks):
            found = self._adverbs.longest(toks, i)
            if found:
                i = found[0]
            elif toks[i].is_word and self.is_adverb(toks, i):
                i += 1
            elif (
                toks[i].low == ","
                and i + 1 < len(toks)
                and (self._adverbs.longest(toks, i + 1) or self.is_adverb(toks, i + 1))
            ):
                inner = self._adverbs.longest(toks, i + 1)
                k = inner[0] if inner else i + 2
                if k < len(toks) and toks[k].low == ",":
                    i = k + 1
                else:
                    return i
            else:
                return i
        return i

    def is_base(self, toks: Toks, i: int) -> bool:
        """Whether a verb in its base form stands here, adverbs before it aside."""
        i = self.skip_adverbs(toks, i)
        if i >= len(toks):
            return False
        if toks[i].low in self._infinitives:
            return True
        return any("base" in value[1] for table in (self.lex.doings, self.lex.verbs) for _, value in table.at(toks, i))

    def is_infinitive(self, toks: Toks, i: int) -> bool:
        """Whether "to" with a verb begins here."""
        if i < len(toks) and toks[i].low in self._not:
            i += 1
        if i >= len(toks) or toks[i].low not in self._to:
            return False
        return self.is_base(toks, i + 1) or self._looks_base(toks, i + 1)

    def _looks_base(self, toks: Toks, i: int) -> bool:
        """Whether an unlisted word may be a verb: in small letters, with a determiner or a pronoun behind it."""
        i = self.skip_adverbs(toks, i)
        if i + 1 >= len(toks) or not toks[i].is_word or toks[i].is_name or toks[i].low in self._determiners:
            return False
        objects = self.lex.set_of("word.possessive", "word.pronoun.object")
        return toks[i + 1].low in objects and not toks[i].low.endswith(("ing", "s")) and toks[i].low not in self._case

    def content_from(self, toks: Toks, i: int) -> int:
        """Where the content begins behind an anchor: behind manner and a preposition; "that" and "to" with a verb belong to it."""  # noqa: E501
        i = self.manner(toks, i)
        if i >= len(toks):
            return i
        if toks[i].low in self._to:
            return i if self.is_infinitive(toks, i) and not toks[i + 1].low.endswith("ing") else i + 1
        found = self._case_phrases.longest(toks, i)
        return found[0] if found and not self._may_be_content(toks, i) else i

    def _may_be_content(self, toks: Toks, i: int) -> bool:
        return (
            toks[i].low in self.lex.set_of("word.by-gerund.only")
            and i + 1 < len(toks)
            and toks[i + 1].low.endswith("ing")
        )

    def manner(self, toks: Toks, i: int) -> int:
        """Behind words of manner between a predicate and its object."""
        while i < len(toks):
            found = self._adverbs.longest(toks, i)
            if found:
                i = found[0]
            elif toks[i].is_word and self.is_adverb(toks, i) and not self.is_base(toks, i):
                i += 1
            else:
                break
            if i and toks[i - 1].low in self.lex.set_of("party.each"):
                return i - 1
        return i

    # -- a finite group --------------------------------------------------------------------------------------------

    def finite(self, toks: Toks, i: int, own: tuple[str, ...] = ()) -> Group | None:
        """The finite verb group at token i (behind its subject), or None."""
        i = self.skip_adverbs(toks, i)
        if i >= len(toks):
            return None
        return (
            self._fixed(toks, i, own)
            or self._modal(toks, i, own)
            or self._perfect(toks, i, own)
            or self._being(toks, i, own)
            or self._doing(toks, i, own)
            or self._plain(toks, i, own, ("past", "base", "third"))
        )

    def _fixed(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        """A phrase that is listed with its auxiliary ("have agreed to", "will not accept")."""
        if not (toks[i].low in self._have or toks[i].low in self._be or self._will.at(toks, i)):
            return None
        found = [
            row for row in self.lex.verbs.at(toks, i) if row[0] > i + 1 and row[1][0].meaning.id.startswith("act.")
        ]
        return self._act(toks, i, found[0][0], found[0][1][0], found[0][1][2], "base", own) if found else None

    def _modal(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        will = self._will.longest(toks, i)
        if will:
            j = self.skip_adverbs(toks, will[0])
            if j < len(toks) and (self.is_base(toks, j) or (toks[j].is_word and toks[j].low not in self._determiners)):
                entry = self._entry("auxiliary.will", toks[i].low)
                last = self._will_end(toks, i, j)
                return Group(i, last, j, "will", "undertake", "will", (entry,), frozenset(), meaning="auxiliary.will")
        must = self._must.longest(toks, i)
        if must:
            j = self.skip_adverbs(toks, must[0])
            entry = self._entry("auxiliary.must", toks[i].low)
            return Group(i, must[0], j, "must", "urge", "must", (entry,), meaning="auxiliary.must")
        hope = self._intend.longest(toks, i)
        if hope and not self.lex.verbs.at(toks, i):
            return Group(
                i,
                hope[0],
                hope[0] - 1 if toks[hope[0] - 1].low in self._to else hope[0],
                "act",
                "intend",
                "base",
                (self._entry("auxiliary.intend", toks[i].low),),
                meaning="act.intend",
            )
        may = self._may.longest(toks, i)
        if may:
            return Group(i, may[0], may[0], "other", None, "may")
        return None

    def _will_end(self, toks: Toks, i: int, j: int) -> int:
        """The anchor of an auxiliary reaches over its adverbs, but not over a pair of commas."""
        for k in range(i, j):
            if toks[k].low == ",":
                return k
        return j

    def _perfect(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        if toks[i].low not in self._have:
            return None
        j = self.skip_adverbs(toks, i + 1)
        if j < len(toks) and toks[j].low in self._be:
            inner = self._being(toks, j, own)
            return inner._replace(first=i, tense="perfect") if inner else None
        inner = self._plain(toks, j, own, ("participle",))
        if inner is None:
            return None
        keeps = inner.act is not None and (inner.meaning not in _ACHIEVED or bool(inner.stance))
        number = "singular" if toks[i].low in self._singular else "plural"
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
        if low not in self._be and low not in self._remain:
            return None
        number = "singular" if low in self._singular else "plural"
        j = self.skip_adverbs(toks, i + 1)
        for head in (toks[i], *self._be_tokens(toks[i])):
            for start in (i + 1, j):
                row = [head, *toks[start : start + 9]]
                found = [r for r in self.lex.verbs.at(row, 0) if r[0] > 1 and r[1][0].meaning.id.startswith("act.")]
                if found:
                    end = start + found[0][0] - 1
                    group = self._act(toks, i, end, found[0][1][0], found[0][1][2], "be", own)
                    return group._replace(number=number)
        if j < len(toks) and toks[j].low.endswith("ing") and low in self._be:
            inner = self._plain(toks, j, own, ("gerund",))
            if inner and inner.meaning in _PROGRESSIVE:
                return inner._replace(first=i, tense="base", number=number)
            return Group(i, j + 1, j + 1, "other", None, "progressive", number=number)
        if j < len(toks):
            inner = self._plain(toks, j, own, ("participle",))
            if inner and low in self._be:
                return inner._replace(first=i, kind="passive", tense="passive", number=number)
        return Group(i, i + 1, i + 1, "other", None, "be", number=number)

    def _be_tokens(self, token: Token) -> tuple[Token, ...]:
        return (token._replace(low=self.lex.words("auxiliary.be.base")[0]),)

    def _doing(self, toks: Toks, i: int, own: tuple[str, ...]) -> Group | None:
        if toks[i].low not in self._do:
            return None
        j = self.skip_adverbs(toks, i + 1)
        inner = self._plain(toks, j, own, ("base",))
        if inner is None:
            return Group(i, i + 1, i + 1, "other", None, "base")
        denied = any(toks[k].low in self._not for k in range(i, j))
        if denied:
            return inner._replace(first=i, kind="other" if inner.act != "note" else "act", act="concern")
        return inner._replace(first=i)

    def _plain(self, toks: Toks, i: int, own: tuple[str, ...], wanted: tuple[str, ...]) -> Group | None:
        """A verb of speech in one of the wanted forms, with the noun that decides where it needs or carries one."""
        if i >= len(toks):
            return None
        rows = [row for row in self.lex.verbs.at(toks, i) if any(w in row[1][1] for w in wanted)]
        k = self.skip_adverbs(toks, i + 1)
        if k > i + 1:
            parted = self.lex.verbs.at([toks[i], *toks[k : k + 8]], 0)
            rows = [
                *[
                    (k + end - 1, value)
                    for end, value in parted
                    if end > 1 and value[2] in self._particles and any(w in value[1] for w in wanted)
                ],
                *rows,
            ]
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
            carrying = self._carrying(toks, i, last, sense, tense, own)
            if carrying and carrying.last > longest:
                return carrying
        acts = [row for row in rows if row[1][0].meaning.id.startswith("act.")]
        if not acts:
            return Group(i, rows[0][0], rows[0][0], "other", None, next(w for w in wanted if w in rows[0][1][1]))
        best = [row for row in acts if row[0] == acts[0][0]]
        last, (sense, names, phrase) = self._best_sense(toks, best)
        return self._act(toks, i, last, sense, phrase, next(w for w in wanted if w in names), own)

    def _best_sense(
        self, toks: Toks, rows: list[tuple[int, tuple[Sense, frozenset[str], str]]]
    ) -> tuple[int, tuple[Sense, frozenset[str], str]]:
        """Of several senses the one that what follows decides for."""
        if len(rows) == 1:
            return rows[0]
        by = {row[1][0].meaning.id: row for row in rows}
        at = rows[0][0]
        followed = at < len(toks) and (toks[at].low in self._that or toks[at].low in self.lex.set_of("word.pronoun.it"))
        if "act.believe" in by and "act.discuss" in by:
            return by["act.believe"] if followed or self._judges(toks, at) else by["act.discuss"]
        for first in (
            "act.order",
            "act.offer",
            "act.propose",
            "act.approve",
            "act.support",
            "act.intend",
            "act.decide",
        ):
            if first in by and first != "act.order":
                return by[first]
        return rows[0]

    def _judges(self, toks: Toks, at: int) -> bool:
        words = self.lex.phrases("complement.concern", "complement.weight")
        return any(words.longest(toks, k) for k in range(at, len(toks)))

    # -- the noun that decides -------------------------------------------------------------------------------------

    def _carrying(self, toks: Toks, i: int, last: int, sense: Sense, tense: str, own: tuple[str, ...]) -> Group | None:
        flags = sense.meaning.flags
        light = "light" in flags and not self._speaks(sense)
        if "light" in flags and not light and sense.meaning.id != "light.express":
            return None
        note = sense.meaning.id in ("act.note", "act.welcome", "act.agree")
        if not (light or "carries" in flags or note):
            return None
        found = self.stance(toks, last, own)
        if found is None:
            return None
        end, stance, possessor = found
        if stance.meaning.id in _NEVER_CARRIED and not light:
            return None
        if not light and stance.meaning.id == "stance.call" and possessor != "own":
            return None
        if not light and possessor != "own" and not self.is_infinitive(toks, end):
            return None
        if possessor == "other" or (
            possessor != "own" and (note or (sense.meaning.id in ("act.recall", "act.stress", "act.state")))
        ):
            return None
        if (
            light
            and sense.meaning.id in ("light.hold", "light.receive", "light.have", "light.take")
            and stance.meaning.id not in _TAKEN[sense.meaning.id]
        ):
            return None
        act = self._stance_act(sense, stance, own)
        content = self.content_from(toks, end)
        if note and act not in ("undertake", "intend", "support", "concern"):
            return None
        if stance.meaning.id == "stance.offer" and self._weighty(sense):
            return None
        return Group(
            i,
            end,
            content,
            "act",
            act,
            tense,
            (sense.entry.id, stance.entry.id),
            stance.meaning.flags | {stance.meaning.id},
            meaning=sense.meaning.id,
            stance=stance.meaning.id,
        )

    def _speaks(self, sense: Sense) -> bool:
        """Whether a light verb is also a speech act of its own ("note", "recall")."""
        return sense.entry.phrase in self._spoken

    def _weighty(self, sense: Sense) -> bool:
        return not sense.meaning.id.startswith("light.")

    def _stance_act(self, sense: Sense, stance: Sense, own: tuple[str, ...]) -> str:
        act = stance.meaning.act or "state"
        if (
            stance.meaning.id in ("stance.view", "stance.thought")
            and sense.meaning.id != "light.share"
            and len(own) == 1
        ):
            return "state"
        if stance.meaning.id == "stance.position":
            return "affirm"
        return act

    def stance(self, toks: Toks, i: int, own: tuple[str, ...]) -> tuple[int, Sense, str] | None:
        """(token behind, sense, whose) of a stance noun behind possessives and adjectives; whose is own, other or ""."""  # noqa: E501
        start, i = i, self.manner(toks, i)
        if any(toks[k].low in self._not for k in range(start, min(i + 1, len(toks)))):
            return None
        whose, j, free = "", i, 0
        while j < len(toks) and j - i < 10:
            token = toks[j]
            noun = self.lex.stances.longest(toks, j)
            if noun and not self._compound(toks, noun[0]):
                end = noun[0]
                while end > j + 1 and (
                    toks[end - 1].low in self._to or toks[end - 1].low in self._that or toks[end - 1].low in self._case
                ):
                    end -= 1
                return end, noun[1], whose
            if token.low in self._not:
                return None
            if token.low in self._own:
                whose = "own"
            elif (
                token.low in self._determiners
                or token.low in self._adnominal
                or token.low in self._and
                or token.low == ","
            ) or (token.is_word and self.is_adverb(toks, j)):
                pass
            elif token.low in self._measures:
                if j + 1 < len(toks) and toks[j + 1].low in self._of:
                    j += 1
            elif token.low == "'s":
                pass
            else:
                subject = self.subjects.names_at(toks, j)
                if subject:
                    if subject[0] < len(toks) and toks[subject[0]].low == "'s":
                        whose = "own" if not subject[1] or set(subject[1]) == set(own) else "other"
                        j = subject[0] + 1
                        continue
                    return None
                free += 1
                if (  # noqa: SIM102
                    not token.is_word
                    or token.low in self._case
                    or token.low in self._that
                    or token.low in self._to
                    or free > 3
                    or j == i
                ):
                    if not (
                        j == i
                        and token.low.endswith(("al", "ous", "ive", "ful", "ed", "ing", "ent", "ant", "ic", "able"))
                    ):
                        return None
            j += 1
        return None

    def _compound(self, toks: Toks, i: int) -> bool:
        """Whether a noun goes on as the first part of another ("support package")."""
        if i >= len(toks) or not toks[i].is_word:
            return i < len(toks) and toks[i].low == "'s"
        low = toks[i].low
        return low in self.lex.set_of("noun.action", "noun.compound")

    # -- making ----------------------------------------------------------------------------------------------------

    def _entry(self, meaning: str, phrase: str) -> str:
        return f"{self.lex.language}:{meaning}:{phrase}"

    def _act(self, toks: Toks, i: int, last: int, sense: Sense, phrase: str, tense: str, own: tuple[str, ...]) -> Group:
        """A verb of speech by its own meaning; governed prepositions are left out of the anchor."""
        end = last
        if phrase.lower() not in self._particles:
            while end > i + 1 and (
                toks[end - 1].low in self._case or toks[end - 1].low in self._that or toks[end - 1].low in self._to
            ):
                end -= 1
        content = self.content_from(toks, end)
        act = self._class(toks, sense, content, end)
        if self._tells(sense, phrase, tense, toks, content, end):
            return Group(i, end, content, "other", None, tense, (sense.entry.id,), meaning=sense.meaning.id)
        if sense.meaning.id == "act.state" and not self.organ:
            found = self.stance(toks, end, own)
            if (
                found
                and found[2] != "other"
                and found[1].meaning.act in ("undertake", "intend")
                and self.is_infinitive(toks, found[0])
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
        if "carries" in sense.meaning.flags and content < len(toks) and toks[content].low in self._own:
            mixed = self._mixed(toks, content, own)
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

    def _mixed(self, toks: Toks, at: int, own: tuple[str, ...]) -> Sense | None:
        """Of several objects under one verb the one that binds ("our respect for A and our commitment to B")."""
        for k in range(at, len(toks) - 2):
            if toks[k].low in self._and and toks[k + 1].low in self._own:
                found = self.stance(toks, k + 1, own)
                if found and found[1].meaning.id in ("stance.undertake", "stance.promise"):
                    return found[1]
        return None

    def _tells(self, sense: Sense, phrase: str, tense: str, toks: Toks, content: int, end: int) -> bool:
        """Whether a verb tells what was done instead of doing it: founding outside a resolution, signing, holding a meeting."""  # noqa: E501
        meaning, low = sense.meaning.id, phrase.lower()
        if low in self._founding:
            return not (self.organ and tense in ("third", "base"))
        if low in self._reaching:
            return content >= len(toks) or toks[content].low not in self._that
        if meaning == "act.adopt":
            return tense == "perfect" or any(
                toks[k].low in self.lex.set_of("fact.agenda") for k in range(content, min(content + 3, len(toks)))
            )
        if low in self._judging and meaning == "act.believe":
            if content < len(toks) and (
                toks[content].low in self._that or toks[content].low in self.lex.set_of("word.pronoun.it")
            ):
                return False
            return not (
                self._judges(toks, end) or any(toks[k].low in self._as for k in range(end, min(len(toks), end + 14)))
            )
        return False

    def _class(self, toks: Toks, sense: Sense, content: int, end: int) -> str | None:
        meaning, act = sense.meaning.id, sense.meaning.act
        if meaning in ("act.believe", "act.discuss") and self._condemns(toks, content):
            return "concern"
        if "binds" in sense.meaning.flags:
            if self.is_infinitive(toks, content):
                return "undertake"
            if content < len(toks) and toks[content].low in self._that and self._promises(toks, content + 1):
                return "undertake"
            if meaning == "act.agree" and toks[content - 1].low in self._to:
                return "undertake"
        if meaning == "act.propose" and self.is_infinitive(toks, content):
            return "intend"
        if meaning in ("act.urge",) and self.subjects.own_body(toks, content):
            return "undertake"
        return act

    def _condemns(self, toks: Toks, at: int) -> bool:
        words = self.lex.phrases("complement.concern")
        stop = next(
            (k for k in range(at, len(toks)) if toks[k].low in (",", ";") or toks[k].low in self._that), len(toks)
        )
        return any(words.longest(toks, k) for k in range(at, stop))

    def _promises(self, toks: Toks, i: int) -> bool:
        """Whether a clause says that somebody will or would act."""
        for k in range(i, min(len(toks), i + 14)):
            if toks[k].low in self._future:
                return self.is_base(toks, k + 1)
            if toks[k].low in self._be or toks[k].low in (",", ";"):
                return False
        return False

    # -- participles -----------------------------------------------------------------------------------------------

    def participial(self, toks: Toks, i: int, own: tuple[str, ...], *, front: bool = False) -> Group | None:
        """A gerund or participle by which the speakers act ("welcoming", "Convinced of", "Having considered"), or None."""  # noqa: E501
        i = self.skip_adverbs(toks, i)
        if i >= len(toks):
            return None
        if toks[i].low in self._having:
            j = self.skip_adverbs(toks, i + 1)
            inner = self._plain(toks, j, own, ("participle",))
            return inner._replace(first=i, tense="gerund") if inner and inner.act else None
        if toks[i].low in self.lex.set_of("auxiliary.be.gerund"):
            i = self.skip_adverbs(toks, i + 1)
        group = self._plain(toks, i, own, ("gerund",))
        if group is not None and group.act:
            return group._replace(tense="gerund")
        if not front:
            return None
        base = toks[i]._replace(low=self.lex.words("auxiliary.be.base")[0])
        row = [base, *toks[i : i + 9]]
        found = [r for r in self.lex.verbs.at(row, 0) if r[0] > 1 and r[1][0].meaning.id.startswith("act.")]
        if found:
            end = i + found[0][0] - 1
            made = self._act(toks, i, end, found[0][1][0], found[0][1][2], "gerund", own)
            return made if made.act else None
        group = self._plain(toks, i, own, ("participle",))
        return group._replace(tense="gerund") if group is not None and group.act and group.stance else None


# A perfect of these tells what was achieved, or is no act of the text.
_NEVER_CARRIED = frozenset(
    {
        "stance.weight",
        "stance.notice",
        "stance.talk",
        "stance.word",
        "stance.view",
        "stance.thought",
        "stance.raise",
        "stance.accord",
        "stance.position",
        "stance.decision",
        "stance.proposal",
        "stance.welcome",
    }
)
_ACHIEVED = frozenset(
    {"act.state", "act.recall", "act.report-own", "act.support", "act.offer", "act.tolerate", "act.adopt"}
)
# These are acts in the progressive too ("we are announcing", "is considering").
_PROGRESSIVE = frozenset({"act.hope", "act.urge", "act.welcome", "act.affirm", "act.state"})
# What these light verbs can hold.
_TAKEN = {
    "light.hold": frozenset({"stance.talk"}),
    "light.receive": frozenset({"stance.word", "stance.talk"}),
    "light.have": frozenset(
        {
            "stance.intend",
            "stance.concern",
            "stance.talk",
            "stance.hope",
            "stance.view",
            "stance.thought",
            "stance.accord",
        }
    ),
    "light.take": frozenset(
        {
            "stance.notice",
            "stance.weight",
            "stance.accord",
            "stance.decision",
            "stance.promise",
            "stance.undertake",
            "stance.call",
        }
    ),
}
