"""What is shown of a document before it is kept: where it may go, and what was read in it.

Owns the choice that is proposed to somebody who may not add where the text itself would go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from taiwa.model import Forum, Provision, Reading
from taiwa.record import Choice
from taiwa.record.adding import Document
from taiwa.record.filing import Filing
from taiwa.view.prose import aside, phrase
from taiwa.web.desk import Desk

# So many provisions, and so many other sentences, are listed; the counts are of all.
LISTED = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a document goes by a `choice`, which is ours where `instead` says so; `forums` are those in which the
    visitor may add, `may` says whether this is one of them. `barred` is the filing that they may not have."""

    filing: Filing
    choice: Choice
    forums: tuple[Forum, ...]
    may: bool
    barred: Filing | None = None


def proposed(desk: Desk, document: Document, choice: Choice) -> Proposal:
    """Where a document would go; where the visitor may not add there and chose nothing, the first forum in which they
    may. Raises what `Record.propose` raises."""
    filing = desk.record.propose(document, choice)
    with desk.record.read() as asking:
        seen = asking.view.forums()
    forums = tuple(each for each in seen if desk.may_in("add", each.id))
    if filing.same or desk.may_in("add", filing.text.forum):
        return Proposal(filing, choice, forums, True)
    if choice.forum or choice.meeting or choice.text or not forums:
        return Proposal(filing, choice, forums, False, filing)
    instead = replace(choice, forum=forums[0].id)
    return Proposal(desk.record.propose(document, instead), instead, forums, True, filing)


def words_of(reading: Reading, provision: Provision) -> Iterator[tuple[str, str]]:
    """A provision's words as (`anchor`, `content` or `between`, words): what is said, its predicate apart."""
    return phrase(reading.source.text, provision.anchor, provision.content, aside(reading))
