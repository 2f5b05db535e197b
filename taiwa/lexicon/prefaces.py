"""How official texts in English open: the shapes in which they name states, people, dates, places, sessions and terms.

Owns patterns built from lexicon words; the rules in `reading` see named groups only (name, office, number, place ...).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from taiwa.lexicon.spaced import SpacedLexicon

_CAP = r"[A-Z][\w’'\-]*[\w]|[A-Z]"
_PERSON = rf"(?:(?:[A-Z]\.|{_CAP})(?: (?:[A-Z]\.|{_CAP}|bin|al|de|van|von|da|dos|el|Al)){{0,4}})"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_TH = r"(?:<sup>)?(?:st|nd|rd|th)?(?:</sup>)?"
_JOINT = r"(?:-|–|—|to|and|through|until|,)"
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}}){_TH}(?:(?: (?P<mx>{_MONTH}))?\s?{_JOINT}\s?(?P<d2>\d{{1,2}}){_TH})?(?: of)? (?P<m1>{_MONTH}),? (?P<y1>\d{{4}})"  # noqa: E501
    rf"|(?P<m2>{_MONTH}) (?P<d3>\d{{1,2}}){_TH}(?:\s?{_JOINT}\s?(?P<d4>\d{{1,2}}){_TH})?,? (?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d5>\d{{2}})"
)
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_DEMONYM = re.compile(r"(?:n|an|ian|ean|ese|ish|i|ic|er)$")


class Day(NamedTuple):
    """A date at [start, end): its days in ISO 8601, first and last of a range."""

    start: int
    end: int
    days: tuple[str, ...]


def days_in(text: str, start: int, end: int) -> list[Day]:
    """Every full date of a stretch, in order."""
    out = []
    for m in _DATE.finditer(text, start, end):
        year = m["y1"] or m["y2"] or m["y3"]
        month = int(m["m3"]) if m["m3"] else MONTHS.index((m["m1"] or m["m2"])[:3].lower()) + 1
        first, last = m["d1"] or m["d3"] or m["d5"], m["d2"] or m["d4"]
        if not 1 <= month <= 12:
            continue
        days = [f"{year}-{month:02}-{int(d):02}" for d in (first, last) if d]
        if m["mx"]:
            days[0] = f"{year}-{MONTHS.index(m['mx'][:3].lower()) + 1:02}-{int(first):02}"
        out.append(Day(m.start(), m.end(), tuple(days)))
    return out


def ordinal(word: str) -> int | None:
    """The value of an ordinal in words or digits (Seventh, 12th, Twenty-first), None for another word."""
    low = word.lower()
    if found := re.match(r"(\d+)(?:st|nd|rd|th)$", low):
        return int(found[1])
    if low == "inaugural":
        return 1
    tens, _, unit = low.partition("-")
    if tens in _TENS and unit in _ORDINALS:
        return _TENS[tens] + _ORDINALS.index(unit) + 1
    return _ORDINALS.index(low) + 1 if low in _ORDINALS else None


def demonym_of(word: str, name: str) -> bool:
    """Whether a word may be the adjective of a state's name (Veldora, Veldoran)."""
    stem = name.rstrip("aeioy")
    return (
        len(stem) > 2
        and word != name
        and word.startswith(stem)
        and len(word) - len(stem) <= 4
        and bool(_DEMONYM.search(word))
    )


