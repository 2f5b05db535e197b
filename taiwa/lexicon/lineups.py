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

    @cached_property
    def of_members(self) -> re.Pattern[str]:
        """Leaders in the plural with the name of their body behind them, up to the end of a stretch."""
        leaders = self.any_of("party.all", "fact.level")
        return re.compile(rf"(?:{leaders})(?: [а-я–-]+){{0,5}} [А-Я][^.;,():]{{3,70}}\Z")

    @cached_property
    def represented(self) -> re.Pattern[str]:
        """States in the accusative and who represented them ("A was represented by N., B – by M.")."""
        who = rf"(?:{self._office}|{self.person_name})"
        told = self.any_of("fact.represented")
        return re.compile(
            rf"(?<![\w-])(?P<states>{_STATE} (?:{told}) {who}"
            rf"(?:(?:[^.;–—]|(?<=[А-Я])\.){{0,80}}?, {_STATE}{DASH}{who})*)"
        )

    @cached_property
    def represented_state(self) -> re.Pattern[str]:
        """One member of such a row: its state."""
        return re.compile(rf"(?:^|, )(?P<state>{CAP})(?= (?:{self.any_of('fact.represented')})|{DASH})")

    @cached_property
    def axis(self) -> re.Pattern[str]:
        """Three and more states joined by dashes ("A – B – C")."""
        return re.compile(rf"(?<![\w-])(?P<list>{_STATE}(?:{DASH}{_STATE}){{2,}})(?! {CAP})")

    @cached_property
    def joined_officer(self) -> re.Pattern[str]:
        """An office that "and" joins to somebody, at the end of a stretch."""
        return re.compile(rf"(?:{self.any_of('word.and')}) (?:{self._office}){self._more} ?\Z")

    @cached_property
    def bracketed(self) -> re.Pattern[str]:
        """A remark in brackets, with the space in front of it."""
        return re.compile(r" ?\([^()]*\)")

    @cached_property
    def sided_adjective(self) -> re.Pattern[str]:
        """Adjectives that tell whose a side, a delegation or a commission is ("X-ian side", "X-Y-ian commission")."""
        end = r"(?:ая|ой|ую|ий|ого|им|ому|ое|ом|ие|их)"
        one = rf"[А-Яа-я]{{2,}}[сц]к{end}"
        return re.compile(
            rf"(?<![\w-])(?:(?P<first>[А-Яа-я]{{2,}}[сц]к)о-)?(?P<who>{one})(?: [а-я]+{end})? "
            rf"(?:{self.any_of('fact.sidenoun')})"
        )

    @cached_property
    def strange_side(self) -> re.Pattern[str]:
        """A side in the nominative by its adjective, as the subject of what follows."""
        return re.compile(
            rf"(?:^|[.;] |, |и )(?P<who>[А-Яа-я]{{3,}}[сц]кая) (?P<noun>{self.any_of('fact.sidenoun.acting')})", re.M
        )

    land_ending = "я"

    @cached_property
    def land(self) -> re.Pattern[str]:
        """An adjective of a land whose name its stem tells (X-ian: X-ia)."""
        return re.compile(r"(?P<stem>[а-я]{2,}?и)йск(?:[а-я]{2,3})?")

    @cached_property
    def abbreviation_behind(self) -> re.Pattern[str]:
        """An abbreviation in brackets right behind a name, perhaps with another word for it."""
        return re.compile(r" \((?:[а-я]+ )?[–—-]? ?(?P<short>[А-Я]{2,8})(?: (?:или|либо)[^()]*|, [^()]*)?\)")
