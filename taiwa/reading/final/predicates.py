"""The predicate that ends a stretch of text, in languages that put it last (Japanese).

Owns how an operative predicate is taken apart: verb and form, the noun that decides its class, what it quotes or
binds to. What stands around it is in `surroundings`, what a noun makes of a verb in `frames`. Words live in the
lexicon.
"""

from __future__ import annotations

from collections.abc import Callable

from taiwa.lexicon import Form, Hit, Lexicon, Sense
from taiwa.reading.final.frames import frame
from taiwa.reading.final.surroundings import Surroundings
from taiwa.reading.nouns import Predicate

# How many clauses may be embedded in each other; the deepest of the measured texts holds six.
NESTED = 40


class Grammar(Surroundings):
    """Reads predicates of one working text, at any place of it."""

    def __init__(self, text: str, lex: Lexicon) -> None:
        super().__init__(text, lex)
        self._weight = lex.suffixes("object.weight")
        self._with = lex.suffixes("word.with")
        self._tie = lex.suffixes("adnominal.tie")
        self._quote = lex.suffixes("word.quote")
        self._that = lex.suffixes("word.that")
        self._nominaliser = lex.suffixes("word.nominaliser")
        self._copula = lex.suffixes("copula")
        self._subject_mark = lex.words("word.subject")[0]
        self.is_party: Callable[[int, int], bool] | None = None
        self._depth = 0
        self._cache: dict[tuple[int, int], Predicate | None] = {}

    def tail(self, floor: int, end: int) -> Predicate | None:
        """The predicate whose inflected form ends exactly at `end` and starts at or after `floor`, or None."""
        key = (floor, end)
        if key not in self._cache:
            if not self._may_end(end):
                return None
            if self._depth >= NESTED:
                return None
            self._depth += 1
            self._cache[key] = self._tail(floor, end)
            self._depth -= 1
        return self._cache[key]

    def _may_end(self, end: int) -> bool:
        """Whether any predicate may end at a place, by its last character: most objects end in a noun."""
        last = self.text[end - 1]
        return end in self._verbs or self.lex.ends_like_verb(last) or last in self._copula.lasts

    def _tail(self, floor: int, end: int) -> Predicate | None:
        copula = self._copula.before(self.text, end, floor)
        if copula and copula[1] == "copula.said":
            inner = (
                self._transparent(floor, copula[0])
                if not self._nominaliser.before(self.text, copula[0], floor)
                else None
            )
            if inner is not None:
                return inner._replace(end=end, form=Form("past", "active", 1), quoted=inner)
            said = None if self._nominaliser.before(self.text, copula[0], floor) else self.tail(floor, copula[0])
            if said is not None and said.form.name in ("plain", "negative", "progressive", "past", "copula"):
                entry = f"{self.lex.language}:{copula[1]}:{self.text[copula[0] : end]}"
                form = Form("past", "active", 1)
                return Predicate(
                    said.start, end, said.object_end, "act", "state", form, (entry,), frozenset(), "", copula[0]
                )
            copula = None
        if copula:
            return self._copular(floor, end, *copula)
        bound = self.lex.bound_before(self.text, end, floor)
        if bound:
            return self._bound(floor, end, *bound)
        found = self.verb(floor, end)
        if found is None:
            return self._unknown(floor, end)
        hit, sense, form = found
        if form.name.startswith("resolve"):
            start = end - form.tail
            return Predicate(
                start,
                end,
                start,
                "act",
                "undertake",
                form,
                (sense.entry.id,),
                frozenset({"resolve"}),
                "action",
                hit.start,
            )
        if form.name.startswith("must"):
            return self._obliged(floor, hit, end, form, (sense.entry.id,))
        return self._framed(floor, hit, end, form)

    def _bound(self, floor: int, end: int, start: int, name: str) -> Predicate:
        """A verb under "must" or "must not", whatever the verb is."""
        hits = [hit for hit in self.near(floor, end) if hit.end <= start + 2 and hit.verbs]
        at = start
        entries: tuple[str, ...] = ()
        if hits:
            verb = hits[-1].verbs[0]
            if start - hits[-1].end < 4:
                at, entries = hits[-1].start, (verb.entry.id,)
        if at == start:
            unknown = self.lex.unknown_verb(self.text, end, floor)
            at = unknown[0] if unknown else start
        form = Form(name, "passive" if self.lex.looks_passive(self.text[at:start]) else "active", 0)
        kind = "mustnot" if name == "mustnot" else "must"
        return Predicate(at, end, self.object_end(floor, at), kind, None, form, entries, frozenset(), "", at)

    def _framed(self, floor: int, hit: Hit, end: int, form: Form) -> Predicate | None:
        """A verb with what decides its class: the noun it carries, the clause it quotes or binds, or itself."""
        verbs = hit.verbs
        acts = [s for s in verbs if s.meaning.act]
        carrier = next((s for s in verbs if s.meaning.flags & {"carries", "says"}), None)
        if carrier:
            framed = self._with_noun(floor, hit, end, form, carrier)
            if framed:
                return framed
            if "says" in carrier.meaning.flags:
                said = self._saying(floor, hit, end, form, carrier)
                if said:
                    return said
        held = self._held_with(floor, hit, end, form)
        if held:
            return held
        if acts:
            return self._acting(floor, hit, end, form, acts[0], verbs)
        sense = next((s for s in verbs if s.meaning.id != "act.reply"), verbs[0])
        kind = sense.meaning.id.split(".")[0]
        if kind in ("light", "act"):
            kind = "action" if sense.meaning.id != "light.exist" else "state"
        object_end = self.object_end(floor, hit.start)
        return Predicate(
            hit.start,
            end,
            object_end,
            kind,
            None,
            form,
            (sense.entry.id,),
            frozenset({sense.meaning.id}),
            self.complement(floor, object_end),
            hit.start,
        )

    def _with_noun(self, floor: int, hit: Hit, end: int, form: Form, verb: Sense) -> Predicate | None:
        """A stance noun joined to the verb by a case mark ("expressed satisfaction")."""
        at = self.strip_adverbs(floor, hit.start)
        mark = self._case.before(self.text, at, floor)
        if mark is None:
            return None
        for noun_end in (at - 1, mark[0]):
            noun = self._noun_before(floor, noun_end)
            if noun is None:
                continue
            sense = self._stance(noun, verb, form)
            if sense is None:
                continue
            act, flags = frame(sense.meaning.id, sense.meaning.act, sense.meaning.flags, verb, form)
            if act is None:
                continue
            object_end, complement = self._before_noun(floor, noun.start)
            quoted = None
            if flags & {"word"}:
                inner = self._quoted(floor, noun.start)
                if inner is not None:
                    quoted = inner
            if quoted is not None and quoted.act:
                return quoted._replace(
                    end=end,
                    form=form,
                    entries=(*quoted.entries, sense.entry.id, verb.entry.id),
                    complement="quote",
                    quoted=quoted,
                )
            return Predicate(
                noun.start,
                end,
                object_end,
                "act",
                act,
                form,
                (sense.entry.id, verb.entry.id),
                flags,
                complement,
                hit.start,
            )
        return None

    def _noun_before(self, floor: int, end: int) -> Hit | None:
        """The noun hit that ends at `end`, or before a tie ("feeling of") that ends there."""
        tie = self._tie.before(self.text, end, floor)
        if tie and tie[0] in self._ends and self._ends[tie[0]].start >= floor:
            return self._ends[tie[0]]
        hit = self._ends.get(end)
        return hit if hit and hit.start >= floor else None

    def _held_with(self, floor: int, hit: Hit, end: int, form: Form) -> Predicate | None:
        """A stance held in the act ("noted with satisfaction"): the stance decides the class."""
        with_ = self._with.before(self.text, hit.start, floor)
        noun = self._ends.get(with_[0]) if with_ else None
        if noun is None or noun.start < floor:
            return None
        sense = next((s for s in noun.senses if s.meaning.id in ("stance.welcome", "stance.concern")), None)
        if sense is None or not any(s.meaning.act for s in hit.senses):
            return None
        object_end = self.object_end(floor, self.strip_modifiers(floor, noun.start))
        return Predicate(
            noun.start,
            end,
            object_end,
            "act",
            sense.meaning.act,
            form,
            (sense.entry.id,),
            frozenset(),
            self.complement(floor, object_end),
            hit.start,
        )

    def _stance(self, noun: Hit, verb: Sense, form: Form) -> Sense | None:
        """The stance a noun is meant as, or None where it is none."""
        stances = self.senses(noun, "stance.")
        return stances[0] if stances else None

    def _before_noun(self, floor: int, start: int) -> tuple[int, str]:
        """(object end, complement) in front of a stance noun: modifiers and the case mark or "that" left out."""
        at = self.strip_modifiers(floor, start)
        that = self._that.before(self.text, at, floor)
        if that:
            inner = self.tail(floor, that[0])
            return that[0], self._nature(inner) if inner else "quote"
        mark = self._case.before(self.text, at, floor)
        inner = self.tail(floor, at) if mark is None or at - mark[0] < 3 else None
        if inner and inner.form.name in ("plain", "future", "past", "desire", "progressive"):
            return at, self._nature(inner)
        object_end = self.object_end(floor, at)
        return object_end, self.complement(floor, object_end)

    def _quoted(self, floor: int, start: int) -> Predicate | None:
        """What is quoted in front of `start`, with the quoting mark between."""
        at = self.strip_modifiers(floor, start)
        quote = self._that.before(self.text, at, floor) or self._quote.before(self.text, at, floor)
        if quote:
            return self._transparent(floor, quote[0])
        inner = self.tail(floor, at)
        voiced = inner is not None and inner.kind == "act" and inner.form.name == "plain" and bool(inner.entries)
        return inner if voiced else None

    def _transparent(self, floor: int, end: int) -> Predicate | None:
        """The quoted predicate where saying it does it: a stance or a future act of the speaker; else None."""
        at = end
        nominal = self._nominaliser.before(self.text, end, floor)
        if nominal:
            at = nominal[0]
        inner = self.tail(floor, at)
        if inner is not None and inner.kind == "act" and inner.form.name == "negative":
            rejects = "act.tolerate" in inner.flags or inner.act in ("support", "note")
            return inner._replace(act="concern") if rejects else None
        if inner is not None and inner.act == "undertake" and inner.form.name == "past":
            return inner
        if inner is None or inner.form.name not in ("plain", "future", "desire", "volitional", "progressive"):
            return None
        if inner.form.name == "desire" and inner.kind in ("action", "unknown", "act"):
            return inner._replace(act="intend", kind="act", object_end=inner.start)
        if inner.kind == "act":
            if "proceeding" in inner.flags and inner.form.name in ("plain", "future"):
                return inner._replace(act="undertake")
            return inner
        if (
            inner.kind in ("action", "unknown")
            and inner.form.name in ("plain", "future", "volitional")
            and inner.form.voice != "passive"
        ):
            return inner._replace(act="undertake", kind="act", object_end=inner.start, complement="action")
        return None

    def _saying(self, floor: int, hit: Hit, end: int, form: Form, verb: Sense) -> Predicate | None:
        """A verb of saying: transparent for stances and promises, else it states."""
        at = self.strip_adverbs(floor, hit.start)
        quote = self._quote.before(self.text, at, floor)
        if quote is None:
            return None
        inner = self._transparent(floor, quote[0])
        if inner is not None:
            entries = (*inner.entries, verb.entry.id)
            return inner._replace(end=end, form=form, entries=entries, verb_start=hit.start, quoted=inner)
        if "quoted" in verb.meaning.flags and form.name not in ("past", "medial"):
            return None
        object_end = quote[0]
        return Predicate(
            hit.start,
            end,
            object_end,
            "act",
            verb.meaning.act or "state",
            form,
            (verb.entry.id,),
            verb.meaning.flags | {verb.meaning.id},
            "quote",
            hit.start,
        )

    def _acting(self, floor: int, hit: Hit, end: int, form: Form, sense: Sense, verbs: tuple[Sense, ...]) -> Predicate:
        """A verb that is an act by itself; what it binds to may raise it (agree to do, confirm that we go on)."""
        object_end = self.object_end(floor, hit.start)
        complement = self.complement(floor, object_end)
        act, flags = sense.meaning.act, sense.meaning.flags | {s.meaning.id for s in verbs}
        if (
            "binds" in flags
            and complement in ("action", "action-noun")
            and not (complement == "action-noun" and act != "agree")
            and self._own_subject(floor, object_end)
        ):
            act = "undertake"
            flags = flags | {"bound"}
        elif "binds" in flags and act == "agree":
            noun = self._ends.get(object_end)
            if noun and self.senses(noun, "stance.intend"):
                act = "undertake"
        if act == "urge" and "act.urge" in flags and self._weight.before(self.text, object_end, floor):
            act = "stress"
        if "act.propose" in flags and self._offers(floor, object_end):
            act = "intend"
        start = hit.start
        if act == "agree":
            start, object_end = self._agreed_view(floor, start, object_end)
        return Predicate(start, end, object_end, "act", act, form, (sense.entry.id,), flags, complement, hit.start)

    def _offers(self, floor: int, object_end: int) -> bool:
        """Whether the object of a proposal gives one's own resources (Decisions for Japanese, 提案した)."""
        nominal = self._nominaliser.before(self.text, object_end, floor)
        inner = self.tail(floor, nominal[0]) if nominal else None
        return inner is not None and any(":action.resource:" in entry for entry in inner.entries)

    def _own_subject(self, floor: int, object_end: int) -> bool:
        """Whether the clause in the object has no subject of its own that is a thing rather than a party."""
        return self.foreign_subject(floor, object_end) is None

    def foreign_subject(self, floor: int, end: int) -> int | None:
        """Where the subject mark of the clause stands that ends at `end`; None where its verb is inside a modifier."""
        at = end
        while True:
            at = self.text.rfind(self._subject_mark, floor, at)
            if at < 0:
                return None
            if not self.verb_between(at + 1, end - 4) and self.is_party is not None and not self.is_party(at, floor):
                return at
            if not self.verb_between(at + 1, end - 4):
                return None

    def _agreed_view(self, floor: int, start: int, object_end: int) -> tuple[int, int]:
        """(anchor start, object end): a view agreed on belongs to the anchor ("agreed in the view that")."""
        noun = self._ends.get(object_end)
        if noun and noun.start >= floor and self.senses(noun, "stance.view"):
            before, _ = self._before_noun(floor, noun.start)
            return noun.start, before
        return start, object_end

    def _obliged(self, floor: int, hit: Hit, end: int, form: Form, entries: tuple[str, ...]) -> Predicate:
        kind = "mustnot" if form.name == "mustnot" else "must"
        return Predicate(
            hit.start, end, self.object_end(floor, hit.start), kind, None, form, entries, frozenset(), "", hit.start
        )

    def _copular(self, floor: int, end: int, start: int, meaning: str) -> Predicate:
        """A noun with "is" that is a stance by itself ("has the intention", "stands with")."""
        acts = {
            "copula.intend": "intend",
            "copula.support": "support",
            "copula.resolved": "undertake",
            "copula.view": "agree",
        }
        entry = f"{self.lex.language}:{meaning}:{self.text[start:end]}"
        form = Form("medial" if meaning and self.lex.is_medial(self.text[start:end]) else "plain", "active", 0)
        if meaning == "copula.must":
            inner = self.tail(floor, start)
            at = inner.start if inner else start
            return Predicate(at, end, self.object_end(floor, at), "must", None, form, (entry,), frozenset(), "", at)
        flags = frozenset({"principled"}) if meaning == "copula.resolved" else frozenset()
        object_end, complement = self._before_noun(floor, start)
        return Predicate(start, end, object_end, "act", acts[meaning], form, (entry,), flags, complement, start)

    def _unknown(self, floor: int, end: int) -> Predicate | None:
        """A predicate the lexicon doesn't know, told by its shape; the rules report it rather than guess its class."""
        found = self.lex.unknown_verb(self.text, end, floor)
        if found is None:
            return None
        start, form = found
        if form.name.startswith("resolve"):
            at = end - form.tail
            return Predicate(at, end, at, "act", "undertake", form, (), frozenset({"resolve"}), "action", start)
        if form.name.startswith("must"):
            kind = "mustnot" if form.name == "mustnot" else "must"
        else:
            kind = "state" if form.name.startswith("copula") else "unknown"
        object_end = self.object_end(floor, start)
        return Predicate(
            start, end, object_end, kind, None, form, (), frozenset(), self.complement(floor, object_end), start
        )

    def has_topic_of_talk(self, predicate: Predicate) -> bool:
        """Whether a talk's object is what it is about ("on", "concerning"), not a thing reviewed."""
        at = self.strip_adverbs(0, self.strip_modifiers(0, predicate.start))
        mark = self._case.before(self.text, at, 0)
        return mark is not None and mark[0] == predicate.object_end and at - mark[0] > 2

    def has_object(self, predicate: Predicate) -> bool:
        """Whether a case mark stands right before a predicate (or its adverbs), as it does before a real verb."""
        at = self.strip_adverbs(0, predicate.start)
        return self._case.before(self.text, at, 0) is not None

    def complement(self, floor: int, object_end: int) -> str:
        """How an object ends: `action` or `fact` (a clause as a noun), `manner` (that one do), `action-noun`, or ""."""
        nominal = self._nominaliser.before(self.text, object_end, floor)
        if nominal:
            inner = self.tail(floor, nominal[0])
            return self._nature(inner) if inner else "fact"
        manner = self._manner.before(self.text, object_end, floor)
        if manner and self.tail(floor, manner[0]):
            return "manner"
        noun = self._ends.get(object_end)
        if noun and any(s.meaning.id.startswith(("action", "noun.action")) for s in noun.senses):
            return "action-noun"
        inner = self.tail(floor, object_end)
        return self._nature(inner) if inner and inner.kind != "unknown" else ""

    def _nature(self, inner: Predicate) -> str:
        """Whether an embedded clause is an act to come or a fact."""
        acting = inner.kind in ("action", "unknown") or (
            inner.kind == "act"
            and (
                "proceeding" in inner.flags
                or inner.act in ("undertake", "discuss", "support", "affirm", "urge", "state")
            )
        )
        return (
            "action"
            if acting and inner.form.name in ("plain", "future") and inner.form.voice in ("active", "causative")
            else "fact"
        )
