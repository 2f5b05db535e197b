"""Who may be the subject of a predicate where nouns decline: phrases of parties in the nominative (Russian).

Owns collectives with what limits them, offices, people, pronouns, bodies, and agents in the instrumental. What names
there are is `callings`' business; the words live in the lexicon under `party.*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import folded
from taiwa.lexicon.relations import looks_plural
from taiwa.lexicon.words import Token
from taiwa.reading.free.callings import Callings, Codes
from taiwa.registry import groups, states


class Voice(NamedTuple):
    """A phrase of parties: tokens [first, last), codes, and how they were found; `number` s, p or "" where both may be.

    `kind`: named, all, others, they, single, chair, organ, most, unknown (an office whose party the text doesn't say),
    stranger (a person of whom it doesn't).
    """

    first: int
    last: int
    codes: Codes
    kind: str
    number: str


class Voices(Callings):
    """Reads phrases of parties in one text."""

    def at(self, toks: Sequence[Token], i: int) -> Voice | None:
        """The phrase of parties in the nominative that begins at token i, with all that is joined to it, or None."""
        found = self._phrase(toks, i)
        if found is None or found.kind in ("they", "single", "most"):
            return found
        codes, last, number = list(found.codes), found.last, found.number
        strange = found.kind == "stranger"
        while True:
            named = self._skip_initials(toks, last)
            last = self._names_behind(toks, named) if named > last else last
            joint = self._joint(toks, last)
            more = self._phrase(toks, joint) if joint else None
            if more is None or more.kind in ("they", "single", "all"):
                break
            codes += more.codes
            strange = strange or not (found.codes and more.codes)
            last, number = more.last, "p"
        if strange:  # of those who act together one is nobody's: the others alone would be too few
            return Voice(i, last, (), "stranger", number)
        kind = "named" if number != found.number and codes else found.kind
        return Voice(i, last, tuple(dict.fromkeys(codes)), kind, number)

    def agent(self, toks: Sequence[Token], i: int) -> Voice | None:
        """The parties in the instrumental by whom something is done, at token i, or None."""
        found = self._agents.longest(toks, i)
        if not found:
            return None
        codes, last = self._owners(toks, found[0])
        kind = "others" if self._other_agents.longest(toks, i) else "named" if codes else "all"
        return Voice(i, last if codes else found[0], codes or self.all, kind, "p")

    def others_owning(self, toks: Sequence[Token], i: int) -> int | None:
        """The token behind "of the other participants" at token i, or None."""
        found = self._other_owners.longest(toks, i)
        return found[0] if found else None

    def agrees(self, voice: Voice, shape: Shape) -> bool:
        """Whether a predicate of this form can have the phrase as its subject."""
        if shape.person == 1:
            return voice.kind == "all" and voice.number == "p"
        return not voice.number or not shape.number or voice.number == shape.number

    def _phrase(self, toks: Sequence[Token], i: int) -> Voice | None:
        if i >= len(toks) or not toks[i].is_word:
            return None
        low = toks[i].low
        if low in self._we:
            return self._we_named(toks, i) or Voice(i, i + 1, self.all, "all", "p")
        if low in self._they:
            return Voice(i, i + 1, (), "they", "p")
        if low in self._it:
            return Voice(i, i + 1, (), "single", "s")
        return (
            self._none_of(toks, i)
            or self._some(toks, i)
            or self._organ(toks, i)
            or self._collective(toks, i)
            or self._person(toks, i)
            or self._named(toks, i)
            or self._proper(toks, i)
            or self._body(toks, i)
        )

    def _we_named(self, toks: Sequence[Token], i: int) -> Voice | None:
        """Some of the parties who speak as "we", by their names between commas ("we, A and B, will")."""
        if i + 1 >= len(toks) or toks[i + 1].low != ",":
            return None
        codes: Codes = ()
        joint: int | None = i + 2
        while joint and joint < len(toks) and (named := self._named(toks, joint)):
            codes += named.codes
            last = named.last
            joint = self._joint(toks, last)
        if not codes or last >= len(toks) or toks[last].low != "," or not set(codes) <= set(self.all):
            return None
        return Voice(i, last + 1, tuple(dict.fromkeys(codes)), "all", "p")

    def _organ(self, toks: Sequence[Token], i: int) -> Voice | None:
        if not self.roll.organ:
            return None
        name = self._names.longest(toks, i)
        return Voice(i, name[0], self.all, "organ", "s") if name and folded(name[1]) in self._nominative else None

    def _none_of(self, toks: Sequence[Token], i: int) -> Voice | None:
        """None of the parties: all of them promise not to."""
        found = self._none.longest(toks, i)
        if not found or found[0] >= len(toks):
            return None
        name = self._names.longest(toks, found[0])
        own = self._own_genitive.longest(toks, found[0])
        last = name[0] if name and len(self.called[name[1]]) > 1 else own[0] if own else 0
        return Voice(i, last, self.all, "all", "s") if last else None

    def _some(self, toks: Sequence[Token], i: int) -> Voice | None:
        found = self._most.longest(toks, i)
        if not found:
            return None
        last = found[0]
        while last < len(toks) and self._may_follow(toks, last) and last - i < 4:
            last += 1
        written = self.text[toks[i].start : toks[last - 1].end]
        return Voice(i, last, (written[0].lower() + written[1:],), "most", "")

    def _collective(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A collective, an office or a side, with what limits it."""
        j, others, limited = i, False, []
        counted = self._many.longest(toks, i)
        while j < len(toks) and not (counted and counted[0] > i + 1):
            other = self._others.longest(toks, j)
            determiner = self._determiners.longest(toks, j) or ((j + 1, "") if toks[j].low in self._each else None)
            adjective = self._adjective_of(toks, j)
            if other or determiner:
                others = others or other is not None
                j = (other or determiner or (j, ""))[0]
            elif toks[j].low.isdigit() and j > i:
                j += 1
            elif adjective:
                limited.append(adjective)
                j += 1
            elif limited and toks[j].low in self._and:
                j += 1
            else:
                break
        if j >= len(toks):
            return None
        chair = self._chair.longest(toks, j)
        many, one = self._many.longest(toks, j), self._one.longest(toks, j)
        if many is None and j > i and toks[j - 1].low in self._numerals:
            many = self._counted.longest(toks, j)
        term = self._names.longest(toks, j)
        if (
            term
            and len(self.called[term[1]]) > 1
            and folded(term[1]) in self._nominative
            and (not many or term[0] >= many[0])
        ):
            # a body in which the parties sit (the Commission) stands for them in the singular
            number = "p" if looks_plural(term[1]) else ""
            return self._limited(toks, i, term[0], self.called[term[1]], others, number)
        if many and not (one and one[0] > many[0]):
            if limited:
                return Voice(i, many[0], tuple(dict.fromkeys(limited)), "others" if others else "named", "p")
            return self._limited(toks, i, many[0], self.all, others, "p")
        if one is None:
            return None
        if toks[i].low in self._each:
            return Voice(i, one[0], self.all, "all", "s")
        if limited:
            codes = tuple(dict.fromkeys(limited))
            return Voice(i, self._names_behind(toks, one[0]), codes, "named", "s" if len(codes) == 1 else "")
        codes, last = self._owners(toks, one[0])
        if not codes and chair:
            chaired = (self.roll.chair,) if self.roll.chair else ()
            return Voice(i, chair[0], chaired, "chair", "s")
        if codes:
            return Voice(i, last, codes, "named", "s")
        return self._office(toks, i, one[0])

    def _limited(self, toks: Sequence[Token], i: int, j: int, base: Codes, others: bool, number: str) -> Voice | None:
        head, j = j, self._counted_off(toks, j)
        codes, last = self._owners(toks, j)
        if len(codes) == 1 and self._membered(toks, i, j, codes[0]):
            codes = self.all
        if codes:
            return Voice(i, last, codes, "others" if others else "named", number)
        people = self._persons(toks, j)
        if people is not None:
            return people._replace(first=i, number=number)
        if last > j and not toks[j].is_name and j == head and self._generic.longest(toks, j - 1):
            return None
        kind = "others" if others else "all" if set(base) == set(self.all) else "named"
        return Voice(i, last if last > j else j, base, kind, number)

    def _counted_off(self, toks: Sequence[Token], j: int) -> int:
        """Behind words that say whose people all of them are ("of the three neighbouring states"); `j` for none."""
        k = j
        while k < len(toks) and (toks[k].low in self._counts or self._both.longest(toks, k)):
            k += 1
        if k == j:
            # "the leaders of the states" without a word that says which
            genitive = j < len(toks) and self.lex.may_be_genitive(toks[j].low)
            bare = self._counted.longest(toks, j) if genitive else None
            return bare[0] if bare and not (bare[0] < len(toks) and self._may_follow(toks, bare[0])) else j
        while k < len(toks) and self.lex.is_adjective(toks[k].low):
            k += 1
        found = self._counted.longest(toks, k)
        return found[0] if found else j

    def _membered(self, toks: Sequence[Token], i: int, j: int, code: str) -> bool:
        """Whether a phrase is of the members of a body that no registry knows: here those who meet in it."""
        if code in self.all or code in groups() or code in states() or len(self.all) < 2:
            return False
        return any(self._member.longest(toks, k) is not None for k in range(i, j + 2) if k < len(toks))

    def _persons(self, toks: Sequence[Token], j: int) -> Voice | None:
        """People named behind an office in the plural ("Presidents A and B")."""
        first = self._person(toks, j)
        if first is None:
            return None
        codes, last = list(first.codes), first.last
        while (joint := self._joint(toks, last)) and (more := self._person(toks, joint)):
            codes += more.codes
            last = more.last
        return Voice(j, last, tuple(dict.fromkeys(codes)), "named", "p")

    def _office(self, toks: Sequence[Token], i: int, j: int) -> Voice | None:
        """An office without a state: whose it is the name behind it says, or the text."""
        person = self._person(toks, self._skip_initials(toks, j))
        if person is not None:
            return person._replace(first=i)
        office = " ".join(t.low for t in toks[i:j])
        code = next((c for o, c in self.roll.offices.items() if folded(o) == office), "")
        if code:
            return Voice(i, j, (code,), "named", "s")
        return Voice(i, self._names_behind(toks, j), (), "unknown", "s")

    def _person(self, toks: Sequence[Token], i: int) -> Voice | None:
        j = self._skip_initials(toks, i)
        if j >= len(toks) or not toks[j].is_name:
            return None
        found = self._people.longest(toks, j)
        if found is None and j + 1 < len(toks) and toks[j + 1].is_name:
            found = self._people.longest(toks, j + 1)
        if found is None and j > i and toks[j].is_word:
            # a name behind initials that the opening doesn't tell
            last = self._names_behind(toks, j)
            joint = self._joint(toks, last)
            listed = i and self._joint(toks, i - 1) == i
            told = listed or self._speaks(toks, last) or (joint is not None and toks[joint].is_name)
            return Voice(i, last, (), "stranger", "s") if told else None
        if found is None:
            return None
        code = self.roll.people[found[1]]
        return Voice(i, found[0], (code,) if code else (), "named" if code else "stranger", "s")

    def _named(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A state or organisation by its name, with or without the word for a state in front ("Republic of")."""
        if not toks[i].is_name:
            return None
        name = self._names.longest(toks, i)
        head = self._states.longest(toks, i)
        if head and (name is None or folded(name[1]) not in self._nominative) and self.lex.is_nominative(toks[i].low):
            owned = self._names.longest(toks, head[0])
            if owned and toks[head[0]].is_name and len(self.called[owned[1]]) == 1:
                return Voice(i, self._bracket(toks, owned[0]), self.called[owned[1]], "named", "")
        if name is None or folded(name[1]) not in self._nominative:
            return None
        codes = self.called[name[1]]
        last = self._bracket(toks, name[0])
        # a name that ends like a plural may be one ("Вельские Земли")
        plural = self.lex.looks_plural(toks[i].low) or len(codes) > 1
        return Voice(i, last, codes, "named", "" if plural else "s")

    def is_alone(self, toks: Sequence[Token], i: int) -> bool:
        """Whether a name at token i has but one form, so that it may stand in any case."""
        name = self._names.longest(toks, i)
        return name is not None and folded(name[1]) in self._alone

    def _proper(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A name that the opening didn't tell, in front of a verb: it stands for itself, or a party it begins like."""
        tok = toks[i]
        if (
            not (tok.low in self._propers or (tok.is_name and self._likely(tok)))
            or self._no_party.longest(toks, i)
            or self._depends(toks, i)
        ):
            return None
        if i > 1 and toks[i - 1].low == "." and len(toks[i - 2].text) == 1 and not self._likely(tok):
            # a family name behind initials: a person whom the opening doesn't tell
            return Voice(i, i + 1, (), "stranger", "s") if self._speaks(toks, i + 1) else None
        joint = self._joint(toks, i + 1)
        listed = joint is not None and toks[joint].is_name
        return Voice(i, i + 1, (self._alike(tok),), "named", "s") if listed or self._speaks(toks, i + 1) else None

    def _depends(self, toks: Sequence[Token], i: int) -> bool:
        """Whether a name that may be no nominative stands behind a noun that it belongs to."""
        if toks[i].low not in self._oblique or i == 0 or not toks[i - 1].is_word:
            return False
        return self._and_words.longest(toks, i - 1) is None and self._colour.longest(toks, i - 1) is None

    def _speaks(self, toks: Sequence[Token], j: int) -> bool:
        """Whether a predicate that parties can have stands at token j, behind colouring words."""
        while j < len(toks) and (found := self._colour.longest(toks, j)) is not None:
            j = found[0]
        if j >= len(toks):
            return False
        if self.lex.copulas.longest(toks, j) is not None or toks[j].low in self._will:
            return True
        said = any(
            s.is_finite and s.voice == "active" for v in self.lex.conjugations.get(toks[j].low, ()) for s in v.shapes
        )
        return said or any(s.tense == "future" for v in self.lex.activities.get(toks[j].low, ()) for s in v.shapes)

    def _body(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A body that speaks without being a party's ("the Secretariat briefed"): it goes by its name."""
        joint = self._joint_bodies.longest(toks, i) if toks[i].is_name else None
        found = joint or (self._bodies.longest(toks, i) if toks[i].is_name else None)
        if found is None:
            return None
        codes, last = self._owners(toks, found[0])
        while last < len(toks) and toks[last].is_name and toks[last].is_word:
            last += 1
        if not (self._speaks(toks, last) or (i and self._speaks(toks[:i], i - 1))):
            return None
        if joint and not codes:
            return Voice(i, last, self.all, "body", "s")
        written = self.text[toks[i].start : toks[last - 1].end]
        held = self.roll.offices.get(written.lower())  # an officer whose body the opening tells
        return Voice(i, last, codes if len(codes) == 1 else (held or written,), "body", "s")
