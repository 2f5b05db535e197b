"""A reading for eyes, in a terminal or a pipe. Colour, width and language are the caller's to decide.

Provisions stand under their paragraph: name, follow-up mark, act and force on the left, speaker and words on the
right. Without colour the operative words are set in ‹ ›. Characters of the document that could act on the
terminal are replaced (`prose.safe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, groupby

from rich.console import Console
from rich.text import Text

from taiwa.model import Passage, Provision, Reading
from taiwa.view.labels import MARKS, Labels, bar, counts_line, due, facts_of, kind_of, labels_in, read_lines, speakers
from taiwa.view.prose import aside, healed, phrase, safe
from taiwa.view.record import notices_of
from taiwa.view.tally import Summary, count
from taiwa.view.wrapping import padded, widest, wrap

STYLES = {
    "discuss": "dim",
    "state": "blue",
    "note": "blue",
    "welcome": "green",
    "support": "green",
    "concern": "red",
    "stress": "cyan",
    "affirm": "cyan",
    "agree": "cyan",
    "urge": "magenta",
    "intend": "yellow",
    "undertake": "bold yellow",
}
# Lines of text longer than this tire the eye, however wide the terminal.
WIDEST = 120


def as_terminal(reading: Reading, *, width: int = 100, colour: bool = False, labels: Labels | None = None) -> str:
    """The whole reading in lines of at most `width` cells, each with its line end; no escapes without `colour`."""
    screen = Screen(reading, labels or labels_in("en"), min(max(width, 40), WIDEST), colour)
    return shown(screen.lines(), colour)


def summary_line(summary: Summary, labels: Labels) -> str:
    """One line on a reading: name, title, how many provisions and follow-ups, how much of the text was read."""
    title = summary.title or labels.say("untitled")
    counts = labels.say("summary", provisions=summary.provisions)
    follow = f"{MARKS['commitment']} {summary.commitments} {MARKS['intention']} {summary.intentions}"
    return safe(f"{summary.name}  {title}  {counts}  {follow}  {summary.share_read:.1%}")


def shown(lines: Iterable[Text], colour: bool) -> str:
    """The lines as one string, with escapes of the 16 colours that a terminal's owner can choose, or without any."""
    if not colour:
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", no_color=False, legacy_windows=False)
    for line in lines:
        console.print(line, soft_wrap=True)
    return out.getvalue()