class Prefaces:
    """Patterns of one lexicon, compiled once."""

    def __init__(self, lex: SpacedLexicon) -> None:
        self._lex = lex

    def _words(self, *names: str) -> str:
        return "(?:" + "|".join(re.escape(w) for w in self._lex.words(*names)) + ")"

    @cached_property
    def name(self) -> str:
        """A state or body in a list, as a pattern: with a word for a state, or capitalised words alone."""
        kind = self._words("party.state")
        capital = rf"(?:{_CAP})"
        return (
            rf"(?:[Tt]he )?(?:(?:{capital} ){{0,3}}{kind}(?: {kind})* of (?:the )?{capital}(?: (?:and )?{capital}){{0,4}}?(?=[\s,.;()’]|$)"  # noqa: E501
            rf"|{capital}(?: {capital}){{0,3}})"
        )

    @cached_property
    def official(self) -> re.Pattern[str]:
        """The long name of a state: a word for a state, "of" and a name; or a name and a word for a union."""
        kind = self._words("party.state")
        not_place = r"(?!(?:Foreign|State|Defen[cs]e|Finance)\b)"
        return re.compile(
            rf"(?P<long>(?:(?:{_CAP}) ){{0,2}}{kind} of (?:the )?(?P<short>{not_place}(?:{_CAP})(?: (?:{_CAP}))?))"
            rf"|(?P<union>(?:{_CAP})(?: (?:{_CAP}))? (?:Union|Federation|Emirates|Confederation|Republic|Kingdom|Sultanate|Principality|Provinces))(?!\w)"  # noqa: E501
        )

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A body with its abbreviation in brackets behind it."""
        return re.compile(rf"(?P<name>(?:{_CAP})(?: (?:{_CAP}|of|the|for|on|and)){{1,6}}) \((?P<short>[A-Z]{{3,8}})\)")

    @cached_property
    def gathered(self) -> re.Pattern[str]:
        """A list of states behind those who speak for them ("the Ministers of A, B and C", "between A and B")."""
        head = (
            r"(?:[Ll]eaders|[Mm]inisters|[Gg]overnments|[Pp]residents|[Rr]epresentatives|[Dd]elegations|[Ss]ecretaries|[Hh]eads"
            r"|[Cc]hancellors|[Oo]fficials|[Pp]remiers|[Pp]resident|[Cc]hancellor|[Pp]rime [Mm]inister|[Mm]embers|[Cc]ountries|Kings?)"  # noqa: E501
        )
        more = r"(?: (?i:of|for) (?:(?i:State and(?: of)? Government|State|Government|Foreign Affairs|External Affairs)|(?:[A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*(?= (?:of|from) ))))*"  # noqa: E501
        return re.compile(
            rf"(?:(?i:{head}){more},? (?i:of|from)|[Bb]etween|(?:attended|hosted|chaired|co-chaired|joined|represented|issued) by)(?: the countries of| the states of)? (?P<list>{self.listed})"  # noqa: E501
        )

    @cached_property
    def listed(self) -> str:
        """A list of names, as a pattern."""
        return rf"{self.name}(?: \([^()]{{2,60}}\))?(?:(?:, and |,? and |, | as well as ){self.name}(?: \([^()]{{2,60}}\))?)*"  # noqa: E501

    @cached_property
    def bracketed(self) -> re.Pattern[str]:
        """A list of three or more names in brackets behind a word for all of them."""
        return re.compile(rf"(?<=s )\((?P<list>{self.name}(?:, {self.name})+,? and {self.name})\)")

    @cached_property
    def likely(self) -> tuple[re.Pattern[str], ...]:
        """Where a name that nobody knows is a state's: behind an office, before a side, as what is visited."""
        office = self._words("fact.office", "party.role")
        side = self._words("party.side")
        who = rf"(?P<who>(?:{_CAP})(?: (?:{_CAP}))?)(?=[\s.,;:)’']|$)"
        return (
            re.compile(rf"{office}(?: {_PERSON})?,? of (?:the )?{who}"),
            re.compile(rf"(?:the|The) (?P<who>{_CAP}) (?i:side|delegation|government)(?!\w)"),
            re.compile(rf"visit(?:ed)?(?: to)? (?:the )?{who}"),
            re.compile(rf"{side} of {who}"),
        )

    def is_person(self, name: str, text: str) -> bool:
        """Whether a name is a person's: an honorific stands before it."""
        return re.search(rf"(?:{self._words('fact.honorific')}) (?:{_CAP} )?{re.escape(name)}", text) is not None

    @cached_property
    def acting(self) -> re.Pattern[str]:
        """A bare name that acts at the head of a sentence or clause."""
        verb = rf"(?!{self._words('word.case', 'word.and', 'word.subordinate', 'word.relative', 'word.that')}(?!\w))(?:is|[a-z]{{3,}})"  # noqa: E501
        return re.compile(
            rf"(?:^|[.;:] |, and |, while |; )(?P<who>{_CAP})(?: and (?P<who2>{_CAP}))? (?:also |further |warmly )?{verb}(?!\w)",  # noqa: E501
            re.M,
        )

    @cached_property
    def organ(self) -> re.Pattern[str]:
        """An organ's name on a line of its own, with a comma behind it."""
        return re.compile(rf"The (?P<name>(?:{_CAP})(?: (?:{_CAP}|of|the|for|on|and)){{0,9}}),")

    @cached_property
    def selves(self) -> re.Pattern[str]:
        """A list of names behind "we"."""
        return re.compile(rf"W[eE], (?P<list>{self.listed}),")

    @cached_property
    def hosted(self) -> re.Pattern[str]:
        """A state named bare as chair or host."""
        return re.compile(rf"(?:chaired|hosted|convened) by (?:the )?(?P<who>(?:{_CAP})(?: (?:{_CAP}))?)(?=[\s.,;]|$)")

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """A list of names that opens a text as its subject."""
        return re.compile(
            rf"(?P<list>{self.listed})(?=,? (?:have|has|held|met|today|will|announce|are|share|welcome|reaffirm|affirm|remain|issued?|agree))"  # noqa: E501
        )

    @cached_property
    def parts(self) -> re.Pattern[str]:
        """What parts the members of a list."""
        return re.compile(r", and (?:the )?| and (?:the )?|, (?:the )?| as well as (?:the )?|^[Tt]he ")

    @cached_property
    def person(self) -> re.Pattern[str]:
        """A person with an office: in front of the name, and behind it; the state behind either."""
        office = self._words("fact.office")
        return re.compile(
            rf"(?P<office>{office}(?: (?:of|for) (?!the )[A-Z]\w+(?:,? (?:and )?[A-Z]\w+){{0,4}})?) (?P<name>{_PERSON})(?:,? of (?:the )?(?P<state>{self.name}))?"  # noqa: E501
            rf"|(?:(?:H\.E\.|Mr\.|Ms\.|Mrs\.|Dr\.|Her Excellency|His Excellency) )+(?P<name2>{_PERSON}), (?P<office2>{office}[\w ,]*?) of (?:the )?(?P<state2>{self.name})(?!\w)(?! (?:and [A-Z]\w+ )?of )"  # noqa: E501
        )

    @cached_property
    def alias(self) -> re.Pattern[str]:
        """A short name in brackets right behind a name."""
        return re.compile(
            r"\s*\((?:hereinafter(?: referred to(?: collectively)? as)?,? )?(?:collectively,? )?(?:the )?[“\"'‘]?(?:the )?(?P<alias>[A-Z][^()“”\"]{1,40}?)[”\"'’]?(?:,? or (?:the )?[“\"]?(?P<alias2>[A-Z][^()“”\"]{1,30}?)[”\"]?)?\)"  # noqa: E501
        )

    @cached_property
    def defined(self) -> re.Pattern[str]:
        """A defined term: in brackets, or in a sentence that says what is referred to."""
        said = self._words("fact.define")
        return re.compile(
            rf"\((?:hereinafter|hereafter|henceforth)[^()“\"]{{0,40}}[“\"](?P<term>[^”\"]{{3,60}})[”\"]\)"
            rf"|(?P<who>{self.listed}) (?:are|is) {said}[^“\"]{{0,20}}[“\"](?P<term2>[^”\"]{{3,60}})[”\"]"
        )

    @cached_property
    def session(self) -> re.Pattern[str]:
        """A numbered meeting with the forum's name behind or before it."""
        meeting = self._words("fact.meeting")
        return re.compile(
            rf"(?P<number>\d{{1,3}}(?:st|nd|rd|th)|[A-Z][a-z]+(?:-[a-z]+)?) (?P<forum>(?:[A-Z][\w’'\-.–]* )*?{meeting}(?: (?:of|on)(?: (?:the|of|on|and|for|in|[A-Z][\w’'\-]*))+)?)"  # noqa: E501
        )

    @cached_property
    def place(self) -> re.Pattern[str]:
        """Where the meeting was."""
        return re.compile(
            rf"(?:held|met|meeting|convened|gathered|place|assembled|hosted|to|together|visit|visited) (?:virtually )?in (?P<place>{_CAP}(?: {_CAP}){{0,2}}(?:, D\.C\.)?)",  # noqa: E501
            re.M,
        )

    @cached_property
    def chair(self) -> re.Pattern[str]:
        """Who chaired: the stretch behind the words for it."""
        return re.compile(
            r"(?:chaired|hosted|presided over|convened) by (?P<who>[^;]{3,140})|under the (?:chairmanship|chair|presidency) of (?P<who2>[^;]{3,140})"  # noqa: E501
        )
