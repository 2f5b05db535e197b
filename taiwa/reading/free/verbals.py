"""One predicate where verbs inflect and words stand in any order: verb and form, auxiliaries, short forms (Russian).

Owns which of the things a word can be it is in its place. Which predicates of a sentence are acts is `speeches`'.
"""

from __future__ import annotations

from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import Verb
from taiwa.reading.free.sayings import Sayings
from taiwa.reading.free.wordings import Toks, Verbal


class Verbals(Sayings):
    """Reads predicates by one lexicon."""

    def at(self, toks: Toks, i: int, lo: int, hi: int) -> Verbal | None:
        """The predicate whose verb or short form is token i, within [lo, hi), or None."""
        low = toks[i].low
        if low in self._will:
            return self._future(toks, i, hi)
        best = self._verb(toks, i, lo, hi)
        if best is not None and best.first < i and _in_name(toks, best.first):
            return None
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

    def _meant(self, toks: Toks, i: int, lo: int, hi: int, verb: Verb, places: tuple[int, ...]) -> Verbal | None:
        meaning = verb.sense.meaning
        shape = self._shape(verb)
        if shape is None:
            return None
        if set(verb.with_it) <= self.lex.set_of("word.as"):
            places = ()
        between = self._object_within(toks, i, places)
        if len(verb.with_it) == 1 and verb.with_it[0] in self._governed and places and places[0] < i:
            places = ()
        first, last = min((i, *places)), max((i, *places)) + 1
        first, last = self._with_auxiliary(toks, i, first, last, shape, lo, hi)
        made = Verbal(
            first, last, last, i, "act", meaning.act, shape, (verb.sense.entry.id,), meaning.flags, meaning.id,
            passive=shape.voice == "passive" or "topic" in meaning.flags, between=between,
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

    def _object_within(self, toks: Toks, i: int, places: tuple[int, ...]) -> tuple[int, int] | None:
        """The object between a verb and the words behind it that belong to it ("took *it* into account")."""
        behind = [place for place in places if place > i]
        if places and not behind:
            k = places[-1] + 1
            governed = len(places) == 1 and toks[places[0]].low in self._governed
            stop = next((n for n in range(k, i + 1) if toks[n].low in self._was), i)
            return (k, stop) if k < stop and (governed or toks[k].low in self._about) else None
        if not behind or behind[0] == i + 1:
            return None
        k = self.skip_adverbs(toks, i + 1)
        return (k, behind[0]) if k < behind[0] and not self.lex.is_adjective(toks[behind[0] - 1].low) else None

    def _negative(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """A denied predicate: a refusal where the words are of backing or bearing; else it is unread."""
        first = min(made.first, made.head - 1)
        content = self.content_from(toks, made.last)
        if made.act in ("support", "welcome", "agree") or made.meaning == "act.tolerate":
            return made._replace(first=first, act="concern", content=content)
        if made.shape.tense == "future" and not made.meaning.startswith(("state", "effect")):
            return made._replace(first=first, kind="will", act="undertake", content=made.last)
        if made.act == "concern" and made.meaning.startswith("act."):
            return made._replace(first=first, act="support", content=content)
        return made._replace(first=first, kind="other", act=None)

    def _doing(self, toks: Toks, made: Verbal, hi: int) -> Verbal | None:
        """A verb that is no speech act: a promise in the future, else told."""
        if made.shape.tense == "future" and not made.passive and not made.meaning.startswith(("state", "effect")):
            return self._to_come(made)
        phase = made.entries[0].rsplit(":", 1)[-1] in self.lex.words("object.phase")
        k = self.skip_adverbs(toks, made.last)
        said = self.infinitive_meaning(toks, k) if phase and k < hi else None
        if said is not None and said[0] is not None and made.shape.tense == "present":
            last = self.infinitive_end(toks, k)
            return made._replace(last=last, content=self.content_from(toks, last), act=said[0], entries=said[1])
        return made._replace(kind="other", act=None)

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
            # the participle is content, as a dictionary form would be
            return Verbal(
                i, i + 1, i + 1, i, "will", "undertake", inner.shape._replace(tense="future"), inner.entries,
                frozenset({"will"}), passive=True,
            )  # fmt: skip
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
        tense = "past" if first < i and not self.lex.set_of("word.future") & {toks[first].low} else "present"
        shape = Shape(tense, 0, number, "n" if meaning.startswith("impersonal") else "")
        flags = sense.meaning.flags | {meaning}
        entries = (sense.entry.id,)
        if meaning == "copula.must":
            must = i - 1 if denied else i
            return Verbal(must, last, last, i, "must", "urge", Shape("present"), entries, flags, meaning)
        if meaning == "impersonal.agree" and last < hi and self.lex.is_instrumental(toks[last].low):
            last += 1  # "it was found important"
        content = self.content_from(toks, last)
        made = Verbal(first, last, content, i, "act", sense.meaning.act, shape, entries, flags, meaning)
        noun = self._stance_behind(toks, last, hi, True) if meaning == "copula.view" else None
        if noun is not None and noun[2].meaning.act in ("intend", "undertake", "support", "concern"):
            # "united in our resolve to"
            return made._replace(
                last=noun[1], content=self.content_from(toks, noun[1]), act=noun[2].meaning.act,
                flags=flags | noun[2].meaning.flags, stance=noun[2].meaning.id,
            )  # fmt: skip
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


def _in_name(toks: Toks, place: int) -> bool:
    """Whether a word stands in a name behind another word of it with a capital ("of the Northern Accord")."""
    tok, before = toks[place], toks[place - 1] if place else None
    return (
        before is not None and tok.is_name and before.is_name and len(before.text) > 1
        and not tok.text.isupper() and not before.text.isupper()
    )  # fmt: skip
