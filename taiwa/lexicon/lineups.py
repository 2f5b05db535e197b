"""How official texts in Russian line up states whose names nobody knows yet: behind offices, people, numbers of a list.

Owns patterns of rows in which a state stands behind its office or in front of its person; single states and plain lists are
`delegations`'.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cached_property

from taiwa.lexicon.delegations import APPELLATION, Delegations
from taiwa.lexicon.wording import CAP, DASH, MASK

_STATE = rf"(?:{APPELLATION}|{MASK}+)(?![\w-])"


class Lineups(Delegations):
    """Patterns of rows of states."""

    @cached_property
    def officed(self) -> re.Pattern[str]:
        """Two and more offices, each with its state in the genitive behind it, with no people's names between."""
        one = rf"{self._office}{self._more} {_STATE}"
        return re.compile(rf"{one}(?:(?:, |; |,? (?:и|а также) ){one})+(?! {CAP}| [А-Я]\.)")

    @cached_property
    def state_of_office(self) -> re.Pattern[str]:
        """One member of such a row: its state."""
        return re.compile(rf"{self._office}{self._more} (?P<state>{_STATE})")

    @cached_property
    def apposed(self) -> re.Pattern[str]:
        """A person's name and, behind a comma or a dash, the office with the state in the genitive."""
        return re.compile(
            rf"{self.person_name}(?:, |{DASH}){self._office}{self._more} (?P<state>{CAP})(?![\w-]| {CAP}| [А-Я]\.)"
        )

    @cached_property
    def told_apart(self) -> re.Pattern[str]:
        """Two and more states in the genitive, each with a dash and its person ("of A – N., of B – M.")."""
        one = rf"{_STATE}{DASH}{self.person_name}"
        return re.compile(rf"{one}(?:(?:, |; |,? (?:и|а также) ){one})+")

    @cached_property
    def told_state(self) -> re.Pattern[str]:
        """One member of such a row: its state."""
        return re.compile(rf"(?:^|, |; |(?:и|а также) )(?P<state>{CAP})(?={DASH})")

    @cached_property
    def sent(self) -> re.Pattern[str]:
        """A state in the genitive behind "from", with a dash and who came; or a state that somebody visits."""
        visit = self.any_of("fact.visit")
        return re.compile(
            rf"(?:{self.any_of('fact.sent')}) (?P<from>{CAP}){DASH}(?:{self._office}|{self.person_name})"
            rf"|(?:{visit}) в (?P<to>[А-Я][а-я]+ию)(?!\w)"
        )

    @cached_property
    def last_word(self) -> re.Pattern[str]:
        """A word with a capital, in a stretch that ends behind it and a space."""
        return re.compile(rf"(?<![\w-])({CAP}) \Z")