class Screen:
    """The lines of one reading at one width; `lines()` yields them from head to foot."""

    def __init__(self, reading: Reading, labels: Labels, width: int, colour: bool) -> None:
        self.reading, self.labels, self.width, self.colour = reading, labels, width, colour
        self.parties = reading.statement.parties
        self.furniture = aside(reading)
        self.name_width = widest([provision.id for provision in reading.provisions])
        self.act_width = widest(list(labels.tables["act"].values()))

    def lines(self) -> Iterator[Text]:
        """Head, provisions, follow-up, assertions, residue, foot."""
        return chain(
            self.head(),
            self.provisions(),
            self.follow_up(),
            self.passages("assertions"),
            self.passages("residue"),
            self.foot(),
        )

    def head(self) -> Iterator[Text]:
        """Title, kind and the facts, label by label."""
        statement = self.reading.statement
        yield Text()
        yield from self.block([(statement.title or self.labels.say("untitled"), "bold")])
        yield from self.block([(kind_of(statement, self.reading.language, self.labels), "dim")])
        yield Text()
        facts = [(self.labels.say("document"), self.reading.source.name), *facts_of(statement, self.labels)]
        facts += [(self.labels.say("notices"), notice.message) for notice in notices_of(self.reading)]
        label_width = widest([label for label, _ in facts])
        for label, words in facts:
            yield from self.block([(words, "")], [(padded(label, label_width + 2), "dim")])

    def provisions(self) -> Iterator[Text]:
        """Every provision under its paragraph or heading."""
        yield from self.rule("provisions")
        if not self.reading.provisions:
            yield from self.block([(self.labels.say("no_provisions"), "")])
        for paragraph, group in groupby(self.reading.provisions, key=lambda provision: provision.paragraph):
            yield from self.block([(paragraph or self.labels.say("opening"), "bold")])
            yield Text()
            for provision in group:
                yield from self.provision(provision)
                yield Text()

    def provision(self, provision: Provision) -> Iterator[Text]:
        """Name, mark, act, force; then speaker and fields; then the words."""
        style = STYLES.get(provision.act, "")
        full, rest = bar(provision.force)
        act = padded(self.labels.name("act", provision.act), self.act_width)
        gutter = [
            (f"{padded(provision.id, self.name_width)} ", "dim"),
            (f"{MARKS.get(provision.followup, ' ')} ", "bold yellow"),
            (f"{act} ", style),
            (full, style),
            (rest, "dim"),
            ("  ", ""),
        ]
        who = speakers(provision.speaker, self.parties, self.labels)
        about = [who, self.labels.names("field", provision.fields)]
        if provision.preambular:
            about.append(self.labels.say("preambular"))
        yield from self.block([(" · ".join(part for part in about if part), "dim")], gutter)
        yield from self.block(self.words(provision), [(" " * sum(widest([words]) for words, _ in gutter), "")])

    def words(self, provision: Provision) -> list[tuple[str, str]]:
        """Content and anchor in the order of the text, the anchor set off."""
        styles = {"anchor": f"{STYLES.get(provision.act, '')} bold", "content": "", "between": "dim"}
        pieces = phrase(self.reading.source.text, provision.anchor, provision.content, self.furniture)
        if self.colour:
            return [(words, styles[role]) for role, words in pieces]
        return [(f"‹{words}›" if role == "anchor" else words, "") for role, words in pieces]

    def follow_up(self) -> Iterator[Text]:
        """What must be followed up: mark, name, who, by when, what."""
        yield from self.rule("follow")
        rows = [
            (each, speakers(each.speaker, self.parties, self.labels), due(each))
            for each in self.reading.provisions
            if each.followup in MARKS
        ]
        if not rows:
            yield from self.block([(self.labels.say("nothing_to_follow"), "")])
            return
        # A long list of speakers must not push the words off a narrow screen.
        who_width = min(widest([who for _, who, _ in rows] + [self.labels.say("who")]), self.width // 4) + 2
        when_width = widest([when for _, _, when in rows] + [self.labels.say("when")]) + 2
        head = [(" " * (self.name_width + 3), ""), (padded(self.labels.say("who"), who_width), "dim")]
        head.append((padded(self.labels.say("when"), when_width), "dim"))
        yield from self.block([(self.labels.say("what"), "dim")], head)
        for each, who, when in rows:
            yield from self.followed(each, who, padded(when, when_width), who_width)

    def followed(self, provision: Provision, who: str, when: str, who_width: int) -> Iterator[Text]:
        """One row of the follow-up: its speakers wrap in their column, its words in theirs."""
        mark = self.text((f"{MARKS[provision.followup]} ", "bold yellow"), (f"{provision.id} ", "dim"))
        left = 2 + self.name_width + 3
        names = wrap(self.text((who, "")), who_width - 2)
        words = wrap(self.text(*self.words(provision)), max(self.width - left - who_width - widest([when]), 10))
        for at in range(max(len(names), len(words))):
            line = Text.assemble("  ", mark) if at == 0 else Text()
            line.pad_right(left - line.cell_len)
            line.append_text(names[at] if at < len(names) else Text())
            line.pad_right(left + who_width - line.cell_len)
            line.append_text(self.text((when if at == 0 else " " * widest([when]), "cyan")))
            yield line.append_text(words[at] if at < len(words) else Text())

    def passages(self, name: str) -> Iterator[Text]:
        """Assertions or residue: what was said and, for residue, why it was not read."""
        found: tuple[Passage, ...] = getattr(self.reading, name)
        if not found:
            return
        yield from self.rule(name)
        yield from self.block([(self.labels.say(f"{name}_lead"), "dim")])
        for passage in found:
            reason = [(f"  ({passage.reason})", "red")] if passage.reason else []
            yield from self.block([(passage.text, ""), *reason], [("· ", "dim")])

    def foot(self) -> Iterator[Text]:
        """Counts, the share of characters read, reader and scale."""
        tally = count(self.reading)
        yield Text()
        yield self.text(("  " + "─" * (self.width - 2), "dim"))
        yield from self.block([(counts_line(tally, self.labels), "bold")])
        share, reader = read_lines(self.reading, tally, self.labels)
        yield from self.block([(share, "")])
        yield from self.block([(reader, "dim")])
        yield Text()

    def rule(self, name: str) -> Iterator[Text]:
        """The title of a part, with a line to the right edge."""
        title = self.labels.say(name)
        yield Text()
        rest = "─" * max(self.width - 3 - widest([title]), 0)
        yield self.text(("  ", ""), (title, "bold"), (f" {rest}", "dim"))
        yield Text()

    def block(self, words: list[tuple[str, str]], gutter: list[tuple[str, str]] | None = None) -> Iterator[Text]:
        """Words wrapped beside a gutter that stands on the first line only."""
        left = self.text(("  ", ""), *(gutter or []))
        blank = Text(" " * left.cell_len)
        for at, line in enumerate(wrap(self.text(*words), max(self.width - left.cell_len, 10))):
            yield Text.assemble(left if at == 0 else blank, line)

    def text(self, *parts: tuple[str, str]) -> Text:
        """Styled words of the document or the interface, healed and made safe."""
        return Text.assemble(
            *((safe(healed(words, 0, len(words))), style if self.colour else "") for words, style in parts)
        )
