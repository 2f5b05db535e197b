"""How official texts in an inflected language (Russian) open: the shapes of names, offices, dates, places, sessions, terms.

Owns patterns built from lexicon words; the rules in `reading` see named groups only. Every pattern runs over text in which ё
is е; known names may be masked by `MASK`, one character for each of theirs.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import NamedTuple

from taiwa.lexicon.cases import adjective, noun_cases
from taiwa.lexicon.lexicon import Lexicon
from taiwa.lexicon.nominatives import agreeing

# Stands for each character of a name that is known.
MASK = "\ue000"
CAP = r"[А-Я][а-я]+(?:[-'’](?:[А-Я])?[а-я]+)*"
_PARTICLE = r"(?:(?:аль|эль|ас|аш|ибн|бин|бен|фон|ван|де|дер|ла|ди|да|дос|оф|ад)[ -])"
_INITIALS = r"(?:[А-Я](?:[а-я]{1,2})?\. ?){1,3}"
_ROMAN = r"[IVX]{1,5}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DASH = r"\s?[-–—]\s?"
# Endings of what the lexicon marks with * and +: an ending of a noun or an adjective.
_ENDED = {"*": r"[а-я]{0,4}", "+": r"[аоыи]?"}
_ORDINAL_ENDINGS = r"(?:ый|ий|ой|ая|ое|ые|ого|его|ому|ему|ым|им|ом|ем|ую|ых|ей)"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


class Day(NamedTuple):
    """A date at [start, end): all its days in ISO 8601."""

    start: int
    end: int
    days: tuple[str, ...]


def plain(text: str) -> str:
    """Text of the same length in which ё is е."""
    return text.replace("ё", "е").replace("Ё", "Е")


@cache
def incipits(lex: Lexicon) -> Incipits:
    """The patterns of a lexicon, compiled at the first question and once."""
    return Incipits(lex)


class Office(NamedTuple):
    """A noun for an office in one of its forms: the nominative and the case (-1 for the nominative)."""

    nominative: str
    case: int


class Incipits:
    """Patterns of one lexicon, compiled once."""

    def __init__(self, lex: Lexicon) -> None:
        self._lex = lex
        self._by_meaning: dict[str, list[str]] = {}
        for entry in lex.entries:
            self._by_meaning.setdefault(entry.meaning, []).append(entry.phrase)

    # -- words -----------------------------------------------------------------------------------------------------

    def listed(self, name: str) -> list[str]:
        """The phrases of a meaning and of those below it, longest first."""
        found = [p for m, ps in self._by_meaning.items() if m == name or m.startswith(name + ".") for p in ps]
        return sorted(dict.fromkeys(found), key=lambda p: (-len(p), p))

    def exactly(self, name: str) -> list[str]:
        """The phrases of one meaning alone."""
        return self._by_meaning.get(name, [])

    def any_of(self, *names: str) -> str:
        """The phrases of the meanings named as a group of a pattern, whole words in all their forms."""
        phrases = [p for name in names for p in self.listed(name)]
        words = [" ".join(_worded(word) for word in phrase.split(" ")) for phrase in phrases]
        return rf"(?<!\w)(?i:{'|'.join(words)})(?!\w)" if words else "(?!)"

    @cache  # noqa: B019  a lexicon lives as long as the program
    def pattern(self, *names: str) -> re.Pattern[str]:
        """The same, compiled."""
        return re.compile(self.any_of(*names))

    @cache  # noqa: B019
    def exact(self, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """(pattern, meaning) of each phrase of a family, longest first, for asking what a phrase means."""
        rows = [(p, m) for m, ps in self._by_meaning.items() if m == name or m.startswith(name + ".") for p in ps]
        rows.sort(key=lambda row: -len(row[0]))
        return tuple(
            (re.compile(" ".join(_worded(word) for word in phrase.split(" ")), re.I), meaning)
            for phrase, meaning in rows
        )

    def meaning_of(self, phrase: str, name: str) -> str:
        """The last part of the meaning of a phrase within a family; "" where it has none."""
        return next((m.rsplit(".", 1)[-1] for p, m in self.exact(name) if p.fullmatch(phrase)), "")

    # -- the parts of a text ------------------------------------------------------------------------------------------

    @cached_property
    def mark(self) -> re.Pattern[str]:
        """A line that is only a translation mark or an end mark."""
        translation, end = self.any_of("fact.translation"), self.any_of("fact.end")
        return re.compile(rf"[(\[]?[^()]{{0,12}}(?:{translation})[^()]{{0,30}}[)\]]?|[(\[]?(?:{end})[)\]]?")

    @cached_property
    def note(self) -> re.Pattern[str]:
        """How a footnote opens."""
        return re.compile(rf"(?:{self.any_of('fact.note')})\s?\d{{0,2}}[.:]|\[\d{{1,2}}\]\s")

    @cached_property
    def formula(self) -> re.Pattern[str]:
        """The formula that opens the body ("declared the following")."""
        return self.pattern("leadin.formula")

    @cached_property
    def numbered_heading(self) -> re.Pattern[str]:
        """A heading that says what part of the text it opens, with its number ("Part I")."""
        return re.compile(rf"(?:{self.any_of('fact.section')}) (?:[IVX]{{1,5}}|\d{{1,2}})(?!\w)")

    @cached_property
    def section(self) -> re.Pattern[str]:
        """The name of a section that opens the body."""
        return self.pattern("fact.section")

    @cached_property
    def attribute(self) -> re.Pattern[str]:
        """How a sentence opens that says who leads or by when ("lead:", "deadline:")."""
        return re.compile(rf"{self.any_of('fact.attribute')}\s?:")

    def title_tail(self, line: str) -> int | None:
        """Where a dateline or a mark of translation begins that closes a title on the same line; None for neither."""
        found = self._tail.search(line)
        return found.start() if found and found.start() > 0 else None

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        translation = rf"\((?:{self.any_of('fact.translation')})[^()]{{0,30}}\)$"
        return re.compile(rf"(?<= ){translation}|(?<= )[(]?(?:{self._towns}) ?{CAP}(?: {CAP})?, {self._day}\)?$")

    @cached_property
    def dateline(self) -> re.Pattern[str]:
        """A line of its own with place and date, or date alone."""
        place = rf"(?:(?i:{self._towns}) ?)?(?P<place>{CAP}(?: {CAP}){{0,2}})"
        return re.compile(rf"[(\[]?(?:{place}(?:, {CAP}(?: {CAP})?)?[,.]? ?)?(?P<day>{self._day})[)\]]?\.?")

    @cached_property
    def _day(self) -> str:
        year = r"\d{4}(?: ?(?:г\.|года|год))?"
        return rf"(?:{_DAY}(?:(?:{_DASH}|,? и |, ){_DAY})?(?: {self._month})?(?:{_DASH}{_DAY})? {self._month} {year}|{_DAY}\.\d{{2}}\.\d{{4}})"  # noqa: E501

    @cached_property
    def _towns(self) -> str:
        return r"г\.|гор\.|город[аеу]?|столиц[аеуы]"

    @cached_property
    def initials(self) -> re.Pattern[str]:
        """A line that opens with a person's initials and family name."""
        return re.compile(rf"(?:[А-Я]\. ?){{1,2}}{CAP}")

    def dated(self, line: str) -> bool:
        """Whether a line opens with a day of a month, not with a label."""
        return re.match(rf"{_DAY}[.,]? ?(?:(?:{_DASH}|и ){_DAY} )?{self._month}", plain(line)) is not None

    def ends_short(self, line: str) -> bool:
        """Whether the stop at the end of a line belongs to a shortened word (2029 г.)."""
        return re.search(rf"(?<!\w)(?i:{self._short('fact.abbreviation')})\.[)»]?$", line) is not None

    def abbreviated(self, text: str, start: int, stop: int) -> bool:
        """Whether the stop at `stop` belongs to a shortened word or an initial of the sentence from `start`."""
        before = text[max(start, stop - 14) : stop]
        if re.search(rf"(?<!\w)(?:{self._short('fact.abbreviation.year')})$", before):
            year = re.search(r"\d\s?\w{1,2}$", before) is not None
            # "2030 г. Министры": a sentence that opens with its date goes on behind it.
            return not year or stop - start < _SHORT_SENTENCE
        return bool(
            re.search(rf"(?<!\w)(?:{self._short('fact.abbreviation')})$", before)
            or re.search(r"(?<![\w»])[А-ЯA-Z]$", before)
            or re.search(r"(?<!\w)[А-Я]\. ?[А-Я]$", before)
        )

    @cache  # noqa: B019
    def _short(self, name: str) -> str:
        return "|".join(re.escape(p) for p in self.listed(name))

    # -- names -------------------------------------------------------------------------------------------------------

    @cached_property
    def realms(self) -> dict[str, str]:
        """Every form of a noun for a state, with a capital: its nominative."""
        return _forms(self.exactly("fact.realm"))

    @cached_property
    def realm(self) -> re.Pattern[str]:
        """The long name of a state: adjectives, the noun, and what may be its own name behind it."""
        noun = "|".join(sorted(map(plain, self.realms), key=lambda w: -len(w)))
        ending = r"(?:ая|яя|ое|ее|ый|ий|ой|ого|его|ому|ему|ую|юю|ым|им|ом|ем|ей)"
        return re.compile(
            rf"(?<![\w-])(?P<front>(?:[А-Я][а-я-]+{ending} ){{0,3}})(?P<noun>{noun})(?!\w)"
            rf"(?P<behind>(?: {CAP})(?: {CAP})?(?: {CAP})?)?"
        )

    @cached_property
    def quality(self) -> re.Pattern[str]:
        """An adjective of a long name behind which the state's own name still follows."""
        return self.pattern("fact.realm.quality")

    @cached_property
    def alias(self) -> re.Pattern[str]:
        """What is defined in brackets: one or more terms behind words like "hereinafter"."""
        said = self.any_of("fact.define")
        return re.compile(rf"\((?P<before>[^()]{{0,160}}?)(?P<said>{said})(?P<rest>[^()]{{1,260}})\)")

    @cached_property
    def named_after(self) -> re.Pattern[str]:
        """A sentence or phrase, not in brackets, by which parties are named ("hereinafter referred to as the Parties")."""  # noqa: E501
        said = self.any_of("fact.define")
        return re.compile(rf"(?P<said>{said})(?: {said})*\s?[-–—]?\s?(?P<term>«[^»]{{3,60}}»|[А-Я][а-я]{{3,20}})")

    @cached_property
    def short_body(self) -> re.Pattern[str]:
        """A body with its abbreviation in brackets behind it."""
        return re.compile(r"\((?P<short>[А-Я]{3,8})\)")

    # -- people ------------------------------------------------------------------------------------------------------

    @cached_property
    def offices(self) -> dict[str, tuple[Office, ...]]:
        """Every singular form of an office in small letters: what it can be."""
        out: dict[str, list[Office]] = {}
        for word in self.listed("fact.officer"):
            for case, form in ((-1, word), *enumerate(_officer_cases(word))):
                out.setdefault(form, []).append(Office(word, case))
        return {form: tuple(found) for form, found in out.items()}

    @cached_property
    def _office(self) -> str:
        head = "|".join(sorted(map(re.escape, self.offices), key=lambda w: -len(w)))
        front = r"(?:[А-Яа-я][а-я-]+(?:ый|ий|ой|ого|его|ому|ему|ым|им) ){0,2}"
        return rf"(?<![\w-]){front}(?i:{head})(?![\w-])"

    @cached_property
    def office(self) -> re.Pattern[str]:
        """An office: adjectives and the noun."""
        return re.compile(self._office)

    @cached_property
    def person_name(self) -> str:
        """A person's name as a pattern: initials and family name, given and family names, or a name with a numeral."""
        titles = set(self.exactly("fact.officer.titular"))
        heads = [form for form, told in self.offices.items() if told[0].nominative not in titles]
        head = "|".join(sorted(map(re.escape, heads), key=lambda w: -len(w)))
        cap = rf"(?!(?i:{head})(?!\w))[А-Я][а-я]+(?:[-'’][А-Яа-я][а-я]+)*"
        return (
            rf"(?:{_INITIALS}{_PARTICLE}?{cap}|{cap}(?: {_PARTICLE}?{cap}){{0,3}} {_ROMAN}(?!\w)|{cap} {_INITIALS}"
            rf"|{cap}(?: {_PARTICLE}?{cap}){{1,3}}|{cap}(?= \({MASK}))"
        )

    @cached_property
    def persons(self) -> tuple[re.Pattern[str], ...]:
        """People with their offices: groups office, state, name; the first that matches at a place wins."""
        rest = rf"(?:[ ,][^.;:(){MASK}]{{1,110}}?)?"
        state = rf"(?P<state>{MASK}+)"
        name = rf"(?P<name>{self.person_name})"
        office = rf"(?P<office>{self._office}{rest})"
        return (
            re.compile(rf"{office} {state},? {name}"),
            re.compile(rf"{state}:?{_DASH}{office} {name}"),
            re.compile(rf"{state}:?{_DASH}{name}, (?P<office>{self._office}[^.;:(){MASK}]{{0,80}})"),
            re.compile(rf"{state}:?{_DASH}(?P<office>{self._office}[^.;:(){MASK}]{{0,80}}?){_DASH}{name}"),
            re.compile(rf"(?P<office>{self._office}(?: [а-я]+){{0,4}}?) {name}(?: \((?P<state>{MASK}+)\))?"),
        )

    @cached_property
    def bare_state(self) -> re.Pattern[str]:
        """An office with a capitalised word behind it that may be a state's name, and a list of such words."""
        plural = self.any_of("party.all", "party.role", "fact.level", "fact.office")
        more = r"(?: (?:иностранных дел|внешних связей|внешних сношений|[а-я]+(?:ых|их|ого|его|ой|ей)(?: [а-я]+)?|[а-я]+[аяыи]|и))*"  # noqa: E501
        one = rf"{CAP}|{MASK}+"
        return re.compile(
            rf"(?:{self._office}|{plural}){more} (?P<list>(?:{one})(?:, (?:{one}))*(?:,? (?:и|а также) (?:{one}))?)"
        )

    @cached_property
    def mixed(self) -> re.Pattern[str]:
        """A list of names of which some are known: nothing that looks like a person's name behind any."""
        one = rf"(?:{CAP}|{MASK}+)(?! {CAP}| [А-Я]\.)"
        return re.compile(rf"(?<![\w-]){one}(?:, {one})*,? (?:и|а также) {one}(?![\w-])")

    @cached_property
    def name(self) -> re.Pattern[str]:
        """One member of such a list."""
        return re.compile(rf"{CAP}|{MASK}+")

    @cached_property
    def named_next(self) -> re.Pattern[str]:
        """A person's name, behind a space."""
        return re.compile(rf" {self.person_name}| {CAP}(?: {_ROMAN})?(?!\w)")

    @cached_property
    def two_names(self) -> re.Pattern[str]:
        """Two words of a person's name, or initials and one, behind a space."""
        return re.compile(rf" (?:{_INITIALS}|{CAP} ){_PARTICLE}?(?:{CAP}|{_ROMAN}(?!\w))")

    @cached_property
    def never_state(self) -> re.Pattern[str]:
        """A word with a capital that is no state's name: offices, collectives, months, meetings, kinds of text."""
        names = ("party.all", "party.others", "fact.office", "fact.level", "fact.month", "fact.meeting", "fact.kind")
        more = ("fact.realm", "fact.forum", "party.role", "party.notstate", "party.state", "party.chair")
        forms = "|".join(map(re.escape, [*self.offices, *self.forums]))
        return re.compile(rf"(?:{self.any_of(*names, *more)}|(?i:{forms}))(?!\w)")

    @cached_property
    def gathered(self) -> re.Pattern[str]:
        """A list of masked names, each perhaps with something in brackets behind it."""
        apart = r"(?:,? (?:и|а также|с|со)(?: \w+){0,2}? |, |; ?)"
        return re.compile(rf"{MASK}+(?: \([^()]{{2,60}}\))?(?:{apart}{MASK}+(?: \([^()]{{2,60}}\))?)*")

    # -- meeting -----------------------------------------------------------------------------------------------------

    @cached_property
    def _month(self) -> str:
        return self.any_of("fact.month")

    @cached_property
    def _date(self) -> re.Pattern[str]:
        month, year = self._month, r"(?P<y>\d{4})"
        return re.compile(
            rf"(?<!\d)(?P<d1>{_DAY})(?: (?P<m1>{month}))?(?:(?P<to>{_DASH}|, | и |,)(?P<d2>{_DAY}))?(?:,? и (?P<d3>{_DAY}))? (?P<m2>{month}),? {year}"  # noqa: E501
            rf"|(?P<y2>\d{{4}})-(?P<n2>\d{{2}})-(?P<d4>\d{{2}})|(?<!\d)(?P<d5>\d{{2}})\.(?P<n3>\d{{2}})\.(?P<y3>\d{{4}})"
        )

    def days_in(self, text: str, start: int, end: int) -> list[Day]:
        """Every full date of a stretch of plain text, in order; a range gives all its days."""
        out = []
        for m in self._date.finditer(text, start, end):
            days = self._days(m)
            if days:
                out.append(Day(m.start(), m.end(), days))
        return out

    def _days(self, m: re.Match[str]) -> tuple[str, ...]:
        if m["y2"] or m["y3"]:
            year, month, day = (m["y2"], m["n2"], m["d4"]) if m["y2"] else (m["y3"], m["n3"], m["d5"])
            return (f"{year}-{month}-{day}",) if 1 <= int(month) <= 12 else ()
        last = self.month(m["m2"])
        first = self.month(m["m1"]) if m["m1"] else last
        numbers = [int(m[d]) for d in ("d1", "d2", "d3") if m[d]]
        if first == last and len(numbers) == 2 and m["to"].strip() in ("-", "–", "—") and numbers[0] < numbers[1]:
            numbers = list(range(numbers[0], numbers[1] + 1))
        months = [first, *[last] * (len(numbers) - 1)]
        return tuple(f"{m['y']}-{n:02}-{d:02}" for n, d in zip(months, numbers, strict=True))

    def month(self, word: str) -> int:
        """The number of a month."""
        return int(self.meaning_of(word, "fact.month"))

    @cached_property
    def session(self) -> re.Pattern[str]:
        """A numbered meeting."""
        meeting = self.any_of("fact.meeting")
        digits = r"\d{1,3} ?-?(?:ый|ий|ой|ая|ое|ого|го|му|ом|ей|й|я|е|м|ю)"
        stems = "|".join(p.rstrip("*") for p in self.listed("fact.ordinal") if p.endswith("*"))
        words = "|".join(p for p in self.listed("fact.ordinal") if not p.endswith("*") and p.isalpha())
        tens = r"(?:двадцать|тридцать|сорок|пятьдесят) "
        return re.compile(
            rf"(?<![\w-])(?P<number>(?i:(?:{tens})?(?:(?:{stems}){_ORDINAL_ENDINGS}|{words}))|{digits}|[IVXL]{{1,6}}(?:-\w{{1,2}})?)"
            rf",?(?: [А-Яа-я-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их)){{0,3}} (?P<meeting>{meeting})"
        )

    def ordinal(self, word: str) -> int | None:
        """The value of an ordinal in words, digits or Roman numerals; None for another word."""
        low = word.lower()
        if found := re.match(r"\d+", low):
            return int(found[0])
        roman = word.split("-")[0]
        if roman and set(roman) <= set(_ROMAN_VALUES):
            values = [_ROMAN_VALUES[c] for c in roman]
            return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))
        tens, _, unit = low.rpartition(" ")
        value = self.meaning_of(unit, "fact.ordinal")
        base = {"двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50}.get(tens, 0)
        return int(value) + base if value.isdigit() else None

    @cached_property
    def places(self) -> re.Pattern[str]:
        """A town in the prepositional: behind "in", with a word for a town or without; `town` tells the word."""
        return re.compile(
            rf"(?<![\w-])(?:[Вв]о? |(?<=, ))(?:(?P<town>{self._towns})(?: {MASK}+)? ?(?:г\.|город[еа]? )? ?)?(?P<place>{CAP}(?: {CAP})?)(?!\w)"
        )

    @cached_property
    def chaired(self) -> re.Pattern[str]:
        """Who chaired: the words for it."""
        return self.pattern("fact.chair")

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """A name in quotation marks with a word for a forum in front."""
        return re.compile(rf"(?:(?P<noun>{CAP}|[а-я]+|[А-Я]+) )?«(?P<name>[^«»]{{2,80}})»")

    def named_before(self, text: str) -> bool:
        """Whether a stretch ends in an adjective with a capital: what follows has its name already."""
        return re.search(r"[А-Я][а-я-]+(?:ого|его|ой|ей|ый|ий|ая|ое)(?: [а-я-]+(?:ого|ой|ый|ая))* $", text) is not None

    @cached_property
    def forums(self) -> dict[str, str]:
        """Every form of a noun for a forum in small letters: its nominative."""
        return _forms(self.exactly("fact.forum"))

    @cached_property
    def spoken(self) -> re.Pattern[str]:
        """A state that a word for its side, its delegation or its people precedes."""
        roles = self.any_of("party.role", "fact.level")
        return re.compile(rf"(?:^|[.,;] |и |: )(?:{roles})(?: [а-я]+){{0,4}} (?P<state>{MASK}+)")

    @cached_property
    def paired(self) -> re.Pattern[str]:
        """A list of masked names, words for their people and governments between them."""
        return re.compile(rf"{MASK}+(?:(?:, |,? (?:и|а также) )(?:[А-Яа-я][а-я-]+ (?:[а-я]+ ){{0,3}})?{MASK}+)*")

    @cached_property
    def abbreviated_body(self) -> re.Pattern[str]:
        """A body's abbreviation in brackets, with or without words of definition."""
        return re.compile(rf"\((?:{self.any_of('fact.define')}\s?[-–—]\s?)?(?P<short>[А-Я]{{3,8}})\)")

    @cached_property
    def held_chair(self) -> re.Pattern[str]:
        """The presidency of a state that ends ("the results of the chairmanship of X")."""
        word = r"(?:итог|результат|период|ход|год)[а-я]{0,3} (?:работы )?"
        return re.compile(rf"{word}(?:{self.any_of('party.chair')}) (?P<state>{MASK}+)")

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """A state in which something will be: behind "in", or behind a town and a comma."""
        return re.compile(rf"(?:[Вв]о? |{CAP}, |{CAP} \()(?:столице )?(?P<state>{MASK}+)")

    @cached_property
    def dated_brackets(self) -> re.Pattern[str]:
        """Place and date in brackets at the end of a title."""
        return re.compile(rf"\((?:(?i:{self._towns}) ?)?(?P<place>{CAP}(?: {CAP}){{0,2}}), {self._day}\)")

    @cached_property
    def next_meeting(self) -> re.Pattern[str]:
        """The words for a meeting to come, with no number."""
        coming, meeting, again = self.any_of("fact.next"), self.any_of("fact.meeting"), self.any_of("fact.again")
        return re.compile(
            rf"(?:{coming}),?(?: [а-я]+){{0,2}} (?:{meeting})"
            rf"|(?:{self.any_of('fact.meet')})(?: [а-я]+)? (?:{again})|(?:{again}) (?:{self.any_of('fact.meet')})"
            rf"|(?:{self.any_of('party.chair')})(?: в {CAP})? (?i:переходит|перейдет)"
        )

    def future(self, text: str, start: int, end: int) -> str | None:
        """The year, or year and month, that a stretch names, in ISO 8601."""
        found = re.compile(rf"(?:(?P<month>{self._month}) )?(?P<year>20\d\d)(?= ?(?:г|$|[.,;]))").search(
            text, start, end
        )
        if found is None:
            return None
        return f"{found['year']}-{self.month(found['month']):02}" if found["month"] else found["year"]

    # -- bodies --------------------------------------------------------------------------------------------------------

    @cached_property
    def _nouns(self) -> str:
        return "|".join(sorted(map(plain, self.forums), key=lambda w: -len(w)))

    @cached_property
    def _body(self) -> re.Pattern[str]:
        """A body: its noun with a capital or behind an adjective with one, and the genitives behind it."""
        front = r"[А-Я][а-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ом|ем|ей)(?: [а-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ом|ем|ей)){0,2}"  # noqa: E501
        return re.compile(rf"(?<![\w-])(?P<front>{front} )?(?P<noun>(?i:{self._nouns}))(?!\w)")

    def bodies_in(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, nominative of the noun) of every body with a name of its own in a stretch of plain text."""
        out = []
        for m in self._body.finditer(text, start, end):
            proper = m["front"] or m["noun"][0].isupper()
            tail = m.end("noun") + self.phrase_end(text[m.end("noun") : end])
            if proper and (m["front"] or tail > m.end("noun")):
                out.append((m.start(), tail, self.forums[m["noun"].lower()]))
        return out

    def phrase_end(self, behind: str) -> int:
        """How far a noun phrase goes on behind its noun: genitives, a name in quotation marks, words with a capital."""
        found = self._behind.match(behind)
        return found.end() if found else 0

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        genitive = r"(?:[а-я-]+(?:ого|его|ой|ей|ых|их|ства|ции|сти|ий|ов|ев|ка|са|та|ия|ния|ки|ры|цы|мы|оров|ера|ерства|та|ли|ны))"
        return re.compile(rf"(?: (?:по|в области|на) (?:[а-я-]+ ?){{1,3}}(?= |$)|(?: (?:{genitive}|{CAP}|«[^»]+»)))*")

    def phrases_of(self, name: str, text: str, start: int, before: int) -> list[tuple[int, int, str]]:
        """(start, end of the noun, nominative) of the noun phrase that a term repeats, else of the last body before it."""  # noqa: E501
        low = plain(name).lower()
        if low in self.forums.values() or low in map(plain, self.forums.values()):
            noun = next(n for n in self.forums.values() if plain(n) == low)
            forms = "|".join(form for form, n in self.forums.items() if n == noun)
            front = r"(?:[А-Яа-я-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ую|ым|им|ей) ){0,3}"
            found = list(re.compile(rf"(?<![\w-]){front}(?i:{forms})(?!\w)").finditer(text, start, before))
            return [(m.start(), m.end(), noun) for m in found[-1:]]
        found = list(self._body.finditer(text, start, before))
        return [(m.start(), m.end("noun"), self.forums[m["noun"].lower()]) for m in found[-1:]]

    def in_nominative(self, phrase: str, noun: str) -> str:
        """A body's name with its noun and the adjectives before it in the nominative."""
        words = phrase.split(" ")
        head = next(i for i, w in enumerate(words) if plain(w).lower() in self.forums)
        made = noun[0].upper() + noun[1:] if words[head][0].isupper() else noun
        return " ".join([*(agreeing(w, noun) for w in words[:head]), made, *words[head + 1 :]])

    def terms_in(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """[start, end) of each term that a part of a bracket defines: behind its last dash or word of definition."""
        piece = text[start:end]
        dashes = [m.end() for m in re.finditer(r"\s[-–—]\s", piece)]
        said = [m.end() for m in self.pattern("fact.define").finditer(piece)]
        at = dashes[-1] if dashes else (said[-1] if said else 0)
        out = []
        for m in re.finditer(rf"«[^»]+»|[^,«»]+?(?=,| (?:{self.any_of('fact.define.or')}) |$)", piece[at:]):
            term = m[0].strip()
            bare = re.sub(rf"^(?:{self.any_of('fact.define.or', 'fact.define')})\s*", "", term).strip("«» ")
            if bare and re.search(r"[А-Яа-я]{2}", bare):
                begin = at + m.start() + m[0].find(bare)
                out.append((start + begin, start + begin + len(bare)))
        return out


def _worded(word: str) -> str:
    """A word of a phrase as a pattern: its stem with any ending, a vowel in brackets that may be absent."""
    mark = _ENDED.get(word[-1:], "")
    bare = word[:-1] if mark else word
    parts = re.split(r"\((\w)\)", plain(bare))
    return "".join(re.escape(p) if i % 2 == 0 else f"{p}?" for i, p in enumerate(parts)) + mark


def _forms(words: list[str]) -> dict[str, str]:
    out = {}
    for word in words:
        for form in (word, *(noun_cases(word) or ())):
            out.setdefault(plain(form), word)
    return out


_OFFICES_IRREGULAR = {
    "посол": ("посла", "послу", "посла", "послом", "после"),
    "король": ("короля", "королю", "короля", "королем", "короле"),
    "князь": ("князя", "князю", "князя", "князем", "князе"),
    "секретарь": ("секретаря", "секретарю", "секретаря", "секретарем", "секретаре"),
    "шейх": ("шейха", "шейху", "шейха", "шейхом", "шейхе"),
}


def _officer_cases(word: str) -> tuple[str, ...]:
    """The five cases of an office: whom it names is a person, so that the accusative is the genitive."""
    front, dash, last = word.rpartition("-")
    if last in _OFFICES_IRREGULAR:
        found: tuple[str, ...] = _OFFICES_IRREGULAR[last]
    elif last == "управляющий":
        found = adjective(last) or ()
    else:
        found = noun_cases(last) or ()
    if last[-1] not in "ая" and len(found) == 5:
        found = (found[0], found[1], found[0], found[3], found[4])
    if front == "премьер" or front == "вице-премьер" or not dash or front in ("вице", "статс"):
        return tuple(plain(front + dash + form) for form in found)
    return tuple(plain(front + dash + form) for form in found)


# A sentence shorter than this that ends in "of the year" is the beginning of one (characters).
_SHORT_SENTENCE = 45
