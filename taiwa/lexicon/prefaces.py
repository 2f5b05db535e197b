"""How official texts in a language with spaces open: the shapes in which they name states, people, places and terms.

Owns patterns built from lexicon words; the rules in `reading` see named groups only (name, office, state, place ...).
Meetings are in `gatherings`, dates in `calendar`. Most shapes run over a veiled text (`veils`).
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from taiwa.lexicon.gatherings import Gatherings
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.veils import CAP, FIRST, HONORIFIC, ODD, OFFICE, STATE, UPPER

# No list of states is longer: every state there is, and a few bodies.
LONGEST_LIST = 220
_ASIDE = r"(?: \([^()]{2,40}\))?"
_LATIN_NUMBER = r"(?:[IVX]+\b)"
_DEMONYM = re.compile(r"(?:n|an|ian|ean|ese|ish|i|ic|er)$")


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


class Prefaces(Gatherings):
    """Patterns of one lexicon, compiled once."""

    # -- names of states and bodies --------------------------------------------------------------------------------

    @cached_property
    def veils(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What is veiled, in this order, each with the two characters that veil it."""
        month = self._any("fact.month")
        return (
            (re.compile(rf"(?<![\w-]){self._office1}"), OFFICE),
            (re.compile(self._any("fact.honorific")), HONORIFIC),
            (
                re.compile(
                    rf"(?<=\d ){month}|{month}(?=\.?,? \d)|(?=[{UPPER}]){self._any('fact.day', 'fact.notname')}"
                ),
                ODD,
            ),
        )

    @cached_property
    def name(self) -> str:
        """A state or body in a list, as a pattern: with a word for a state, or capitalised words alone."""
        kind, of = self._any("party.state"), self._any("fact.of")
        bare = rf"{CAP}(?: {CAP}){{0,3}}"
        long = rf"(?:{CAP} ){{0,3}}?{kind}(?: {kind})* {of} {self._the}{bare}"
        return rf"(?:{self._the}(?:{STATE}|{long}|{bare}))"

    @cached_property
    def listed(self) -> str:
        """A list of names, as a pattern."""
        aside, joint = r"(?: \([^()]{2,60}\))?", rf"(?:,? {self._any('fact.and')} |, )"
        return rf"{self.name}{aside}(?:{joint}{self.name}{aside}){{0,{LONGEST_LIST}}}"

    @cached_property
    def parts(self) -> re.Pattern[str]:
        """What parts the members of a list."""
        return re.compile(rf",? {self._any('fact.and')} |, ")

    @cached_property
    def article(self) -> re.Pattern[str]:
        """The article in front of a name."""
        return re.compile(rf"{self._any('fact.article')} ")

    @cached_property
    def closing_article(self) -> re.Pattern[str]:
        """The article at the end of a stretch."""
        return re.compile(rf"{self._any('fact.article')}$")

    @cached_property
    def official(self) -> re.Pattern[str]:
        """The long name of a state: a word for a state, "of" and a name; or a name and a word for a union."""
        kind, union = self._any("party.state"), self._any("party.union")
        short = rf"(?!{self._any('fact.portfolio')}){CAP}(?: {CAP}){{0,2}}"
        return re.compile(
            rf"(?P<long>(?:{CAP} ){{0,2}}?{kind}(?: {kind})* {self._any('fact.of')} {self._the}(?P<short>{short}))"
            rf"|(?P<union>{CAP}(?: {CAP})? {union})(?!\w)(?! {CAP})"
        )

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A body with its abbreviation in brackets behind it; the words before it, of which it is the last ones."""
        small = self._any("fact.small")
        return re.compile(
            rf"(?P<name>{CAP}(?: (?:{CAP}|{small})){{1,10}}) \((?:{self._any('fact.article')} )?[“\"]?(?P<short>[A-Z]{{3,8}})[”\"]?\)"  # noqa: E501
        )

    @cached_property
    def alias(self) -> re.Pattern[str]:
        """A short name in brackets right behind a name."""
        define = rf"(?:{self._any('fact.define')},? )?(?:{self._any('fact.article')} )?"
        return re.compile(
            rf"\s*\({define}[“\"'‘]?{self._the}(?P<alias>{CAP}[^()“”\"]{{1,40}}?)[”\"'’]?(?:,? {self._any('fact.or')} {self._the}[“\"]?(?P<alias2>{CAP}[^()“”\"]{{1,30}}?)[”\"]?)?\)"  # noqa: E501
        )

    # -- where states stand ----------------------------------------------------------------------------------------

    @cached_property
    def gathered(self) -> re.Pattern[str]:
        """A list of states behind those who speak for them ("the Ministers of A, B and C", "between A and B")."""
        head, of = rf"(?:{self._any('fact.gather')}|{OFFICE})", self._any("word.of.party")
        charge = rf"(?: {self._any('fact.charge')} {self._the}(?i:{self._portfolio}))?"
        more = rf"{charge}(?: {self._any('fact.and')} (?:{CAP} )*{head}{charge})*"
        members = rf"(?:{self._any('fact.members')} )?"
        return re.compile(
            rf"(?:{head}{more},? {of}|{self._any('fact.between', 'fact.attended')}) {members}(?P<list>{self.listed})"
        )

    @cached_property
    def bracketed(self) -> re.Pattern[str]:
        """A list of three or more names in brackets behind a word for all of them."""
        joint = self._any("fact.and")
        many = rf"{self.name}(?:, {self.name})+,? {joint} {self.name}(?:,? {joint} {self.name})?"
        return re.compile(rf"(?<=s )\((?P<list>{many})\)")

    @cached_property
    def dashed(self) -> re.Pattern[str]:
        """What stands between two dashes behind a word for all members."""
        return re.compile(r"\s?—\s?(?P<list>[^—]{20,3000}?)\s?—")

    @cached_property
    def ourselves(self) -> re.Pattern[str]:
        """A sentence in which those who speak name themselves."""
        return re.compile(rf"{self._any('fact.we')},? ")

    @cached_property
    def seconds(self) -> re.Pattern[str]:
        """The state of an office in a list of offices ("We, the President of A, Chancellor of B")."""
        return re.compile(rf"{OFFICE} {self._any('fact.of')} {self._the}(?P<list>{STATE})")

    @cached_property
    def selves(self) -> re.Pattern[str]:
        """A list of names behind "we"."""
        return re.compile(rf"{self._any('fact.we')}, (?P<list>{self.listed}),")

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """A list of names that opens a text as its subject."""
        today = rf"(?:(?:{ODD}|{self._any('fact.today')})(?: \([^()]*\))?,? )?"
        return re.compile(
            rf"{today}(?P<list>{self.listed})(?=,? {self._any('fact.opens')}|,$| \({self._any('fact.define')})"
        )

    @cached_property
    def represented(self) -> re.Pattern[str]:
        """States that somebody else than their head spoke for."""
        return re.compile(rf"(?P<list>{self.listed}) {self._any('fact.represented')}")

    @cached_property
    def hosted(self) -> re.Pattern[str]:
        """A state named bare as chair or host."""
        return re.compile(rf"{self._any('fact.chairing')} {self._the}(?P<who>{CAP}(?: {CAP})?)(?=[\s.,;]|$)")

    @cached_property
    def likely(self) -> tuple[re.Pattern[str], ...]:
        """Where a name that nobody knows is a state's: behind an office, before a side, as what is visited."""
        side = self._any("party.side")
        who = rf"{self._the}(?P<who>{STATE}|{CAP}(?: {CAP}){{0,2}})(?=[\s.,;:)’'*_]|$)(?! (?:{CAP}|{self._any('fact.gather')}|{self._any('fact.states')}))"  # noqa: E501
        return (
            re.compile(rf"{OFFICE}(?: {self._person})?,? {self._any('word.of.party')} {who}"),
            re.compile(rf"(?:{self._person}), {OFFICE}, {who}(?= \(|$|;)"),
            re.compile(rf"(?:(?<=^)|(?<=[-•–] ))(?P<who>{CAP}(?: {CAP}){{0,2}})(?=: {HONORIFIC})", re.M),
            re.compile(
                rf"{self._any('fact.article')} (?P<who>{STATE}|{CAP}(?: {CAP})?) {self._any('fact.delegation')}(?!\w)"
            ),
            re.compile(rf"{self._any('fact.visit')} {who}"),
            re.compile(rf"{side} {self._any('fact.of')} {who}"),
        )

    @cached_property
    def acting(self) -> re.Pattern[str]:
        """A bare name that acts at the head of a sentence or clause."""
        none = self._any("word.case", "word.and", "word.subordinate", "word.relative", "word.that")
        verb = rf"(?!{none})(?:{self._any('auxiliary.be.form')}|[a-z]{{3,}})"
        joint, adverb = self._any("fact.and"), self._any("fact.adverb")
        return re.compile(
            rf"(?:^|[.;:] |, {joint} |{self._any('word.subordinate')} |; )(?P<who>{CAP})(?: {joint} (?P<who2>{CAP}))? (?:{adverb} )?{verb}(?!\w)",  # noqa: E501
            re.M,
        )

    @cached_property
    def organ(self) -> re.Pattern[str]:
        """An organ's name on a line of its own, with a comma behind it."""
        return re.compile(
            rf"{self._any('fact.article')} (?P<name>{CAP}(?: (?:{CAP}|{self._any('fact.small')})){{0,9}}),"
        )

    # -- people ----------------------------------------------------------------------------------------------------

    @cached_property
    def _portfolio(self) -> str:
        """What an office is in charge of, by its words."""
        word, joint = self._any("fact.portfolio"), rf"(?:,?(?: {self._any('fact.and')})?)"
        return rf"{word}(?:{joint} (?:{self._any('fact.article')} )?{word})*"

    @cached_property
    def _office1(self) -> str:
        """One office with its portfolio, in front of or behind it; an unlisted one where a state follows."""
        charge, the = self._any("fact.charge"), self._the
        unlisted = (
            rf"{CAP}(?:(?:,| {self._any('fact.and')})? {CAP}){{0,4}}(?=,? {self._any('fact.from')} {FIRST}|, {FIRST})"
        )
        more = rf"(?:,? {self._any('fact.and')} {the}{self._portfolio})?"
        return rf"(?:(?:{self._portfolio} )?{self._any('fact.office')}{more}(?: {charge} {the}(?:{self._portfolio}|{unlisted}))?)"  # noqa: E501

    @cached_property
    def _office(self) -> str:
        return rf"(?:{OFFICE}(?: {self._any('fact.also')} {self._the}{OFFICE})?)"

    @cached_property
    def _person(self) -> str:
        """A person's name: capitalised words, initials and particles."""
        particle = self._any("fact.particle")
        first = rf"(?!{self._any('fact.portfolio')})"
        word = rf"(?:[{UPPER}]\.|{_LATIN_NUMBER}|{CAP}|{particle}-{CAP}|[a-z]{{1,3}}['’]{CAP})"
        return rf"(?:(?:{first}{CAP}|[{UPPER}]\.(?= ))(?: (?:{particle} )*{word}){{0,4}})"

    @cached_property
    def _full_person(self) -> str:
        return self._person.replace("{0,4}", "{1,4}")

    @cached_property
    def _honorifics(self) -> str:
        return rf"(?:{self._the}{HONORIFIC},? )"

    @cached_property
    def person(self) -> re.Pattern[str]:
        """A person with an office and a state, in a masked text: office (of state), name; office name (of state); name,
        office (of state)."""
        office, name, hon = self._office, self._person, self._honorifics
        article = self._lex.words("fact.article")[0] + " "
        of = rf"{self._any('fact.from')} {self._the}"
        ministry = (
            rf"(?:,? (?:{self._any('fact.of')} )?{self._the}{self._any('fact.ministry')}[^,;:.\n{FIRST}]{{0,60}}?)?"
        )
        end = rf"(?=[,;.)]| {self._any('fact.and')} |$)"
        return re.compile(
            rf"(?P<o1>{office}),? {of}(?P<s1>{STATE}){_ASIDE}(?:, |,? ){hon}+(?P<n1>{name})"
            rf"|(?P<o2>{office}),? {of}(?P<s2>{STATE}){_ASIDE}(?:, (?P<n2>{name}){end}| (?P<n7>{self._full_person}))"
            rf"|(?P<o3>{office}), {hon}+(?P<n3>{name})"
            rf"|(?P<o4>{office}) {hon}*(?P<n4>{name})(?:,? {of}(?P<s4>{STATE})| \((?P<s8>{STATE})\))?"
            rf"|(?:{hon}+(?P<n5>{name})|(?<!{article})(?P<n6>{self._full_person})), {self._the}(?P<o5>{office})(?! {hon}*{name}){ministry}(?:,? {of}(?P<s5>{STATE})|, (?P<s6>{STATE})| \((?P<s7>{STATE})\))?"  # noqa: E501
        )

    @cached_property
    def honoured(self) -> re.Pattern[str]:
        """A name behind an honorific or an office."""
        return re.compile(rf"(?:{HONORIFIC}|{OFFICE}) (?P<name>{self._person})")

    @cached_property
    def aside(self) -> re.Pattern[str]:
        """What opens a clause beside the main one."""
        return re.compile(rf";|, {self._any('fact.aside')}")

    @cached_property
    def labelled(self) -> re.Pattern[str]:
        """A state as the label of a line in a masked text ("Pelago: Ms. Lim")."""
        return re.compile(rf"\W*(?P<state>{STATE})(?::| [-–—])")

    @cached_property
    def led(self) -> re.Pattern[str]:
        """In a masked text, a delegation and its state in front of the person at its head; "and" repeats the verb."""
        side, who = self._any("fact.delegation"), rf"{self._the}(?P<s1>{STATE})"
        return re.compile(rf"(?:{side},? {self._any('word.of.party')} {who}|(?P<s2>{STATE}|{CAP}) {side})")

    @cached_property
    def defined(self) -> re.Pattern[str]:
        """A defined term: in brackets, or in a sentence that says what is referred to."""
        said = self._any("fact.define")
        return re.compile(
            rf"\({said}[^()“\"]{{0,40}}?(?:[“\"'‘]|(?={CAP}))(?P<term>[^”\"’()]{{3,60}})[”\"'’]?\)"
            rf"|(?P<who>{self.listed}) {self._any('auxiliary.be.form')} {said}[^“\"]{{0,20}}[“\"](?P<term2>[^”\"]{{3,60}})[”\"]"  # noqa: E501
        )

    @cached_property
    def meant(self) -> re.Pattern[str]:
        """The name in front of a bracket."""
        word = rf"[“\"]?{CAP}['’]?[”\"]?"
        return re.compile(rf"(?P<meant>{word}(?: (?:{self._any('fact.small')}|{word}))*)\s*$")


@cache
def prefaces_of(lex: SpacedLexicon) -> Prefaces:
    """The shapes of a lexicon, made once."""
    return Prefaces(lex)
