"""How official texts in an inflected language (Russian) open: marks, titles, shortened words, defined terms, what comes next.

Owns the patterns of the parts of a text and of its terms; dates stand in `almanac`, states and people in `delegations`, forums
in `bodies`. The rules in `reading` see named groups only.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache, cached_property

from taiwa.lexicon.almanac import Almanac
from taiwa.lexicon.bodies import Bodies
from taiwa.lexicon.lexicon import Lexicon
from taiwa.lexicon.lineups import Lineups
from taiwa.lexicon.wording import CAP, MASK

# A sentence shorter than this that ends in "of the year" is the beginning of one (characters).
_SHORT_SENTENCE = 45


@cache
def incipits(lex: Lexicon) -> Incipits:
    """The patterns of a lexicon, compiled at the first question and once."""
    return Incipits(lex)


class Incipits(Almanac, Bodies, Lineups):
    """Patterns of one lexicon, compiled once."""

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

    def of_document(self, text: str, start: int) -> bool:
        """Whether the date that begins at `start` is a document's ("the Treaty of 3 February 2011")."""
        return re.search(r"(?<!\w)от (?:«)?$", text[max(0, start - 6) : start]) is not None

    @cached_property
    def numbered_heading(self) -> re.Pattern[str]:
        """A heading that says what part of the text it opens, with its number ("Part I")."""
        return re.compile(rf"(?:{self.any_of('fact.section')}) (?:[IVX]{{1,5}}|\d{{1,2}})(?!\w)")

    @cached_property
    def article(self) -> re.Pattern[str]:
        """The number of an article in front of its text ("Article 1.")."""
        return re.compile(rf"(?P<capital>(?:{self.any_of('fact.section')}) (?:[IVX]{{1,5}}|\d{{1,3}})[.:])\s*(?=\S)")

    @cached_property
    def titled(self) -> re.Pattern[str]:
        """A line that opens with a kind of text ("Resolution 417")."""
        return self.pattern("fact.kind")

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
        place = rf"[(]?(?:{self._towns}) ?{CAP}(?: {CAP})?"
        return re.compile(rf"(?<= ){translation}|(?<= ){place}(?:, |  +){self._day}\)?$")

    @cached_property
    def signature(self) -> re.Pattern[str]:
        """A line that says for whom somebody signs."""
        return re.compile(rf"{self.any_of('fact.signature')} (?:[А-Я]|правительств)[^.;:]{{2,90}}")

    @cached_property
    def signer(self) -> re.Pattern[str]:
        """A line that holds a signer's name alone."""
        return re.compile(rf"{self.person_name}|_{{3,}}.*")

    @cached_property
    def initials(self) -> re.Pattern[str]:
        """A line that opens with a person's initials and family name."""
        return re.compile(rf"(?:[А-Я]\. ?){{1,2}}{CAP}")

    def ends_short(self, line: str) -> bool:
        """Whether the stop at the end of a line belongs to a shortened word (2029 г.)."""
        return re.search(rf"(?<!\w)(?i:{self._short('fact.abbreviation')})\.[)»]?$", line) is not None

    def ends_joined(self, line: str) -> bool:
        """Whether a line ends in a word that joins it to the next one ("A, B and")."""
        return self._joined_end.search(line) is not None

    @cached_property
    def _joined_end(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.any_of('word.and')})\Z")

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
    def held_chair(self) -> re.Pattern[str]:
        """The presidency of a state that ends ("the results of the chairmanship of X")."""
        word = r"(?:итог|результат|период|ход|год)[а-я]{0,3} (?:работы )?"
        return re.compile(rf"{word}(?:{self.any_of('party.chair')}) (?P<state>{MASK}+)")

    @cached_property
    def next_meeting(self) -> re.Pattern[str]:
        """The words for a meeting to come, with no number."""
        coming, meeting, again = self.any_of("fact.next"), self.any_of("fact.meeting"), self.any_of("fact.again")
        return re.compile(
            rf"(?:{coming}),?(?: [а-я]+){{0,2}} (?:{meeting})"
            rf"|(?:{self.any_of('fact.meet')})(?: [а-я]+)? (?:{again})|(?:{again}) (?:{self.any_of('fact.meet')})"
            rf"|(?:{self.any_of('party.chair')})(?: в {CAP})? (?i:переходит|перейдет)"
        )

    def terms_in(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """[start, end) of each term that a part of a bracket defines: behind its last dash or word of definition."""
        piece = text[start:end]
        dashes = [m.end() for m in re.finditer(r"\s[-–—]\s", piece)]
        said = [m.end() for m in self.pattern("fact.define").finditer(piece)]
        quoted = [m for m in re.finditer(r"«([^»]+)»", piece) if said and m.start() >= said[0]]
        first = piece[said[0] :].lstrip(" :–—-") if said else ""
        if quoted and (first.startswith("«") or not dashes):
            return [(start + m.start(1), start + m.end(1)) for m in quoted]
        at = dashes[-1] if dashes else (said[-1] if said else 0)
        out = []
        for m in re.finditer(rf"[^,]+?(?=,| (?:{self.any_of('fact.define.or')}) |$)", piece[at:]):
            term = re.sub(rf"^[\s:]*(?:(?:{self.any_of('fact.define.or', 'fact.define')})[\s:]*)*", "", m[0])
            bare = term.strip("«»: ")
            if bare and re.search(r"[А-Яа-я]{2}", bare):
                begin = at + m.start() + m[0].rfind(bare)
                out.append((start + begin, start + begin + len(bare)))
        return out
