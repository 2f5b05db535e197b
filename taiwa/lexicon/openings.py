"""How Japanese official texts open: the shapes in which they name people, places, meetings and terms.

Owns patterns built from lexicon words and the names found in a text; the rules in `reading` see named groups only
(name, state, office, place, who ...). Another language brings a module of the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taiwa.lexicon.lexicon import Lexicon

_NAME = r"[ァ-ヶー・一-龯々A-Za-z.'’\- ]"
_PLACE = r"(?P<place>[ァ-ヶー・]{2,20}島?|[一-龯々]{2,6}?)"
_HALL = r"(?:の[^、。のは]{1,14})?"
_GRAMMAR = re.compile(r"[ぁ-ん。]")
_KATAKANA = re.compile(r"[ァ-ヶー]")
# Marks of the private use area stand for names, so that the patterns are made once and not for every text.
_STATE_MARK, _BODY_MARK, _MORE = "\ue000", "\ue002", "\ue001"
_STATE = f"{_STATE_MARK}{_MORE}*"
_MEMBER = f"[{_STATE_MARK}{_BODY_MARK}]{_MORE}*"
_NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,4})"
_AFTER = r"(?P<mark>\([^()]{0,14}\))?(?=[、。,)(]|及び|並びに|と|が|は|の|で|も|を|か|他|ほか|に|\s|$)"


_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z+]{1,9})\)")
_BODY = re.compile(
    r"(?<![一-龯ァ-ヶー])(?P<body>(?:[ァ-ヶー]{0,12}[一-龯][一-龯ァ-ヶー]{0,16}・){0,2}[一-龯ァ-ヶー]{3,24})\($"
)
_LONGEST_BODY = 84
# The same read backwards from its bracket, with any number of parts in front.
_BODY_BACKWARDS = re.compile(r"[一-龯ァ-ヶー]{3,24}(?:・(?=[ァ-ヶー]*+[一-龯])[一-龯ァ-ヶー]++)*")
_LONGEST_CHAIN = 200


class Openings:
    """Patterns over a masked text, in which every name of a state or body is a run of marks (`mask`); made once."""

    def acts_as_state(self, name: str, text: str) -> bool:
        """Whether a bare name of a title acts in the text as only a state does: has a side, ministers, a long name."""
        return len(name) > 1 and any(self._statehood.match(text, end) for end in _ends(name, text))

    @cached_property
    def _statehood(self) -> re.Pattern[str]:
        return re.compile(
            rf"{self._words('word.ofstate')}|外相|首相|大統領|(?:連邦)?(?:人民|民主)?共和国|王国|連邦|公国"
            r"|国(?![際民土内家境会籍連])"
        )

    def is_state_in_kanji(self, name: str, text: str) -> bool:
        """Whether a name in kanji is a state's: an office, a side or another member of a list stands beside it."""
        return text.count(name) > 1 and any(self._beside.match(text, end) for end in _ends(name, text))

    @cached_property
    def _beside(self) -> re.Pattern[str]:
        own, office = self._words("fact.office", "word.ofstate"), self._words("fact.office")
        return re.compile(rf"の?{own}|[ァ-ヶー一-龯]{{0,6}}{office}|及び|、[^、。]{{2,12}}(?:国|連邦)")

    def as_state(self, stem: str) -> str:
        """A state's name made of a bare one."""
        return stem + "国"

    def stands_alone(self, stem: str, text: str) -> bool:
        """Whether a name in foreign letters stands in the text without more of them around it."""
        return any(
            not _KATAKANA.match(text, end) and not _KATAKANA.match(text[max(0, end - len(stem) - 1) : end - len(stem)])
            for end in _ends(stem, text)
        )

    @cached_property
    def office_near(self) -> re.Pattern[str]:
        """An office within a few characters."""
        return re.compile(rf".{{0,14}}?{self._words('fact.office')}")

    @cached_property
    def surnames(self) -> re.Pattern[str]:
        """The last part of a person's name in foreign letters, before an office."""
        return re.compile(r"・([ァ-ヶー]{2,})(?=[^ァ-ヶー・]{0,20}(?:大臣|首相|大統領|長官))")

    @cached_property
    def halves(self) -> re.Pattern[str]:
        """A forum named "X plus Y"."""
        return re.compile(
            r"(?P<left>[^「」+\s、。]{2,16})\+(?P<right>[^「」+\s、。]{2,16}?)(?=」|対話|外相|首脳|協力|$)"
        )

    def __init__(self, lex: Lexicon) -> None:
        self._lex = lex
        self.states = _STATE
        self.members = _MEMBER

    def _words(self, *names: str) -> str:
        return self._lex.alternatives(*names)

    # -- states and bodies ---------------------------------------------------------------------------------------

    @cached_property
    def unregistered(self) -> re.Pattern[str]:
        """A state that no registry knows: foreign letters (or, at a boundary, kanji) and a word for a state."""
        not_after = r"(?!務|境|[一-龯]?(?:際|民|連|土|内|家|会|籍|営|益|産|語|防|有|債|庫|費|賓|費|難))"
        return re.compile(
            rf"(?P<stem>[東西南北大新中上下]?[ァ-ヶー・]{{2,24}}島?|(?:(?<=[、。及び並にはがとの「(\s・環])|^)[一-龯]{{1,4}}?(?<!諸))(?P<suffix>{self._words('party.state')}){not_after}",
            re.M,
        )

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """States named in a title by bare names joined by 中黒 in front of a meeting ("A・B外相会談")."""
        level = self._words("fact.level", "fact.meeting", "word.joint")
        return re.compile(
            rf"(?<![ァ-ヶー])(?P<states>(?:日|[ァ-ヶー]{{2,12}}|[一-龯]{{2}})(?:・(?:日本|[ァ-ヶー]{{2,12}}|[一-龯]{{2}}))+)(?=[^。\n]{{0,14}}?{level})",
            re.M,
        )

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A state called by its bare name, told by what only a state has (a capital, a side, a government)."""
        return re.compile(rf"(?<![ァ-ヶー・一-龯])(?P<stem>[ァ-ヶー]{{2,12}}){self._words('word.ofstate')}")

    @cached_property
    def listed_states(self) -> re.Pattern[str]:
        """Bare names listed and defined as states together ("A, B and C (hereinafter "the participating states")"), or
        given after the word for them and a colon."""
        name = r"(?:[ァ-ヶー・]{2,20}[一-龯]{0,4}国|[ァ-ヶー]{2,12})"
        joint = rf"\s?{self._words('word.and')}\s?"
        states = rf"{name}(?:{joint}{name})+"
        return re.compile(
            rf"(?<![ァ-ヶー・])(?P<before>{states})(?=\s?\({self._words('fact.below')}「[^」]{{0,8}}国[^」]{{0,2}}」)"
            rf"|^{self._words('fact.thestates')}\s?[:：]\s?(?P<after>{states})(?=\s*$)",
            re.M,
        )

    def states_listed(self, text: str) -> list[str]:
        """The bare names of such lists, in order."""
        joint = re.compile(self._words("word.and"))
        lists = (m["before"] or m["after"] for m in self.listed_states.finditer(text))
        return [name.strip() for run in lists for name in joint.split(run) if name and name.strip()]

    def bodies(self, text: str) -> Iterator[tuple[str, str]]:
        """(name, abbreviation) of organisations with their abbreviation in brackets, in order.

        The name is the last part of a run joined by 中黒.
        """
        at = 0
        for short in _SHORT.finditer(text):
            found = _BODY.search(text, max(at, short.start() - _LONGEST_BODY), short.start() + 1)
            if found:
                at = short.end()
                yield found["body"], short["short"]

    def renamed(self, text: str) -> Iterator[tuple[str, str]]:
        """(name, abbreviation) of organisations whose abbreviation is defined as a term, in order."""
        for short in self._term.finditer(text):
            found = _BODY_BACKWARDS.match(text[max(0, short.start() - _LONGEST_CHAIN) : short.start()][::-1])
            if found:
                yield found[0][::-1], short["short"]

    @cached_property
    def _term(self) -> re.Pattern[str]:
        return re.compile(rf"\({self._words('fact.below')}「(?P<short>[A-Z][A-Za-z+]{{1,9}})」")

    @cache  # noqa: B019  made once for each language
    def paired_names(self, names: tuple[str, ...]) -> re.Pattern[str]:
        """Two to four one-character names of states in a row in front of a level or a meeting."""
        one = f"[{''.join(map(re.escape, names))}]"
        follows = rf"(?:{self._words('fact.level', 'fact.meeting', 'fact.kind', 'word.joint')})"
        return re.compile(rf"(?<![一-龯])(?P<run>{one}(?:・?{one}){{1,3}})(?={follows})")

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """Two or more states joined by "and"."""
        one = rf"{self.states}(?:の?{self._words('party.role')})?(?:\([^()]{{0,12}}\))?"
        return re.compile(rf"{one}(?:{self._words('word.and')}{one})+")

    @cached_property
    def state(self) -> re.Pattern[str]:
        """One state or body as named in this text."""
        return re.compile(self.members)

    # -- people --------------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> tuple[re.Pattern[str], ...]:
        """People with office and state: the name first, the state first, the state as owner; in order of trust."""
        office = rf"[ァ-ヶー・一-龯々]{{0,24}}?{self._words('fact.office')}"
        state = rf"(?P<state>{self.members})(?:\([A-Z{_BODY_MARK}][A-Za-z{_MORE}]{{1,9}}\))?"
        return (
            re.compile(rf"(?P<name>{_NAME}{{2,40}}?)・?{state}の?(?P<office>{office}){_AFTER}"),
            re.compile(
                rf"{state}の?(?P<office>{office})の?(?P<name>[ァ-ヶー・]{{4,40}}|[一-龯]{{3,5}}?)(?:閣下|氏)?(?P<mark>\([^()]{{0,14}}\))?(?=[、。,)(]|及び|並びに|と|が|は|を|の|\s|$)"
            ),
            re.compile(
                rf"{state}(?:側)?(?:から|より)は?、?(?:それぞれ)?(?P<name>[ァ-ヶー・]{{3,30}})(?P<office>{office}){_AFTER}"
            ),
            re.compile(
                rf"{state}(?:側)?(?:から|より)は?、?(?:それぞれ)?(?P<name>[一-龯]{{3,5}}?)(?P<office>{self._office}){_AFTER}"
            ),
            re.compile(rf"{state}の(?P<name>[ァ-ヶー・]{{2,30}})(?P<office>{office}){_AFTER}"),
            re.compile(rf"{state}の(?P<name>[一-龯]{{2,5}}?)(?P<office>{self._office}){_AFTER}"),
        )

    @cached_property
    def stateless(self) -> re.Pattern[str]:
        """A person with an office and no state."""
        return re.compile(
            rf"(?<![ァ-ヶー・一-龯々])(?P<name>[一-龯々]{{3,6}}?|[ァ-ヶー]{{2,}}(?:・[ァ-ヶー]+)+|[一-龯]{{2}}(?=外務大臣\(|総理))(?P<office>{self._office}){_AFTER}"
        )

    @property
    def _office(self) -> str:
        """An office made of known portfolios, for names written in the same script without a space."""
        return rf"(?:{self._words('fact.portfolio')}|・|及び)*{self._words('fact.office')}"

    def chairs_after(self, text: str, at: int) -> bool:
        """Whether "… chaired" follows a person directly."""
        return self._chairs_after.match(text, at) is not None

    @cached_property
    def _chairs_after(self) -> re.Pattern[str]:
        chair = self._words("fact.chair")
        acts = rf"(?:が|は、?|を)(?:共同)?(?:{chair}(?:を|と|に)|{self._words('word.presides')})"
        return re.compile(rf"{acts}|の(?:共同)?{chair}の?(?:下|もと)")

    def chairs_before(self, text: str, at: int) -> bool:
        """Whether "chair:" stands directly in front of a person."""
        return self._chairs_before.search(text[max(0, at - 10) : at]) is not None

    @cached_property
    def _chairs_before(self) -> re.Pattern[str]:
        return re.compile(rf"{self._words('fact.chair')}\s?[:：]\s?$")

    def called(self, name: str, office: str, text: str) -> list[str]:
        """What a person is called later in the text: full name, last part, or (unspaced names) the first characters."""
        if "・" in name or re.match(r"[ァ-ヶー]", name):
            parts = name.split("・")
            return [part for part in dict.fromkeys([name, parts[-1], parts[0]]) if len(part) > 1]
        titled = _titled(office)
        short = [
            name[:n]
            for n in (3, 2, 1)
            if n < len(name) and any(titled.match(text, end) for end in _ends(name[:n], text))
        ]
        return [name, *short]

    # -- meeting ---------------------------------------------------------------------------------------------------

    @cached_property
    def session(self) -> re.Pattern[str]:
        """A numbered meeting ("the 9th …")."""
        return re.compile(rf"{self._words('fact.number')}\s?{_NUMBER}\s?{self._words('fact.times')}(?!目)")

    @cached_property
    def quoted_forum(self) -> re.Pattern[str]:
        """A forum's name in quotation marks with a word for a meeting behind it."""
        return re.compile(
            rf"「(?P<forum>[^」]{{2,40}})」(?:、|,|・|\s)*(?=[ァ-ヶー一-龯・]{{0,12}}{self._words('fact.meeting')})"
        )

    @cached_property
    def forum_before(self) -> re.Pattern[str]:
        """A forum's name that ends where the search ends (in front of its session number)."""
        return re.compile(r"(?P<forum>[^\s、。「」()]{3,40}?)(?:\([^()]{1,20}\))?[・\s]?$")

    @cached_property
    def forum_after(self) -> re.Pattern[str]:
        """A meeting's own name behind its session number."""
        return re.compile(
            rf"\s*(?P<forum>[^\s、。「」()がは]*?{self._words('fact.meeting')}(?:{self._words('fact.meeting')})?)"
        )

    @cached_property
    def forum_alone(self) -> re.Pattern[str]:
        """A meeting's name in a title without a number."""
        return re.compile(rf"(?P<forum>[^\s、。「」()]{{2,30}}?{self._words('fact.meeting')})")

    @cached_property
    def level_tail(self) -> re.Pattern[str]:
        """A level and a word for a meeting at the end of a forum's name."""
        return re.compile(rf"(?:、|・|\s)*(?:{self._words('fact.level')})+{self._words('fact.meeting')}?$")

    @cached_property
    def places(self) -> tuple[re.Pattern[str], ...]:
        """Where a meeting was held, in running text; in order of trust."""
        town, state = self._words("fact.capital"), rf"(?:{self.states}|{self._words('party.same')})"
        where = rf"(?:{self._words('fact.place')}|で(?=[^。、]{{0,40}}(?:開催|開か|会談|会合|行)))"
        return (
            re.compile(rf"{town}(?:・|である)?{_PLACE}(?:市)?(?:\([^()]{{1,20}}\))?{_HALL}、?{where}"),
            re.compile(rf"{state}(?:の|・|、)?{town}?{_PLACE}(?:市)?(?:\([^()]{{1,20}}\))?{_HALL}、?{where}"),
            re.compile(
                rf"(?:、|は、|が、|(?<=[\d一二三四五六七八九十])日に?|まで|両日|に|^){_PLACE}(?:市)?(?:\({state}\))?{_HALL}、?{where}"
            ),
        )

    @cached_property
    def title_places(self) -> tuple[re.Pattern[str], ...]:
        """A place on a line of the title, date left out."""
        state = self.states
        return (
            re.compile(rf"(?:於|場所|開催地)\s?[:：]?\s*(?:{state})?[\s、・の]*{_PLACE}(?:市)?(?=$|[\s)])"),
            re.compile(rf"{state}[\s、・の]*{_PLACE}(?:市)?(?:にて|において)?(?=作成|署名|$|[\s)])"),
            re.compile(rf"^[\s、]*(?:於|於:|開催地:?)?\s*{_PLACE}\s*\("),
            re.compile(rf"^[\s、]*(?:於[:\s]?|開催地[:\s]?)?{_PLACE}(?:市|にて|において)?\s*$"),
            re.compile(rf"^[\s、]*{_PLACE}(?:市)?(?=[\s、)])"),
        )

    @cached_property
    def chairs(self) -> tuple[re.Pattern[str], ...]:
        """Who chaired, hosted or invited, as a state or "the same state"; in order of trust."""
        chair, host = self._words("fact.chair"), self._words("fact.host")
        who = rf"(?P<who>{self.members}|{self._words('party.same')})"
        return (
            re.compile(rf"{chair}(?:は|:|：|である|を務める|の)?、?{who}"),
            re.compile(rf"{who}[^、。]{{0,24}}?(?:が|を){chair}"),
            re.compile(rf"{who}[^、。]{{0,24}}?の?{host}"),
            re.compile(rf"{who}[^、。]{{0,16}}?(?:が|を|の){chair}"),
        )

    @cached_property
    def defined(self) -> re.Pattern[str]:
        """A term defined in brackets: `(hereinafter "X")`; `who` is what is said between "(" and the name."""
        below, define = self._words("fact.below"), self._words("fact.define")
        return re.compile(
            rf"\((?P<who>[^「」()。]{{0,24}}?){below}(?P<who2>[^「」()。]{{0,14}}?)[「『](?P<name>[^」』]{{1,24}})[」』](?:{define})?"
        )

    @cached_property
    def declared(self) -> re.Pattern[str]:
        """A term declared in a sentence: "A and B are hereinafter called X"; several may follow each other.

        Matches from the object mark to the end of the name; the list is what stands before, from the sentence's start.
        """
        below, define = self._words("fact.below"), self._words("fact.define")
        follows = rf"(?:と(?=、)|と?、?{define}|(?=、[^「」。]{{1,40}}を「))"
        return re.compile(rf"を、?(?:{below})?、?(?:それぞれ)?[「『](?P<name>[^」』]{{1,24}})[」』]{follows}")

    @cached_property
    def paired(self) -> re.Pattern[str]:
        """Terms given in one bracket each with its own object ("hereinafter, A is called X, B Y")."""
        return re.compile(
            rf"\({self._words('fact.below')}、?(?P<pairs>(?:[^「」()。]{{1,30}}を「[^」]{{1,16}}」(?:、|と|と、)?)+)[^()「」]{{0,10}}\)"
        )

    @cached_property
    def pair(self) -> re.Pattern[str]:
        """One object with its term inside such a bracket."""
        return re.compile(r"([^「」、]+)を「([^」]+)」")

    @cached_property
    def respectively(self) -> re.Pattern[str]:
        """Terms given in one bracket for the members of a list in turn."""
        return re.compile(
            rf"\([^「」()。]{{0,12}}?{self._words('fact.below')}、?それぞれ(?P<names>(?:[「『][^」』]{{1,24}}[」』](?:、|及び|・|と)?)+)[^)「]{{0,10}}(?:「(?P<both>[^」]{{1,12}})」[^)]{{0,8}})?\)"
        )

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """An abbreviation in Latin capitals."""
        return re.compile(r"[A-Z][A-Za-z]{1,9}")

    @cached_property
    def thing(self) -> re.Pattern[str]:
        """The noun phrase that ends where the search ends."""
        return re.compile(r"[^、。はがをにで]{2,40}$")

    def breaks_list(self, gap: str) -> bool:
        """Whether what stands between two members of a list holds more than joints, owners and brackets."""
        return _GRAMMAR.search(self._joints.sub("", gap)) is not None

    @cached_property
    def _joints(self) -> re.Pattern[str]:
        return re.compile(rf"\([^)]*\)?|{self._words('word.and')}|の|{self._words('word.rank')}")

    # -- next meeting ----------------------------------------------------------------------------------------------

    @cached_property
    def upcoming(self) -> re.Pattern[str]:
        """The next meeting: by number or by "next"."""
        return re.compile(rf"{self.session.pattern}|{self._words('fact.next')}")

    @cached_property
    def decoy_after(self) -> re.Pattern[str]:
        """What follows an earlier or another meeting that is only referred to."""
        return re.compile(rf"[^、。]{{0,16}}?{self._words('fact.elsewhere')}")

    @cached_property
    def decoy_before(self) -> re.Pattern[str]:
        """What stands before an earlier meeting ("the first meeting of November 2025")."""
        return re.compile(r"(?:年|月)の$")

    @cached_property
    def year(self) -> re.Pattern[str]:
        """A year, perhaps with a month."""
        return re.compile(
            r"(?P<year>\d{4}|[〇一二三四五六七八九]{4})年(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月)?"
        )

    @cached_property
    def town(self) -> re.Pattern[str]:
        """A town named as such before a mark of place."""
        return re.compile(
            rf"(?:{self._words('fact.capital')})(?:・|である)?{_PLACE}(?:市)?(?=で|に|において|、)"
            rf"|(?:[年月春夏秋冬])(?:に|、)?(?P<place2>[一-龯]{{2,3}}|[ァ-ヶー]{{2,12}})(?:市)?(?=(?:で|において)(?:開催|行|開く))"
        )


def _ends(name: str, text: str) -> Iterator[int]:
    """Where each occurrence of a name in a text ends."""
    at = text.find(name)
    while at >= 0:
        yield at + len(name)
        at = text.find(name, at + 1)


@cache
def _titled(office: str) -> re.Pattern[str]:
    """A title behind a name: the person's own, its last part or a common one."""
    return re.compile(rf"{re.escape(office)}|(?:外務|副|総理)?(?:{re.escape(office[-2:])}|外相|大臣|首相|総理)")


def mask(text: str, hits: Iterable[tuple[int, int, bool]]) -> str:
    """The text with each named stretch [start, end) as marks of its length; the flag says a state, else a body."""
    out, at = [], 0
    for start, end, is_state in hits:
        out += [text[at:start], _STATE_MARK if is_state else _BODY_MARK, _MORE * (end - start - 1)]
        at = end
    return "".join([*out, text[at:]])


@cache
def openings(lex: Lexicon) -> Openings:
    """The patterns of one lexicon."""
    return Openings(lex)
