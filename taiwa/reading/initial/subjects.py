"""Who is the subject of a predicate: noun phrases of parties in front of it, read word by word.

Owns names, offices, collectives, sides, pronouns and lists of them; who is who in a text is `preface`'s. Words live in
the lexicon under `party.*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taiwa.lexicon.prefaces import LONGEST_LIST
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token, Words, split
from taiwa.reading.nouns import Cast, Roll

Codes = tuple[str, ...]
# "the Ministers of the members of the group": so many collectives within each other.
DEEPEST = 3
# "the" and the words of a body's name.
LONGEST_BODY = 8


class Subject(NamedTuple):
    """A phrase of parties: tokens [first, last), the codes, and how they were found.

    `kind`: named, all, others, they, single, chair, organ, unknown (a person whose party the text doesn't say),
    most (some of them, who aren't named).
    """

    first: int
    last: int
    codes: Codes
    kind: str


class Subjects:
    """Reads phrases of parties in one text."""

    def __init__(self, text: str, cast: Cast, roll: Roll, lex: SpacedLexicon) -> None:
        self.text, self.cast, self.roll, self.lex = text, cast, roll, lex
        self.all = roll.parties
        self._names: Words[str] = Words((split(name), name) for name in roll.names)
        self._people: Words[str] = Words((split(name), name) for name in roll.people)
        self._collective = frozenset(phrase.split()[-1] for phrase in lex.set_of("party.all", "party.side"))
        self._whole = lex.phrases("party.all")
        self._sides = lex.set_of("party.side")
        self._roles = lex.phrases("party.role", "fact.office")
        self._honorific = lex.phrases("fact.honorific")
        self._chair = lex.phrases("party.chair")
        self._organ = lex.phrases("fact.organ")
        self._determiners = (lex.set_of("word.possessive") - lex.set_of("word.article")) | lex.set_of("party.each")
        self._numbers = lex.set_of("word.number")
        self._others = lex.set_of("party.otherword")
        self._first_person = lex.set_of("word.pronoun.we")
        self._plural = lex.set_of("word.pronoun.they")
        self._single = lex.set_of("word.pronoun.it")
        self._of = lex.set_of("word.of.party")
        self._and = lex.set_of("word.and.party")
        self._pair = lex.set_of("party.pair")
        self._denied = lex.set_of("party.denied")
        self._body = lex.set_of("party.bodyword")
        self._own_bodies = lex.phrases("party.own")
        self._joint_bodies = lex.phrases("party.joint")
        self._agents = lex.set_of("party.agents")
        self._membership, self._owned = lex.phrases("party.membership"), lex.set_of("word.possessive.own")
        self._named_bodies = lex.phrases("party.joint.name")
        self._inner = lex.set_of("word.and.party", "word.genitive") - {","}
        self._most = lex.phrases("party.most")
        self._depth = 0
        self._sentence: Sequence[Token] = ()
        self._kept: dict[int, Subject | None] = {}
        self.hits: list[tuple[int, int, str]] = []

    # -- public ----------------------------------------------------------------------------------------------------

    def at(self, toks: Sequence[Token], i: int) -> Subject | None:
        """The phrase of parties that begins at token i, with all that is joined to it, or None."""
        if i + 1 < len(toks) and toks[i].low in self._pair and (pair := self._paired(toks, i + 1)):
            return pair._replace(first=i)
        found = self._one(toks, i)
        if found is None:
            return None
        codes, last, kind = list(found.codes), found.last, found.kind
        for _ in range(LONGEST_LIST):
            joint = self._joint(toks, last)
            more = self._one(toks, joint) if joint is not None else None
            if more is None or more.kind in ("they", "single") or joint is None:
                break
            if kind == "unknown" and more.kind == "unknown":
                codes = list(self.all)
            elif more.kind == "unknown" or kind == "unknown":
                codes = list(self.all) if len(self.all) == 2 else [*codes, *more.codes]
            else:
                codes += more.codes
            last, kind = more.last, "named"
        last = self._with_members(toks, last)
        found = Subject(i, last, tuple(dict.fromkeys(codes)), kind)
        return self._owning(toks, found) if last < len(toks) and toks[last].low == "'s" else found

    def _with_members(self, toks: Sequence[Token], i: int) -> int:
        """Behind the members of a union that speak with it ("the Union and its Member States")."""
        if i + 2 >= len(toks) or toks[i].low not in self._and or toks[i + 1].low not in self._owned:
            return i
        found = self._membership.longest(toks, i + 2)
        return found[0] if found else i

    def _paired(self, toks: Sequence[Token], i: int) -> Subject | None:
        """ "Both A and B": the list behind the word for a pair, if it is one of names."""
        one = self._one(toks, i)
        if one is None or one.kind not in ("named", "person", "unknown"):
            return None
        found = self.at(toks, i)
        return found if found and found.last > one.last and found.kind == "named" else None

    def denied(self, toks: Sequence[Token], subject: Subject) -> bool:
        """Whether what is said of a subject is denied ("neither side", "no Minister")."""
        return toks[subject.first].low in self._denied

    def _owning(self, toks: Sequence[Token], found: Subject) -> Subject | None:
        """ "The two countries' ministers of transport": those of whom a party is the owner speak for it."""
        k = found.last + 1
        while k < len(toks) and toks[k].low in self.lex.set_of("adnominal", "adnominal.party"):
            k += 1
        role = self._roles.longest(toks, k)
        if role:
            return Subject(found.first, self._portfolio(toks, role[0]), found.codes, "person")
        if k < len(toks) and toks[k].low in self._collective and toks[k].low not in self.lex.set_of("party.notspeaker"):
            return Subject(found.first, self._portfolio(toks, k + 1), found.codes, "named")
        return None

    def names_at(self, toks: Sequence[Token], i: int) -> tuple[int, Codes] | None:
        """(token behind, codes) of a name or of a collective that owns something ("Norrholm", "their countries"), or None."""  # noqa: E501
        name = self._names.longest(toks, i)
        if name:
            return name[0], self.roll.names[name[1]]
        if (
            toks[i].low in self._collective
            and toks[i].low.endswith("s")
            and i + 1 < len(toks)
            and toks[i + 1].low == "'s"
        ):
            return i + 1, ()
        return None

    def own_body(self, toks: Sequence[Token], i: int) -> bool:
        """Whether an organ of the speakers' own stands here, to whom a request is an order."""
        if i >= len(toks):
            return False
        if self._own_bodies.longest(toks, i) is not None:
            return True
        if toks[i].low in self.lex.set_of("word.that.only"):
            return self.own_body(toks, i + 1)
        if toks[i].low in self.lex.set_of("party.each") and i + 1 < len(toks) and toks[i + 1].low in self._of:
            return self.own_body(toks, i + 2)
        if not self.roll.organ or toks[i].low not in self._determiners:
            return False
        return any(toks[k].low in self.lex.set_of("party.organbody") for k in range(i + 1, min(i + 3, len(toks))))

    def body_at(self, toks: Sequence[Token], i: int) -> Subject | None:
        """A body that the parties share and that speaks for all of them ("the Joint Task Force"), or None."""
        if i + 1 >= len(toks) or not (toks[i].low in self._determiners or toks[i].is_name):
            return None
        k = i + 1 if toks[i].low in self._determiners else i
        if agents := self._agents_at(toks, i):
            return agents
        while k < min(len(toks), i + LONGEST_BODY):
            found = self._joint_bodies.longest(toks, k)
            if found:
                return Subject(i, self._body_tail(toks, found[0]), self.all, "body")
            named = self._named_bodies.longest(toks, k)
            if named and toks[k].is_name and (k > i or toks[named[0] - 1].low.isdigit()):
                return Subject(i, self._body_tail(toks, named[0]), self.all, "body")
            name = self._names.longest(toks, k)
            if name and name[0] < len(toks) and toks[name[0]].low in ("-", "–"):
                k = name[0] + 1  # "the A-B Task Force"
            elif (not name and toks[k].is_name) or (name and k > i + 1) or toks[k].low in self._inner:
                k += 1
            elif (
                k > i + 1
                and toks[k].low in self.lex.set_of("word.case")
                and toks[k + 1 : k + 2]
                and toks[k + 1].is_name
            ):
                k += 1  # "the Talent for Growth Task Force"
            else:
                return None
        return None

    def _agents_at(self, toks: Sequence[Token], i: int) -> Subject | None:
        """Those who work for the parties ("port and customs authorities of both countries"), or None."""
        for k in range(i, min(len(toks) - 1, i + LONGEST_BODY)):
            if toks[k].low in self._agents:
                codes, last = self._owners(toks, k + 1)
                return Subject(i, last, codes, "body") if last > k + 1 and set(codes) <= set(self.all) else None
            if not toks[k].is_word or toks[k].low in self._of:
                return None
        return None

    def _body_tail(self, toks: Sequence[Token], k: int) -> int:
        """Behind the number of a body and what it is on ("Working Group 9", "the Dialogue on Technology")."""
        if k < len(toks) and toks[k].low.isdigit():
            k += 1
        end = k
        if k + 1 < len(toks) and toks[k].low in self.lex.set_of("word.case", "word.of.party") and toks[k + 1].is_name:
            end = k + 2
            while end < len(toks) and (toks[end].is_name or toks[end].low in self._inner) and end - k < LONGEST_BODY:
                end += 1
        return end

    def _joint(self, toks: Sequence[Token], i: int) -> int | None:
        """Behind "and", a comma, or a comma and "and"."""
        j = i
        if j < len(toks) and toks[j].low == ",":
            j += 1
        if j < len(toks) and toks[j].low in self._and:
            j += 1
        if j < len(toks) and toks[j].low == "well" and toks[j - 1].low == "as":
            j += 2
        return j if j > i else None

    # -- one phrase ------------------------------------------------------------------------------------------------

    def _one(self, toks: Sequence[Token], i: int) -> Subject | None:
        """One phrase, kept for as long as the same sentence is asked about."""
        if i >= len(toks) or not toks[i].is_word:
            return None
        if self._sentence is not toks:
            self._sentence, self._kept = toks, {}
        if i not in self._kept:
            self._kept[i] = self._phrase(toks, i)
        return self._kept[i]

    def _phrase(self, toks: Sequence[Token], i: int) -> Subject | None:
        low = toks[i].low
        if most := self._most.longest(toks, i):
            of = most[0] < len(toks) and toks[most[0]].low in self._of
            some = self._one(toks, most[0] + of)
            if some is not None and some.kind in ("all", "others", "named") and len(some.codes or self.all) > 1:
                return Subject(i, some.last, (), "most")
        bodies = self._own_bodies.longest(toks, i)
        if bodies and low in self.lex.set_of("word.possessive.own"):
            while bodies[0] < len(toks) and toks[bodies[0]].low in self._and:
                more = self._own_bodies.longest(toks, bodies[0] + 1)
                if more is None:
                    break
                bodies = more
            return Subject(i, bodies[0], self.all, "ours")
        if low in self._first_person:
            return self._appositive(toks, Subject(i, i + 1, self.all, "all"))
        if low in self._plural and self._group(toks, i) is None:
            return Subject(i, i + 1, (), "they")
        if low in self._single and not (i + 1 < len(toks) and toks[i + 1].low == "'s"):
            return Subject(i, i + 1, (), "single")
        return (
            self._organ_here(toks, i)
            or self._chair_here(toks, i)
            or self._person(toks, i)
            or self._group(toks, i)
            or self._named(toks, i)
        )

    def _appositive(self, toks: Sequence[Token], found: Subject) -> Subject:
        """ "We, the Leaders of A and B," reaches to the comma behind."""
        i = found.last
        if i < len(toks) and toks[i].low == ",":
            for j in range(i + 1, min(len(toks), i + 80)):
                if toks[j].low == "," and self._closes_apposition(toks, i + 1, j):
                    return Subject(found.first, j + 1, found.codes, "all")
        inner = self.at(toks, i) if i < len(toks) and toks[i].low in self._determiners else None
        return Subject(found.first, inner.last, found.codes, "all") if inner else found

    def _closes_apposition(self, toks: Sequence[Token], first: int, at: int) -> bool:
        nxt = toks[at + 1] if at + 1 < len(toks) else None
        if nxt is None or not toks[first].low[:1].isalpha():
            return False
        return (
            bool(self.lex.verbs.at(toks, at + 1))
            or nxt.low in self.lex.set_of("auxiliary.will", "auxiliary.be", "auxiliary.have")
            or (nxt.low.endswith("ing"))
            or nxt.low in self.lex.set_of("adverb")
        )

    def _organ_here(self, toks: Sequence[Token], i: int) -> Subject | None:
        found = self._organ.longest(toks, i) if self.roll.organ else None
        return Subject(i, found[0], self.all, "organ") if found else None

    def _chair_here(self, toks: Sequence[Token], i: int) -> Subject | None:
        found = self._chair.longest(toks, i)
        if not found or not self.roll.chair:
            return None
        return Subject(i, found[0], (self.roll.chair,), "chair")

    def _person(self, toks: Sequence[Token], i: int) -> Subject | None:
        """An office with or without a name: "President Maro", "the Minister of Ister", "the Prime Minister"."""
        j, determined = i, False
        if toks[j].low in self._determiners:
            j, determined = j + 1, True
        while (h := self._honorific.longest(toks, j)) is not None and h[0] < len(toks):
            j = h[0]
        adjective = self._adjective(toks, j)
        if adjective:
            j += 1
        role = self._roles.longest(toks, j)
        named = self._people.longest(toks, j)
        if role is None and named and j > i - 1 and toks[j].is_name:
            return Subject(
                i,
                named[0],
                (self.roll.people[named[1]],) if self.roll.people[named[1]] else (),
                "person" if self.roll.people[named[1]] else "unknown",
            )
        if role is None or not toks[j].is_name:
            return None
        start, k = j, role[0]
        k = self._portfolio(toks, k)
        if k < len(toks) and toks[k].low in (",",) and k + 1 < len(toks) and self._roles.at(toks, k + 1):
            k = self._portfolio(toks, self._roles.at(toks, k + 1)[0][0])
        names = k
        while (
            names < len(toks)
            and toks[names].is_name
            and toks[names].is_word
            and names - k < 5
            and not self._names.at(toks, names)
        ):
            names += 1
            if names < len(toks) and toks[names].low == ".":
                names += 1
        codes, last = self._owners(toks, names)
        if codes:
            return Subject(i, last, codes, "person")
        if adjective:
            return Subject(i, names, adjective, "person")
        if names > k:
            for t in range(names - 1, k - 1, -1):
                code = self.roll.people.get(toks[t].text)
                if code:
                    return Subject(i, names, (code,), "person")
            return Subject(i, names, (), "unknown")
        if not determined and k > role[0] + 2:  # the name follows the portfolio: "Minister of Energy Ida Krogh"
            return Subject(i, k, (), "unknown")
        office = " ".join(t.low for t in toks[start:k])
        if determined and toks[k - 1].low not in self._collective_plural:
            code = self.roll.offices.get(office)
            return Subject(i, k, (code,) if code else (), "person" if code else "unknown")
        return None

    @property
    def _collective_plural(self) -> frozenset[str]:
        return self._collective - self.lex.set_of("party.role", "fact.office")

    def _portfolio(self, toks: Sequence[Token], k: int) -> int:
        """Behind "of Foreign Affairs", "for Trade and Industry": of or for, and names that are no state's."""
        while k + 1 < len(toks) and toks[k].low in self._of and toks[k + 1].is_name and not self._names.at(toks, k + 1):
            k += 2
            while k < len(toks) and (
                (toks[k].is_name and toks[k].is_word and not self._names.at(toks, k))
                or (
                    toks[k].low in ("and", ",")
                    and k + 1 < len(toks)
                    and toks[k + 1].is_name
                    and not self._names.at(toks, k + 1)
                    and toks[k].low == "and"
                )
            ):
                k += 1
        return k

    def _owners(self, toks: Sequence[Token], k: int) -> tuple[Codes, int]:
        """The states behind "of" or "from": their codes and the token behind them."""
        j = k
        if j < len(toks) and toks[j].low == ",":
            j += 1
        if j >= len(toks) or toks[j].low not in self._of:
            return (), k
        codes: list[str] = []
        j, last = j + 1, k
        while True:
            start = j
            if j < len(toks) and toks[j].low in self._determiners:
                j += 1
            name = self._names.longest(toks, j)
            if name is None:
                inner = None if codes or start >= len(toks) else self._group_of(toks, start)
                if inner and inner.kind in ("named", "all"):
                    return inner.codes, inner.last
                break
            if name[0] < len(toks) and toks[name[0]].low == "'s":
                break
            codes += self.roll.names[name[1]]
            last = self._bracket(toks, name[0])
            joint = self._joint(toks, last)
            if joint is None or joint >= len(toks):
                break
            j = joint
        return tuple(dict.fromkeys(codes)), last

    def _group_of(self, toks: Sequence[Token], i: int) -> Subject | None:
        """A collective behind "of", whose own "of" is followed so far and no further."""
        if self._depth >= DEEPEST:
            return None
        self._depth += 1
        try:
            return self._group(toks, i)
        finally:
            self._depth -= 1

    def _bracket(self, toks: Sequence[Token], i: int) -> int:
        """Behind a remark in brackets that follows a name."""
        if i < len(toks) and toks[i].low == "(":
            for j in range(i + 1, min(len(toks), i + 20)):
                if toks[j].low == ")":
                    return j + 1
        return i

    def _adjective(self, toks: Sequence[Token], i: int) -> Codes | None:
        """The state of an adjective or of a name used as one ("the Veldoran side", "U.S. officials")."""
        if i >= len(toks):
            return None
        code = self.roll.adjectives.get(toks[i].text)
        return (code,) if code else None

    def _group(self, toks: Sequence[Token], i: int) -> Subject | None:
        """A collective with what limits it: "the two sides", "all Ministers", "other participants", "the Ministers of A and B"."""  # noqa: E501
        j, others, determined = i, False, False
        limited: list[str] = []
        while j < len(toks):
            low = toks[j].low
            if low in self._determiners or low in self._numbers or low in self._others:
                others = others or low in self._others
                determined = True
                j += 1
                continue
            name = self._names.longest(toks, j)
            adjective = self._adjective(toks, j)
            if adjective and not (name and name[0] > j + 1):
                limited += adjective
                j += 1
            elif (name and self._heads(toks, name[0]) and not self._possessed(toks, name[0])) or (
                name and name[0] < len(toks) and toks[name[0]].low in self._and and self._modifies(toks, name[0] + 1)
            ):
                limited += self.roll.names[name[1]]
                j = name[0]
            elif name and self._possessed(toks, name[0]) and self._heads(toks, name[0] + 1):
                limited += self.roll.names[name[1]]
                j = name[0] + 1
            elif (limited and low in self._and) or (low in self.lex.set_of("adnominal.party") and determined):
                j += 1
            else:
                break
        if j >= len(toks):
            return None
        whole = self._whole.longest(toks, i)
        if whole and whole[0] > j + 1 and not limited:
            codes, last = self._owners(toks, whole[0])
            return Subject(i, last, codes, "named") if codes else Subject(i, whole[0], self.all, "all")
        term = self._names.longest(toks, j)
        if term and len(self.roll.names[term[1]]) == 1:
            return None
        if term and len(self.roll.names[term[1]]) > 1:
            if limited:  # "the Veldoran Side", where "the Sides" is a defined term
                return Subject(i, term[0], tuple(dict.fromkeys(limited)), "named")
            codes, last = self._owners(toks, term[0])
            kind = "others" if others else ("all" if set(self.roll.names[term[1]]) == set(self.all) else "named")
            return Subject(
                i, last if codes else term[0], codes or self.roll.names[term[1]], kind if not codes else "named"
            )
        role = self._roles.longest(toks, j)
        low = toks[j].low
        head = j + 1
        if low not in self._collective:
            if role and toks[role[0] - 1].low in self._collective:
                head = role[0]
            elif (
                limited
                and j + 1 < len(toks)
                and toks[j + 1].low in self._collective
                and toks[j].low in self.lex.set_of("fact.office")
            ) or (
                j + 1 < len(toks)
                and toks[j].is_name
                and toks[j + 1].low in self._collective
                and (determined or limited)
                and toks[j + 1].low.endswith("s")
            ):
                head = j + 2
            else:
                return None
        if limited and head < len(toks) and toks[head - 1].is_name and toks[head].is_name and toks[head].is_word:
            return None  # "Norrholm's State Ports Authority": a part of a longer name
        plural = toks[head - 1].low.endswith("s") and toks[head - 1].low not in self._sides - self.lex.set_of(
            "party.all"
        )
        if not determined and not limited and not toks[j].is_name and not (j == i and plural):
            return None
        head = self._portfolio(toks, head)
        if (
            head < len(toks)
            and toks[head].low == "and"
            and head + 2 < len(toks)
            and toks[head + 1].is_name
            and toks[head + 1].low in self._collective
            and not limited
        ):
            head = self._portfolio(toks, head + 2)
        codes, last = self._owners(toks, head)
        if codes:
            return Subject(i, last, codes, "others" if others else "named")
        if limited:
            return Subject(i, head, tuple(dict.fromkeys(limited)), "named")
        if not (plural or toks[head - 1].low in self.lex.set_of("party.all") or self._whole.at(toks, i)):
            return None
        if (
            toks[head - 1].low in self._sides - self.lex.set_of("party.all")
            and not self._whole.at(toks, i)
            and not determined
        ):
            return None
        return Subject(i, head, self.all, "others" if others else "all")

    def _heads(self, toks: Sequence[Token], i: int) -> bool:
        return i < len(toks) and (
            toks[i].low in self._collective or (self._roles.longest(toks, i) is not None and toks[i].is_name)
        )

    def _possessed(self, toks: Sequence[Token], i: int) -> bool:
        return i < len(toks) and toks[i].low == "'s"

    def _modifies(self, toks: Sequence[Token], i: int) -> bool:
        """Whether a second name in front of a collective follows ("U.S. and UK officials")."""
        name = self._names.longest(toks, i)
        if name:
            return self._heads(toks, name[0])
        return self._adjective(toks, i) is not None and self._heads(toks, i + 1)

    def _named(self, toks: Sequence[Token], i: int) -> Subject | None:
        """A state, organisation or body by its name; "the X of NAME" where X is a body of it."""
        j = i + 1 if toks[i].low in self._determiners else i
        name = self._names.longest(toks, j)
        people = self.roll.adjectives.get(toks[j].text) if j < len(toks) else None
        if people and j > i and toks[j].low.endswith("s"):
            return Subject(i, j + 1, (people,), "named")
        if name is None:
            return self._body_of(toks, i, j)
        codes, last = self.roll.names[name[1]], self._bracket(toks, name[0])
        if last < len(toks) and toks[last].low == "'s":
            k = last + 1
            while k < len(toks) and toks[k].is_name and toks[k].is_word:
                k += 1
            if k > last + 1 and toks[k - 1].low in self._body:
                return Subject(i, k, codes, "organ")
            return None
        k = last
        while k < len(toks) and toks[k].is_name and toks[k].is_word:
            k += 1
        if k > last and toks[k - 1].low in self._body:
            return Subject(i, k, codes, "organ")
        kind = "named" if len(codes) == 1 or set(codes) != set(self.all) else "all"
        return Subject(i, last, codes, kind)

    def _body_of(self, toks: Sequence[Token], i: int, j: int) -> Subject | None:
        """ "The Executive Secretary of the IRC": capitalised words, "of" and a name."""
        k = j
        while k < len(toks) and toks[k].is_name and toks[k].is_word and k - j < 4:
            k += 1
        if k == j or toks[k - 1].low not in self._body:
            return None
        codes, last = self._owners(toks, k)
        return Subject(i, last, codes, "organ") if codes else None
