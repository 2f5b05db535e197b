"""Who may be the subject of a predicate where nouns decline: phrases of parties in the nominative (Russian).

Owns collectives with what limits them, offices, names, adjectives of a state, pronouns, and agents in the instrumental.
Who is who in a text is `incipit`'s; the words live in the lexicon under `party.*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from taiwa.lexicon.cases import forms_of
from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import InflectedLexicon, Stems, folded, split, tokens_of
from taiwa.lexicon.words import Token
from taiwa.reading.parties import Cast
from taiwa.reading.roll import Roll

Codes = tuple[str, ...]
# What a phrase of parties may hold behind its head ("Ministers of Foreign Affairs and Trade of ..."): so many words.
LONGEST = 60


class Voice(NamedTuple):
    """A phrase of parties: tokens [first, last), codes, and how they were found; `number` s, p or "" where both may be.

    `kind`: named, all, others, they, single, chair, organ, unknown (a person whose party the text doesn't say), most.
    """

    first: int
    last: int
    codes: Codes
    kind: str
    number: str


class Voices:
    """Reads phrases of parties in one text."""

    def __init__(self, text: str, cast: Cast, roll: Roll, lex: InflectedLexicon) -> None:
        self.text, self.cast, self.roll, self.lex = text, cast, roll, lex
        self.all = roll.parties
        forms = lex.inflections
        self._names = Stems([(split(name), name) for name in roll.names], forms)
        self._nominative = self._base_forms()
        self._people = Stems([(split(name), name) for name in roll.people], forms)
        self._many, self._one = lex.phrases("party.many"), lex.phrases("party.one")
        self._chair, self._most = lex.phrases("party.chair.name"), lex.phrases("party.most")
        self._we, self._they = lex.set_of("word.pronoun.we"), lex.set_of("word.pronoun.they")
        self._it = lex.set_of("word.pronoun.it")
        self._others, self._determiners = lex.phrases("party.others.word"), lex.phrases("word.determiner")
        self._each = lex.set_of("party.each")
        self._generic = lex.phrases("party.generic")
        self._agents = lex.phrases("party.agent")
        self._stop = lex.phrases(
            "word.preposition", "word.that", "word.relative", "word.negation", "adverb", "link.opening"
        )
        self._and = lex.set_of("word.and")
        self._side_words = lex.set_of("party.side.word")
        self._known_adjectives: dict[str, str | None] = {}
        self._adverbs = lex.phrases("adverb")
        self._no_party = lex.phrases(
            "party.own", "object.document", "party.generic", "fact.meeting", "fact.month", "mention"
        )
        self._bodies = lex.phrases("party.body")
        self._propers = self._proper_names()
        self.hits = self._hits()

    def _hits(self) -> list[tuple[int, int, str]]:
        """Where parties are named in the text."""
        toks, out, i = tokens_of(self.text), [], 0
        while i < len(toks):
            name = self._names.longest(toks, i) if toks[i].is_name else None
            if name:
                out.append((toks[i].start, toks[name[0] - 1].end, name[1]))
                i = name[0]
            else:
                i += 1
        return out

    def _proper_names(self) -> frozenset[str]:
        """Words that the text writes with a capital within a sentence, and never without."""
        toks = tokens_of(self.text)
        inside = {
            tok.low for before, tok in pairwise(toks)
            if tok.is_name and len(tok.low) > 3 and before.is_word and not tok.text.isupper()
        }  # fmt: skip
        return frozenset(inside - {tok.low for tok in toks if not tok.is_name})

    def _base_forms(self) -> frozenset[str]:
        """Names in the nominative: those of which the other case forms are known too."""
        known = {folded(name) for name in self.roll.names}
        out, alone, declined = set(), set(), set()
        for name in self.roll.names:
            made = {folded(form) for form in forms_of(name)} - {folded(name)}
            if not made:
                alone.add(folded(name))
            elif len(made & known) * 2 > len(made):
                out.add(folded(name))
                declined |= made
        # a name of which no other form is known is in the nominative, if it is no form of another
        out |= alone - declined
        return frozenset(out)

    # -- public ----------------------------------------------------------------------------------------------------

    def at(self, toks: Sequence[Token], i: int) -> Voice | None:
        """The phrase of parties in the nominative that begins at token i, with all that is joined to it, or None."""
        found = self._phrase(toks, i)
        if found is None or found.kind in ("they", "single", "most"):
            return found
        codes, last, number = list(found.codes), found.last, found.number
        while True:
            joint = self._joint(toks, last)
            more = self._phrase(toks, joint) if joint else None
            if more is None or more.kind in ("they", "single", "all"):
                break
            codes += more.codes
            last, number = more.last, "p"
        kind = "named" if number != found.number and codes else found.kind
        return Voice(i, last, tuple(dict.fromkeys(codes)), kind, number)

    def agent(self, toks: Sequence[Token], i: int) -> Voice | None:
        """The parties in the instrumental by whom something is done, at token i, or None."""
        found = self._agents.longest(toks, i)
        if not found:
            return None
        codes, last = self._owners(toks, found[0])
        return Voice(i, last if codes else found[0], codes or self.all, "named" if codes else "all", "p")

    def agrees(self, voice: Voice, shape: Shape) -> bool:
        """Whether a predicate of this form can have the phrase as its subject."""
        if shape.person == 1:
            return voice.kind == "all" and voice.number == "p"
        return not voice.number or not shape.number or voice.number == shape.number

    def named_at(self, toks: Sequence[Token], i: int) -> tuple[int, Codes] | None:
        """(token behind, codes) of a name in whatever case at token i, or None."""
        found = self._names.longest(toks, i) if toks[i].is_name else None
        return (found[0], self.roll.names[found[1]]) if found else None

    # -- one phrase ------------------------------------------------------------------------------------------------

    def _joint(self, toks: Sequence[Token], i: int) -> int | None:
        """The token behind a joint ("и", "," or "а также") at token i, or None."""
        j = i
        if j < len(toks) and toks[j].low == ",":
            j += 1
        found = self.lex.phrases("word.and").longest(toks, j)
        if found:
            j = found[0]
        return j if j > i and j < len(toks) else None

    def _phrase(self, toks: Sequence[Token], i: int) -> Voice | None:
        if i >= len(toks) or not toks[i].is_word:
            return None
        low = toks[i].low
        if low in self._we:
            return Voice(i, i + 1, self.all, "all", "p")
        if low in self._they:
            return Voice(i, i + 1, (), "they", "p")
        if low in self._it:
            return Voice(i, i + 1, (), "single", "s")
        return (
            self._some(toks, i)
            or self._organ(toks, i)
            or self._collective(toks, i)
            or self._person(toks, i)
            or self._named(toks, i)
            or self._proper(toks, i)
            or self._body(toks, i)
        )

    def _organ(self, toks: Sequence[Token], i: int) -> Voice | None:
        if not self.roll.organ:
            return None
        name = self._names.longest(toks, i)
        return Voice(i, name[0], self.all, "organ", "s") if name and folded(name[1]) in self._nominative else None

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
        term = self._names.longest(toks, j)
        if (
            term
            and len(self.roll.names[term[1]]) > 1
            and folded(term[1]) in self._nominative
            and (not many or term[0] >= many[0])
        ):
            return self._limited(toks, i, term[0], self.roll.names[term[1]], others, "p")
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
        codes, last = self._owners(toks, j)
        if codes:
            return Voice(i, last, codes, "others" if others else "named", number)
        people = self._persons(toks, j)
        if people is not None:
            return people._replace(first=i, number=number)
        if last > j and not toks[j].is_name and self._generic.longest(toks, j - 1):
            return None
        kind = "others" if others else "all" if set(base) == set(self.all) else "named"
        return Voice(i, last if last > j else j, base, kind, number)

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

    def _skip_initials(self, toks: Sequence[Token], i: int) -> int:
        while i + 1 < len(toks) and len(toks[i].text) == 1 and toks[i].text.isupper() and toks[i + 1].low == ".":
            i += 2
        return i

    def _names_behind(self, toks: Sequence[Token], j: int) -> int:
        while j < len(toks) and toks[j].is_name and toks[j].is_word:
            j += 1
        return j

    def _person(self, toks: Sequence[Token], i: int) -> Voice | None:
        j = self._skip_initials(toks, i)
        if j >= len(toks) or not toks[j].is_name:
            return None
        found = self._people.longest(toks, j)
        if found is None and j + 1 < len(toks) and toks[j + 1].is_name:
            found = self._people.longest(toks, j + 1)
        if found is None:
            return None
        code = self.roll.people[found[1]]
        return Voice(i, found[0], (code,) if code else (), "named" if code else "unknown", "s")

    def _named(self, toks: Sequence[Token], i: int) -> Voice | None:
        name = self._names.longest(toks, i) if toks[i].is_name else None
        if name is None or folded(name[1]) not in self._nominative:
            return None
        codes = self.roll.names[name[1]]
        last = self._bracket(toks, name[0])
        # a name that ends like a plural may be one ("Вельские Земли")
        plural = self.lex.looks_plural(toks[i].low) or len(codes) > 1
        return Voice(i, last, codes, "named", "" if plural else "s")

    def owners(self, toks: Sequence[Token], i: int) -> tuple[Codes, int]:
        """The states named from token i, and the token behind them."""
        return self._owners(toks, i)

    def _proper(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A name that the opening didn't tell, in front of a verb: it stands for itself, or a party it begins like."""
        tok = toks[i]
        if tok.low not in self._propers or self._no_party.longest(toks, i) or i + 1 >= len(toks):
            return None
        joint = self._joint(toks, i + 1)
        listed = joint is not None and toks[joint].is_name
        return Voice(i, i + 1, (self._alike(tok),), "named", "s") if listed or self._speaks(toks, i + 1) else None

    def _speaks(self, toks: Sequence[Token], j: int) -> bool:
        """Whether a speech act in a finite form stands at token j, behind colouring words."""
        while j < len(toks) and (found := self._adverbs.longest(toks, j)) is not None:
            j = found[0]
        verbs = self.lex.conjugations.get(toks[j].low, ()) if j < len(toks) else ()
        short = j < len(toks) and self.lex.copulas.longest(toks, j) is not None
        return short or any(s.is_finite and s.voice == "active" for v in verbs for s in v.shapes)

    def _body(self, toks: Sequence[Token], i: int) -> Voice | None:
        """A body that speaks without being a party's ("the Secretariat briefed"): it goes by its name."""
        found = self._bodies.longest(toks, i) if toks[i].is_name else None
        if found is None:
            return None
        codes, last = self._owners(toks, found[0])
        while last < len(toks) and toks[last].is_name and toks[last].is_word:
            last += 1
        if not self._speaks(toks, last):
            return None
        written = self.text[toks[i].start : toks[last - 1].end]
        return Voice(i, last, codes if len(codes) == 1 else (written,), "body", "s")

    def _alike(self, tok: Token) -> str:
        """The party that begins like a name, else the name itself."""
        for name, codes in self.roll.names.items():
            if len(codes) == 1 and any(
                _shared(word, tok.low) >= max(4, len(tok.low) - 2) for word in folded(name).split()
            ):
                return codes[0]
        return tok.text

    # -- what limits a head ----------------------------------------------------------------------------------------

    def _owners(self, toks: Sequence[Token], j: int) -> tuple[Codes, int]:
        """The states named behind a head ("Ministers of Foreign Affairs of A, B and C"), and the token behind them."""
        codes: list[str] = []
        k, last = j, j
        while k < len(toks) and k - j < LONGEST:
            name = self._names.longest(toks, k) if toks[k].is_name else None
            if name and not (codes and folded(name[1]) in self._nominative and name[0] < len(toks) and k == last):
                codes += self.roll.names[name[1]]
                k = last = self._bracket(toks, name[0])
            elif self._adjective_of(toks, k):
                codes.append(str(self._adjective_of(toks, k)))
                k += 1
            elif toks[k].low == "(" and k == last:
                k = last = self._bracket(toks, k)
            elif (
                toks[k].low in ("–", "-", "«", "»")
                or toks[k].low in self._and
                or (toks[k].low == "," and self._lists_on(toks, k))
            ):
                k += 1
            elif self._may_follow(toks, k):
                k += 1
                if not codes and toks[k - 1].is_name is False:
                    last = k
            else:
                break
        return tuple(dict.fromkeys(codes)), last

    def _lists_on(self, toks: Sequence[Token], k: int) -> bool:
        return k + 1 < len(toks) and toks[k + 1].is_name and self._names.longest(toks, k + 1) is not None

    def _bracket(self, toks: Sequence[Token], i: int) -> int:
        """Behind a remark in brackets."""
        if i < len(toks) and toks[i].low == "(":
            return next((k + 1 for k in range(i + 1, min(len(toks), i + 40)) if toks[k].low == ")"), i)
        return i

    def _may_follow(self, toks: Sequence[Token], k: int) -> bool:
        """Whether a word can belong to a phrase behind its head: no verb, preposition or adverb."""
        tok = toks[k]
        if not tok.is_word or tok.low[:1].isdigit():
            return False
        if tok.low in self._we or tok.low in self._they or tok.low in self._it or self._stop.longest(toks, k):
            return False
        if tok.low in self.lex.conjugations or tok.low in self.lex.activities or self.lex.copulas.longest(toks, k):
            return False
        if tok.is_name:
            return True
        return self.lex.may_be_genitive(tok.low)

    def _adjective_of(self, toks: Sequence[Token], i: int) -> str | None:
        """The state of an adjective ("арданийская сторона"): the party whose name it shares its beginning with."""
        low = toks[i].low
        if low not in self._known_adjectives:
            self._known_adjectives[low] = self._stated(low)
        return self._known_adjectives[low]

    def _stated(self, low: str) -> str | None:
        listed = self.roll.adjectives.get(low)
        if listed:
            return listed
        stem, best = self.lex.relational_stem(low), (0, "")
        if not stem:
            return None
        for name, codes in self.roll.names.items():
            if len(codes) != 1 or codes[0] not in self.all:
                continue
            for word in folded(name).split():
                shared = _shared(stem, word)
                if shared >= max(3, len(stem) - 3, len(word) - 4) and shared > best[0]:
                    best = (shared, codes[0])
        return best[1] or None


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n
