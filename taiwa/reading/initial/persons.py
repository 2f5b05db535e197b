"""Whose a person is whom the text names without a state ("President Maro"): told by the office, or by who is left.

Owns the whole text's persons with head offices. A person whose party the opening says is `preface`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from taiwa import registry
from taiwa.lexicon.words import Token, tokens
from taiwa.reading.initial.subjects import Codes, Subjects

LONGEST_NAME = 5  # words; "President Luis Alberto de Maro" has four behind the office


class Persons:
    """Parties of persons by their surnames, worked out over one text."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects, self.lex = subjects, subjects.lex
        self._heads = self.lex.phrases("fact.head")

    def party_of(self, name: str) -> Codes:
        """The party of a surname in small letters as a tuple of one code; empty where the text leaves it open."""
        return self._parties.get(name, ())

    def head_of(self, office: str) -> Codes:
        """The one party of the text that can have a head office, named by its words; empty where several can."""
        toks = tokens(office, 0, len(office))
        found = next((at for i in range(len(toks)) if (at := self._heads.longest(toks, i))), None)
        return self._holders(found[1]) if found else ()

    def _holders(self, meaning: str) -> Codes:
        kind = meaning.rsplit(".", 1)[-1]
        codes = tuple(code for code in self.subjects.all if registry.may_hold(code, kind))
        return codes if len(codes) == 1 else ()

    @cached_property
    def _parties(self) -> Mapping[str, Codes]:
        met = self._met()
        known: dict[str, Codes] = {}
        for name, office in met.items():
            code = self._introduced.get(name)
            known[name] = (code,) if code else self._holders(office)
        self._rest(known)
        return {name.lower(): codes for name, codes in known.items() if codes}

    @cached_property
    def _introduced(self) -> dict[str, str]:
        """Every word of the names that the opening gives a party, since a surname may stand first or last."""
        words = [(word, code) for name, code in self.subjects.roll.people.items() if code for word in name.split()]
        several = {word for word, code in words for other, theirs in words if word == other and code != theirs}
        return {word: code for word, code in words if word not in several}

    def _met(self) -> dict[str, str]:
        """Surname -> meaning of the office, of every person with a head office in front of the name."""
        text = self.subjects.text
        toks = tokens(text, 0, len(text))
        out: dict[str, str] = {}
        for i in range(len(toks) - 1):
            found = self._heads.longest(toks, i) if toks[i].is_name else None
            if found and (name := self._surname(toks, found[0])):
                out.setdefault(name, found[1])
        return out

    def _surname(self, toks: list[Token], i: int) -> str:
        last = ""
        for token in toks[i : i + LONGEST_NAME]:
            if not (token.is_word and token.is_name) or self.subjects.names_at([token], 0):
                break
            last = token.text
        return last

    def _rest(self, known: dict[str, Codes]) -> None:
        """Of two parties of which one has its head, another head is the other's."""
        taken = {codes for codes in known.values() if codes}
        if len(self.subjects.all) != 2 or len(taken) != 1:
            return
        left = tuple(code for code in self.subjects.all if (code,) not in taken)
        for name, codes in known.items():
            if not codes:
                known[name] = left
