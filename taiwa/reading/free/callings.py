"""How parties are called in a text where names decline: names and their nominatives, adjectives, owners behind a head (Russian).

Owns what may stand in a phrase of parties; which phrase can be the subject is `voices`' business.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from taiwa.lexicon.cases import forms_of
from taiwa.lexicon.inflected import InflectedLexicon, Stems, folded, split, tokens_of
from taiwa.lexicon.words import Token
from taiwa.reading.nouns import Cast, Roll
from taiwa.registry import group_names, members_of

Codes = tuple[str, ...]
# What a phrase of parties may hold behind its head ("Ministers of Foreign Affairs and Trade of ..."): so many words.
LONGEST = 60


class Callings:
    """Names of one text in all their forms."""

    def __init__(
        self, text: str, cast: Cast, roll: Roll, lex: InflectedLexicon, written: frozenset[str] = frozenset()
    ) -> None:
        self.text, self.cast, self.roll, self.lex = text, cast, roll, lex
        self.all = roll.parties
        forms = lex.inflections
        self.called = {**self._groups(), **roll.names}
        self._names = Stems([(split(name), name) for name in self.called], forms)
        self._nominative = self._base_forms() | {folded(name) for name in written}
        self._alone = frozenset(folded(name) for name in self.called if len(forms_of(name)) < 2)
        self._states = lex.phrases("party.state")
        self._oblique = {
            folded(form)
            for name in (*roll.names, *written)
            if folded(name) in self._nominative
            for form in forms_of(name)
        } - self._nominative
        self._people = Stems([(split(name), name) for name in roll.people], forms)
        self._many, self._one = lex.phrases("party.many"), lex.phrases("party.one")
        self._chair, self._most = lex.phrases("party.chair.name"), lex.phrases("party.most")
        self._we, self._they = lex.set_of("word.pronoun.we"), lex.set_of("word.pronoun.they")
        self._it = lex.set_of("word.pronoun.it")
        self._others, self._determiners = lex.phrases("party.others.word"), lex.phrases("word.determiner")
        self._numerals, self._counted = lex.set_of("word.numeral.counting"), lex.phrases("party.counted")
        self._none, self._own_genitive = lex.phrases("party.none-of"), lex.phrases("party.own.genitive")
        self._each = lex.set_of("party.each")
        self._generic = lex.phrases("party.generic")
        self._agents = lex.phrases("party.agent")
        self._stop = lex.phrases(
            "word.preposition", "word.that", "word.relative", "word.negation", "adverb", "link.opening"
        )
        self._and = lex.set_of("word.and")
        self._known_adjectives: dict[str, str | None] = {}
        self._likeness: dict[str, str] = {}
        self._and_words = lex.phrases("word.and", "link.coordinates")
        self._colour = lex.phrases("adverb", "word.with")
        self._will = lex.set_of("word.infinitive.future")
        self._no_party = lex.phrases(
            "party.own", "word.nobody", "object.document", "party.generic", "fact.meeting", "fact.month", "mention"
        )
        self._other_agents, self._other_owners = lex.phrases("party.agent.others"), lex.phrases("party.others.owners")
        self._joint_bodies = lex.phrases("party.body.joint")
        self._bodies = lex.phrases("party.body")
        self._counts, self._both = lex.set_of("fact.counted"), lex.phrases("word.both.genitive")
        self._member = lex.phrases("fact.member")
        self._propers = self._proper_names()
        self.hits = self._hits()

    def _groups(self) -> dict[str, Codes]:
        """Names of groups of which some of the parties are members, and the half of a forum's name that is no party."""
        out: dict[str, Codes] = {}
        for name, code in group_names(self.lex.language):
            members = tuple(c for c in members_of(code) if c in self.all)
            if 1 < len(members) < len(self.all) and name in self.text:
                out[name] = members
        for found in self._halves.finditer(self.text):
            other = self.roll.names.get(found["one"]), self.roll.names.get(found["two"])
            for codes, name in ((other[1], found["one"]), (other[0], found["two"])):
                if codes and len(codes) == 1 and codes[0] in self.all and self.roll.names.get(name) is None:
                    rest = tuple(c for c in self.all if c not in codes)
                    out |= {form: rest for form in (name, *forms_of(name))}
        return out

    @property
    def _halves(self) -> re.Pattern[str]:
        """The name of a forum in two halves ("X plus Y")."""
        plus = self.lex.alternatives("word.plus")
        joint = rf"\s*(?:\+|{plus}|(?<=\s)[–—-](?=\s))\s*"
        return re.compile(rf"[«“](?P<one>[^«»“”+]{{3,40}}?){joint}(?P<two>[^«»“”+]{{3,40}}?)[»”]")

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
        never = {tok.low for tok in toks if not tok.is_name}
        # a capital that opens a sentence is a name's where another form of it stands within one
        opening = {tok.text for tok in toks if tok.is_name and len(tok.low) > 3 and tok.low not in inside}
        inside |= {folded(t) for t in opening if {folded(form) for form in forms_of(t)} & (inside - never)}
        return frozenset(inside - never)

    def _base_forms(self) -> frozenset[str]:
        """Names in the nominative: those of which the other case forms are known too."""
        known = {folded(name) for name in self.called}
        out, alone, declined = set(), set(), set()
        for name in self.called:
            made = {folded(form) for form in forms_of(name)} - {folded(name)}
            if not made:
                alone.add(folded(name))
            elif len(made & known) * 2 > len(made):
                out.add(folded(name))
                declined |= made
        # a name of which no other form is known is in the nominative, if it is no form of another
        out |= alone - declined
        return frozenset(out)

    def named_at(self, toks: Sequence[Token], i: int) -> tuple[int, Codes] | None:
        """(token behind, codes) of a name in whatever case at token i, or None."""
        found = self._names.longest(toks, i) if toks[i].is_name else None
        return (found[0], self.called[found[1]]) if found else None

    def owners(self, toks: Sequence[Token], i: int) -> tuple[Codes, int]:
        """The states named from token i, and the token behind them."""
        return self._owners(toks, i)

    def _joint(self, toks: Sequence[Token], i: int) -> int | None:
        """The token behind a joint ("и", "," or "а также") at token i, or None."""
        j = i
        if j < len(toks) and toks[j].low == ",":
            j += 1
        found = self.lex.phrases("word.and").longest(toks, j)
        if found:
            j = found[0]
        return j if j > i and j < len(toks) else None

    def _skip_initials(self, toks: Sequence[Token], i: int) -> int:
        while i + 1 < len(toks) and len(toks[i].text) == 1 and toks[i].text.isupper() and toks[i + 1].low == ".":
            i += 2
        return i

    def _names_behind(self, toks: Sequence[Token], j: int) -> int:
        while j < len(toks) and toks[j].is_name and toks[j].is_word:
            j += 1
        return j

    def _alike(self, tok: Token) -> str:
        """The party that begins like a name, or that a person of such a name stands for, else the name itself."""
        return self._likely(tok) or tok.text

    def _likely(self, tok: Token) -> str:
        if tok.low not in self._likeness:
            self._likeness[tok.low] = self._most_alike(tok)
        return self._likeness[tok.low]

    def _most_alike(self, tok: Token) -> str:
        least = max(4, len(tok.low) - 2)
        for name, code in self.roll.people.items():
            if code and any(_shared(word, tok.low) >= least for word in folded(name).split()):
                return code
        for name, codes in self.called.items():
            if (
                len(codes) == 1
                and codes[0] in self.all
                and any(_shared(w, tok.low) >= least for w in folded(name).split())
            ):
                return codes[0]
        return ""

    def _owners(self, toks: Sequence[Token], j: int) -> tuple[Codes, int]:
        """The states named behind a head ("Ministers of Foreign Affairs of A, B and C"), and the token behind them."""
        codes: list[str] = []
        k, last = j, j
        while k < len(toks) and k - j < LONGEST:
            name = self._names.longest(toks, k)
            name = name if name and (toks[k].is_name or name[1][:1].islower()) else None
            if name and not (codes and folded(name[1]) in self._nominative and name[0] < len(toks) and k == last):
                codes += self.called[name[1]]
                k = last = self._bracket(toks, name[0])
            elif self._adjective_of(toks, k):
                codes.append(str(self._adjective_of(toks, k)))
                k += 1
            elif toks[k].low in self._propers and (likely := self._likely(toks[k])):
                codes.append(likely)
                k = last = k + 1
            elif toks[k].low == "(" and k == last and self._bracket(toks, k) > k:
                k = last = self._bracket(toks, k)
            elif (
                toks[k].low in ("–", "-", "«", "»")
                or toks[k].low in self._and
                or (toks[k].low == "," and self._lists_on(toks, k))
            ):
                k += 1
            elif self._may_follow(toks, k):
                k += 1
                if not codes and (not toks[k - 1].is_name or k - 1 == last):
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
        for name, codes in self.called.items():
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
