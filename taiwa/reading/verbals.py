"""One predicate where verbs inflect and words stand in any order: its anchor, what it means, where its content begins (Russian).

Owns a single predicate at one token: verb and form, the words that belong to it on either side, the noun that decides, auxiliaries
and short forms, what it quotes. Which predicates of a sentence are acts is `speeches`'. It asks the lexicon and holds no word.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon import Sense
from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import APART, ASIDE, InflectedLexicon, Verb
from taiwa.lexicon.words import Token

Toks = Sequence[Token]
# A noun that decides stands so many words from its verb at most: behind it, and in front of it.
BEHIND, BEFORE = 6, 12
_QUOTABLE = ("intend", "undertake", "concern", "support", "welcome", "agree", "stress", "urge", "affirm")
_CARRIED = ("intend", "undertake", "support", "concern", "urge")


class Verbal(NamedTuple):
    """A predicate: tokens [first, last) are the anchor, `head` is the verb, the content begins at token `content`.

    `kind`: act, will, must, plan (a short form of intention) or other. `act` is None where it is no speech act. `passive`:
    its subject is the content. `between`: the noun that decides stands in front, content may lie between it and the verb.
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


class Verbals:
    """Reads predicates by one lexicon."""

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

    # -- small questions -------------------------------------------------------------------------------------------

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

    # -- one predicate ---------------------------------------------------------------------------------------------

    def at(self, toks: Toks, i: int, lo: int, hi: int) -> Verbal | None:
        """The predicate whose verb or short form is token i, within [lo, hi), or None."""
        low = toks[i].low
        if low in self._will:
            return self._future(toks, i, hi)
        best = self._verb(toks, i, lo, hi)
        short = self._short(toks, i, lo, hi)
        if short and (best is None or short.last - short.first >= best.last - best.first or best.act is None):
            return short
        return best

    def _verb(self, toks: Toks, i: int, lo: int, hi: int) -> Verbal | None:
        low = toks[i].low
        if low in self._was:
            return None
        rows: list[tuple[int, int, int, Verb, tuple[int, ...]]] = []
        for rank, table in enumerate((self.lex.conjugations, self.lex.activities)):
            for verb in table.get(low, ()):
                if not any(shape.is_finite or shape.tense == "gerund" for shape in verb.shapes):
                    continue
                places = self._belonging(toks, i, lo, hi, verb.with_it)
                if places is None and verb.with_it and any(shape.voice == "passive" for shape in verb.shapes):
                    nominative = tuple(map(self.lex.nominative_of, verb.with_it))
                    places = self._belonging(toks, i, lo, hi, nominative)
                if places is not None:
                    # of two verbs that share a form the one in the present is meant
                    to_come = all(shape.tense == "future" for shape in verb.shapes)
                    rows.append((-len(places), rank, to_come, verb, places))
        for _, _, _, verb, places in sorted(rows, key=lambda row: row[:3]):
            found = self._meant(toks, i, lo, hi, verb, places)
            if found is not None:
                return found
        return None

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
            return (k,) if k < hi and toks[k].low == words[0] else None
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

    def _meant(self, toks: Toks, i: int, lo: int, hi: int, verb: Verb, places: tuple[int, ...]) -> Verbal | None:
        meaning = verb.sense.meaning
        shape = self._shape(verb)
        if shape is None:
            return None
        if set(verb.with_it) <= self.lex.set_of("word.as"):
            places = ()
        first, last = min((i, *places)), max((i, *places)) + 1
        first, last = self._with_auxiliary(toks, i, first, last, shape, lo, hi)
        made = Verbal(
            first, last, last, i, "act", meaning.act, shape, (verb.sense.entry.id,), meaning.flags, meaning.id,
            passive=shape.voice == "passive" or "topic" in meaning.flags,
        )  # fmt: skip
        if not self._not & set(verb.with_it) and self._denied(toks, first, i, lo):
            return self._negative(toks, made, hi)
        if meaning.id.startswith("light."):
            return self._light(toks, made, lo, hi)
        if not meaning.id.startswith("act."):
            return self._doing(toks, made, hi)
        if shape.tense == "future" and not made.passive:
            return self._to_come(made)
        return self._spoken(toks, made, lo, hi)

    def _shape(self, verb: Verb) -> Shape | None:
        finite = [s for s in verb.shapes if s.is_finite]
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

    def _negative(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """A denied predicate: a refusal where the words are of backing or bearing; else it is unread."""
        first = min(made.first, made.head - 1)
        content = self.content_from(toks, made.last)
        if made.act in ("support", "welcome", "agree") or made.meaning == "act.tolerate":
            return made._replace(first=first, act="concern", content=content)
        if made.shape.tense == "future":
            return made._replace(first=first, kind="will", act="undertake", content=made.last)
        if made.act == "concern" and made.meaning.startswith("act."):
            return made._replace(first=first, act="support", content=content)
        return made._replace(first=first, kind="other", act=None)

    def _promised(self, made: Verbal) -> str:
        """The class of a future act: what is promised is undertaken, an endeavour is intended."""
        return "intend" if made.meaning in ("act.intend", "act.hope", "action.aim") else "undertake"

    def _doing(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """A verb that is no speech act: a promise in the future, else told."""
        if made.shape.tense == "future" and not made.passive:
            return self._to_come(made)
        phase = made.entries[0].rsplit(":", 1)[-1] in self.lex.words("object.phase")
        k = self.skip_adverbs(toks, made.last)
        said = self.infinitive_meaning(toks, k) if phase and k < hi else None
        if said is not None and said[0] is not None and made.shape.tense == "present":
            last = self.infinitive_end(toks, k)
            return made._replace(last=last, content=self.content_from(toks, last), act=said[0], entries=said[1])
        return made._replace(kind="other", act=None)

    def _to_come(self, made: Verbal) -> Verbal:
        """A future act: the verb alone is the anchor."""
        at = made.head
        first = (
            made.first if made.first == at - 1 and self._not & set(made.entries[0].rsplit(":", 1)[-1].split()) else at
        )
        told = {"event"} if made.meaning == "event" else set()
        return made._replace(
            first=first, last=at + 1, content=at + 1, kind="will", act=self._promised(made), meaning="",
            flags=frozenset({"will", *told}),
        )  # fmt: skip

    # -- what a verb says ------------------------------------------------------------------------------------------

    def _spoken(self, toks: Toks, made: Verbal, lo: int, hi: int) -> Verbal | None:
        """A speech act with what decides its class: a feeling, a noun, a quoted stance, an action that binds."""
        made = made._replace(content=self.content_from(toks, made.last))
        wished = self._wished(toks, made, hi) if made.meaning in ("act.intend", "act.hope") else None
        if wished is not None:
            return wished
        felt = self._feeling(toks, made, lo, hi) if made.act in ("note", "state", "discuss") else None
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
        if made.meaning == "act.adopt" and made.passive:
            return made._replace(kind="other", act=None)
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
        if made.meaning == "act.approve" and made.shape.tense != "infinitive" and self._own_document(toks, made, hi):
            return made._replace(act="undertake", flags=made.flags | {"done"})
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

    def _own_document(self, toks: Toks, made: Verbal, hi: int) -> bool:
        """Whether what is approved is a document of the speakers' own: it is adopted then."""
        documents = self.lex.phrases("object.document")
        near = range(made.last, min(hi, made.last + 4))
        return any(documents.longest(toks, k) for k in near)

    def _own_organ(self, toks: Toks, i: int) -> bool:
        """Whether an organ of the speakers' own is asked: that is an order."""
        found = self.lex.phrases("party.organ").longest(toks, i)
        return found is not None and not (found[0] < len(toks) and toks[found[0]].text.isupper())

    def _asks_own_organ(self, toks: Toks, made: Verbal) -> bool:
        inside = any(self._own_organ(toks, k) for k in range(made.head + 1, made.last))
        return inside or self._own_organ(toks, made.content)

    def _offers(self, toks: Toks, i: int, hi: int) -> bool:
        """Whether what is proposed is to give or host something of one's own."""
        return any(self._resource.longest(toks, k) for k in range(i, min(hi, i + 5)))

    def _weighs(self, toks: Toks, i: int) -> bool:
        """Whether it is the importance or the need of something that is agreed on."""
        return i + 1 < len(toks) and toks[i].low in self._about and self._weight.longest(toks, i + 1) is not None

    def _agreed_action(self, toks: Toks, i: int) -> bool:
        return i < len(toks) and toks[i].low in self._about and self.names_action(toks, i)

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

    def _quoted(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """ "Stated that they oppose", "confirmed that they will go on": the stance or the promise that is said."""
        if not ({"says", "binds"} & made.flags) or made.passive:
            return None
        j = self.content_from(toks, made.last)
        if j == made.last or j >= hi:
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
        return made._replace(
            last=inner.last, content=inner.content, act=act, flags=made.flags | inner.flags,
            entries=(*made.entries, *inner.entries), stance=inner.stance or inner.meaning,
        )  # fmt: skip

    def _decides(self, made: Verbal, toks: Toks, noun: tuple[int, int, Sense]) -> bool:
        """Whether a noun behind a verb that lends its force is a stance of the speaker, not a thing spoken of."""
        sense = noun[2]
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
            if toks[k].low in (",", ";"):
                return None
            found = self.lex.stances.longest(toks, k)
            if found and found[0] <= made.first:
                return k, found[0], found[1]
        return None

    # -- verbs that need a noun ------------------------------------------------------------------------------------

    def _light(self, toks: Toks, made: Verbal, lo: int, hi: int) -> Verbal | None:
        noun = self._stance_behind(toks, made.last, hi, False)
        if noun is not None and noun[2].meaning.act:
            return self._by_noun(toks, made, noun, hi)
        ahead = self._stance_before(toks, made, lo)
        if ahead is not None and ahead[2].meaning.act:
            return self._by_noun_ahead(toks, made, ahead, hi)
        if made.shape.tense == "future" and not made.passive:
            return self._to_come(made)._replace(act="undertake")
        return made._replace(kind="other", act=None)

    def _class_of(self, toks: Toks, made: Verbal, sense: Sense, content: int) -> str | None:
        meaning = sense.meaning
        if meaning.id == "stance.accord" and (self.is_infinitive(toks, content) or self._agreed(toks, content)):
            return "undertake"
        return meaning.act

    def _agreed(self, toks: Toks, i: int) -> bool:
        return self._prepositions.longest(toks, i) is not None and self.names_action(toks, i)

    def _by_noun(self, toks: Toks, made: Verbal, noun: tuple[int, int, Sense], hi: int) -> Verbal | None:
        _, last, sense = noun
        # of two nouns joined the stronger decides, and the content begins behind the second
        joined = self._joined(toks, last, hi)
        if joined is not None and joined[2].meaning.act:
            last = joined[1]
        content = self.content_from(toks, last)
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

    # -- auxiliaries and short forms -------------------------------------------------------------------------------

    def _future(self, toks: Toks, i: int, hi: int) -> Verbal | None:
        """ "Will" with an infinitive; with a short participle something will be done."""
        shape = Shape(
            "future", 1 if self.lex.is_first_person(toks[i].low) else 3, "s" if self.lex.is_single(toks[i].low) else "p"
        )
        j = self.skip_adverbs(toks, i + 1)
        for k in range(j, min(hi, j + 3)):
            if self.infinitive_at(toks, k):
                verbs = (*self.lex.conjugations.get(toks[k].low, ()), *self.lex.activities.get(toks[k].low, ()))
                aims = any(v.sense.meaning.id in ("act.intend", "action.aim") and not v.with_it for v in verbs)
                denied = i > 0 and toks[i - 1].low in self._not
                first = i - 1 if denied else i
                return Verbal(
                    first, i + 1, i + 1, i, "will", "intend" if aims else "undertake", shape, flags=frozenset({"will"})
                )
        inner = self._verb(toks, j, i, hi) if j < hi else None
        if (
            inner is not None
            and inner.shape.tense == "participle"
            and inner.meaning.startswith(("action", "act.", "light."))
        ):
            return inner._replace(
                first=i, kind="will", act="undertake", passive=True, shape=inner.shape._replace(tense="future")
            )
        return None

    def _short(self, toks: Toks, i: int, lo: int, hi: int) -> Verbal | None:
        """Short forms and fixed impersonal predicates ("намерены", "едины во мнении", "условлено")."""
        found = self.lex.copulas.longest(toks, i)
        if found is None or found[0] > hi or self._adverbs.longest(toks, i) is not None:
            return None
        last, sense = found
        meaning = sense.meaning.id
        first = i
        k = i - 1
        while k >= lo and self._adverb_ends(toks, k):
            k -= 1
        if k >= lo and toks[k].low in self._was:
            first = k
        denied = i > lo and toks[i - 1].low in self._not
        number = self.lex.number_of(toks[i].low)
        shape = Shape("present", 0, number, "n" if meaning.startswith("impersonal") else "")
        flags = sense.meaning.flags | {meaning}
        entries = (sense.entry.id,)
        if meaning == "copula.must":
            must = i - 1 if denied else i
            return Verbal(must, last, last, i, "must", "urge", Shape("present"), entries, flags, meaning)
        content = self.content_from(toks, last)
        made = Verbal(first, last, content, i, "act", sense.meaning.act, shape, entries, flags, meaning)
        if meaning == "copula.intend":
            made = made._replace(kind="plan")
            return made._replace(first=i - 1, act="concern", kind="act") if denied else made
        if meaning == "copula.resolved":
            return made._replace(kind="other", act=None) if not made.act else made._replace(passive=True)
        if denied:
            return made._replace(kind="other", act=None)
        if meaning.startswith("impersonal."):
            return made._replace(passive=True)
        return made

    # -- dictionary forms ------------------------------------------------------------------------------------------

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
