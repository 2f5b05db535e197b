"""States, offices and people as official texts in Russian introduce them.

Owns the shapes of long names, offices in their cases, persons' names and lists of states; known names may be masked.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from taiwa.lexicon.cases import GENITIVE_PLURALS, adjective, noun_cases
from taiwa.lexicon.wording import CAP, DASH, MASK, Wording, either, forms_in, plain

_PARTICLE = r"(?:(?:аль|эль|ас|аш|ибн|бин|бен|фон|ван|де|дер|ла|ди|да|дос|оф|ад)[ -])"
_INITIALS = r"(?:[А-Я](?:[а-я]{1,2})?\. ?){1,3}"
_ROMAN = r"[IVX]{1,5}"
# A word with a capital that may be a name: not an adjective that begins an office ("и Верховного представителя").
APPELLATION = rf"(?!{CAP}(?:(?<=ого|его|ому|ему)|(?<=ый|ий|ая|ое|ые|ых)) [а-я]){CAP}"


class Office(NamedTuple):
    """A noun for an office in one of its forms: the nominative and the case (-1 for the nominative)."""

    nominative: str
    case: int


class Delegations(Wording):
    """Patterns of states, offices and people."""

    @cached_property
    def realms(self) -> dict[str, str]:
        """Every form of a noun for a state, with a capital: its nominative."""
        return forms_in(self.exactly("fact.realm"))

    @cached_property
    def realm(self) -> re.Pattern[str]:
        """The long name of a state: adjectives, the noun, and what may be its own name behind it."""
        noun = either(map(plain, self.realms))
        ending = r"(?:ая|яя|ое|ее|ый|ий|ой|ого|его|ому|ему|ую|юю|ым|им|ом|ем|ей|ые|ие|ых|их|ыми|ими)"
        return re.compile(
            rf"(?<![\w-])(?P<front>(?:[А-Я][а-я-]+{ending} ){{0,3}})(?P<noun>{noun})(?!\w)"
            rf"(?P<behind>(?: {CAP})(?: {CAP})?(?: {CAP})?)?"
        )

    def is_several(self, noun: str) -> bool:
        """Whether a noun for a state is a plural: the name behind it is in the genitive."""
        return noun in GENITIVE_PLURALS

    @cached_property
    def quality(self) -> re.Pattern[str]:
        """An adjective of a long name behind which the state's own name still follows."""
        return self.pattern("fact.realm.quality")

    def realm_of(self, office: str, more: str, *, plural: bool) -> str:
        """The noun for a state that its ruler's title tells; for names in the plural, the adjective of its organ."""
        words = more.split() if plural else office.split()[-1:]
        titles = self.offices.get(words[-1].lower(), ()) if words and not plural else ()
        named = [t.nominative for t in titles] or words
        return next((r for w in named if (r := self.meaning_of(w, "fact.ruler"))), "")

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
        head = either(self.offices)
        front = r"(?:[А-Яа-я][а-я-]+(?:ый|ий|ой|ого|его|ому|ему|ым|им) ){0,2}"
        return rf"(?<![\w-]){front}(?i:{head})(?![\w-])"

    @cached_property
    def office(self) -> re.Pattern[str]:
        """An office: adjectives and the noun."""
        return re.compile(self._office)

    links = (" – ", " - ", " — ", ", ", " и ")  # what stands between two offices of one person

    @cached_property
    def person_name(self) -> str:
        """A person's name as a pattern: initials and family name, given and family names, or a name with a numeral."""
        titles = set(self.exactly("fact.officer.titular"))
        heads = [form for form, told in self.offices.items() if told[0].nominative not in titles]
        head = either([*heads, *map(str.lower, self.realms)])
        cap = rf"(?!(?i:{head})(?!\w))[А-Я][а-я]+(?:[-'’][А-Яа-я][а-я]+)*"
        return (
            rf"(?:{_INITIALS}{_PARTICLE}?{cap}|{cap}(?: {_PARTICLE}?{cap}){{0,3}} {_ROMAN}(?!\w)|{cap} {_INITIALS}"
            rf"|{cap}(?: {_PARTICLE}?{cap}){{1,3}}|{cap}(?= \({MASK}))"
        )

    @cached_property
    def persons(self) -> tuple[re.Pattern[str], ...]:
        """People with their offices: groups office, state, name; the first that matches at a place wins."""
        stop = self.any_of("fact.was", "fact.held", "fact.attend", "fact.host")
        # a word with a capital and "with" behind it is somebody's name: whom he met is another's office
        rest = rf"(?:[ ,](?!{stop}|{CAP} со? )[^\s.;:(){MASK}]*){{0,14}}?"
        state = rf"(?P<state>{MASK}+)"
        name = rf"(?P<name>{self.person_name})"
        office = rf"(?P<office>{self._office}{rest})"
        return (
            re.compile(rf"{office} {state}(?: \({MASK}+\))? (?:{self.any_of('fact.honorific')} )?{name}"),
            re.compile(rf"{state}:?{DASH}{office} {name}"),
            re.compile(rf"{state}:?{DASH}{name}, (?P<office>{self._office}[^.;:(){MASK}]{{0,80}})"),
            re.compile(rf"{state}:?{DASH}(?P<office>{self._office}[^.;:(){MASK}]{{0,80}}?){DASH}{name}"),
            re.compile(rf"{name}(?:, |{DASH}){office} {state}"),
            re.compile(rf"{office} {state}, {name}(?!{DASH}|, )"),
            re.compile(rf"{state} (?:{self.any_of('fact.headed')}) {office} {name}"),
            re.compile(rf"(?P<office>{self._office}(?: [А-Яа-я-]+){{0,4}}?) {name}(?: \((?P<state>{MASK}+)\))?"),
        )

    @cached_property
    def gatherings(self) -> tuple[re.Pattern[str], ...]:
        """Several people of one office: a list of states and then one of names, or a name behind each state."""
        head = either(self.offices_of_several)
        office = rf"(?<![\w-])(?P<office>(?P<head>(?i:{head}))(?: [^\s.;:,(){MASK}]+){{0,6}}?)"
        name = self.person_name
        states = rf"(?P<states>{MASK}+(?:, {MASK}+)*(?:,? (?:и|а также) {MASK}+)?)"
        return (
            re.compile(rf"{office} {states}(?:{DASH}|, | \(| )(?P<names>{name}(?:, {name})*(?: и {name})?)"),
            re.compile(rf"{office} (?P<pairs>{MASK}+ {name}(?:(?:, |; |,? (?:и|а также) ){MASK}+ {name})+)"),
        )

    @cached_property
    def in_turn(self) -> re.Pattern[str]:
        """People of one office by their names alone, between dashes or behind a colon."""
        head, name = either(self.offices_of_several), self.person_name
        rest = rf"(?: [^\s.;:,(){MASK}–—]+){{0,7}}?"
        names = rf"(?P<names>{name}(?:, {name})*,? (?:и|а также) {name})"
        return re.compile(rf"(?<![\w-])(?P<office>(?P<head>(?i:{head})){rest})(?:{DASH}|: ){names}")

    @cached_property
    def offices_of_several(self) -> dict[str, Office]:
        """Every plural form of an office in small letters: the nominative singular, and the case."""
        out: dict[str, Office] = {}
        for word in self.listed("fact.officer"):
            for case, form in _plural_cases(word):
                out.setdefault(form, Office(word, case))
        return out

    @cached_property
    def one_name(self) -> re.Pattern[str]:
        """One person's name of a list."""
        return re.compile(self.person_name)

    @cached_property
    def _more(self) -> str:
        """What may stand between an office and the state: words in small letters that are no verb, a shortened name."""
        # A past plural ends in a vowel and its ending; nouns like "торговли" and "отрасли" in a consonant.
        past = "[аеиоуыя]ли|шли|могли|ла|ло|лись|лось|лась|лся"
        verb = rf"(?:[а-я]*(?:{past}|ют|ут|ет|ит|ат|ят|ем|им|вшие|вший|вшись)|[а-я]{{1,2}})(?![\w-])"
        return rf"(?: (?:[А-Я][а-я]+(?:ого|ой) [а-я]+|[А-Я]{{2,6}}(?!\w)|и|(?!{verb})[а-я][а-я-]+))*"

    @cached_property
    def bare_state(self) -> re.Pattern[str]:
        """An office with a capitalised word behind it that may be a state's name, and a list of such words."""
        several = rf"(?<![\w-])(?i:{either(self.offices_of_several)})(?!\w)"
        plural = rf"(?:{self.any_of('party.all', 'party.role', 'fact.level', 'fact.office')}|{several})"
        more = self._more
        one = rf"[А-Я][а-я]+(?:ых|их|ой|ого) {CAP}|{APPELLATION}|{MASK}+"
        aside = r"(?: \([^()]{2,60}\))"
        alone = rf"(?![\w-]| {CAP}| [А-Я]\.){aside}?"
        return re.compile(
            rf"(?P<office>{plural}|{self._office})(?P<more>{more}):? "
            rf"(?P<list>(?:{one})(?:{aside}(?=,| и))?(?:, (?:{one}){alone})*"
            rf"(?:,? (?:и|а также) (?:{one})(?![\w-]| {CAP}))?)"
        )

    @cached_property
    def bare_list(self) -> re.Pattern[str]:
        """A list of capitalised words behind what opens a list of states (`intro`), or who took part and a colon."""
        one = rf"(?:{CAP}|{MASK}+)(?![\w-]| {CAP}| [А-Я]\.)"
        intro = rf"(?P<intro>{self.any_of('fact.listed')})"
        attended = rf"(?:{self.any_of('fact.attend')})[^.;:]{{0,60}}: ?"
        return re.compile(rf"(?:{intro} |{attended})(?P<list>{one}(?:, {one})*,? (?:и|а также) {one})(?![\w-])")

    @cached_property
    def loose_list(self) -> re.Pattern[str]:
        """Three and more capitalised words in brackets, behind a colon or a dash: a list of those just spoken of."""
        one = rf"(?:[А-Я][а-я]+(?:ий|ый|ая|ое|ой|ого|ых|их) {CAP}|{CAP}|{MASK}+)(?![\w-]| {CAP}| [А-Я]\.)"
        return re.compile(
            rf"(?:\(|: | [–—-] )(?P<list>{one}(?:, {one})+,? (?:и|а также) {one})(?![\w-])"
            rf"|(?:\(| [–—-] )(?P<bare>{one}(?:, {one}){{2,}})(?:\)| [–—-] )"
        )

    @cached_property
    def mixed(self) -> re.Pattern[str]:
        """A list of names of which some are known: nothing that looks like a person's name behind any."""
        one = rf"(?:{APPELLATION}|{MASK}+)(?![\w-]| {CAP}| [А-Я]\.)"
        return re.compile(rf"(?<![\w-])(?<![А-Я]\.)(?<![А-Я]\. ){one}(?:, {one})*,? (?:и|а также) {one}(?![\w-])")

    @cached_property
    def sided(self) -> re.Pattern[str]:
        """A word for a side or its delegation with a capitalised word behind it, and no more capitals behind that."""
        return re.compile(
            rf"(?:{self.any_of('fact.side')}) (?P<who>{CAP})(?![\w-]| [А-Я]| [а-я]+(?:ой|ого|их|ых) [А-Я])"
        )

    @cached_property
    def acting(self) -> re.Pattern[str]:
        """Two and more capitalised words that act together at the head of a sentence."""
        verb = r"(?:[а-я]{2,}(?:ли|лись|ут|ют|ат|ят|утся|ются|атся|ятся)|намерены|готовы|должны)"
        # an apposition ("two neighbours,") or a date may stand in front of the verb
        aside = r"(?:, [а-я][^.;:]{3,60}, | \d[^.;:,]{2,24}? | (?:[а-я]+ )?)"
        return re.compile(rf"(?:^|[.;] ?)(?P<list>{CAP}(?:, {CAP})*,? (?:и|а также) {CAP}){aside}{verb}(?!\w)", re.M)

    @cached_property
    def membership(self) -> re.Pattern[str]:
        """A body behind a word for its members."""
        return re.compile(rf"(?:{self.any_of('fact.member')}) (?P<state>{MASK}+)")

    @cached_property
    def small_word(self) -> re.Pattern[str]:
        """A word in small letters, behind a space."""
        return re.compile(r" ([а-я]{3,})")

    @cached_property
    def name(self) -> re.Pattern[str]:
        """One member of such a list."""
        return re.compile(rf"[А-Я][а-я]+(?:ий|ый|ая|ое|ых|их|ой|ого) {CAP}|{CAP}|{MASK}+")

    @cached_property
    def named_next(self) -> re.Pattern[str]:
        """A person's name, behind a space."""
        title = rf"(?: (?:{self.any_of('fact.honorific')}))?"
        return re.compile(rf"{title}(?: {self.person_name}| {CAP}(?: {_ROMAN})?(?!\w))")

    @cached_property
    def two_names(self) -> re.Pattern[str]:
        """Two words of a person's name, or initials and one, behind a space."""
        return re.compile(rf" (?:{_INITIALS}|{CAP} ){_PARTICLE}?(?:{CAP}|{_ROMAN}(?!\w))")

    @cached_property
    def never_state(self) -> re.Pattern[str]:
        """A word with a capital that is no state's name: offices, collectives, months, meetings, kinds of text."""
        names = ("party.all", "party.others", "fact.office", "fact.level", "fact.month", "fact.meeting", "fact.kind")
        more = (
            "fact.realm",
            "fact.forum",
            "party.role",
            "party.notstate",
            "party.state",
            "party.chair",
            "fact.honorific",
            "party.same",
            "fact.notname",
        )
        forms = either([*self.offices, *self.forums])
        return re.compile(rf"(?:{self.any_of(*names, *more)}|(?i:{forms}))(?!\w)")

    @cached_property
    def gathered(self) -> re.Pattern[str]:
        """A list of masked names, each perhaps with something in brackets behind it."""
        apart = r"(?:,? (?:и|а также|с|со)(?: \w+){0,2}? |, |; ?| ?[–—] ?)"
        return re.compile(rf"{MASK}+(?: \([^()]{{2,60}}\))?(?:{apart}{MASK}+(?: \([^()]{{2,60}}\))?)*")

    @cached_property
    def paired(self) -> re.Pattern[str]:
        """A list of masked names, words for their people and governments between them."""
        return re.compile(rf"{MASK}+(?:(?:, |,? (?:и|а также) )(?:[А-Яа-я][а-я-]+ (?:[а-я]+ ){{0,3}})?{MASK}+)*")

    @cached_property
    def spoken(self) -> re.Pattern[str]:
        """A state that a word for its side, its delegation or its people precedes."""
        roles = self.any_of("party.role", "fact.level")
        return re.compile(rf"(?:^|[.,;] |и |: )(?:{roles}|{self._office})(?: [а-я]+){{0,4}} (?P<state>{MASK}+)", re.M)

    @cached_property
    def forums(self) -> dict[str, str]:
        """Every form of a noun for a forum in small letters: its nominative."""
        return forms_in(self.exactly("fact.forum"))


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
    return tuple(plain(front + dash + form) for form in found)


def _plural_cases(word: str) -> list[tuple[int, str]]:
    """(case, form) of an office in the plural; its accusative is the genitive."""
    soft = word.endswith(("ь", "й"))
    stem = word[:-1] if soft or word[-1] in "ая" else word
    vowel = "я" if soft else "а"
    nominative = stem + ("и" if soft or stem[-1] in "кгхжшчщ" else "ы")
    genitive = stem if word[-1] in "ая" else stem + ("ей" if soft else "ов")
    return [
        (-1, nominative),
        (0, genitive),
        *((case, stem + vowel + end) for case, end in ((1, "м"), (3, "ми"), (4, "х"))),
    ]
