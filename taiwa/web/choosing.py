"""The choice of two versions: the forum first, then its versions in one language, and editions in a row as proposals.

Owns what is offered; the pages over two versions share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taiwa.model import Text, Version
from taiwa.record import Sequel
from taiwa.store.view import View

if TYPE_CHECKING:
    from taiwa.web.desk import Desk

# So many proposals stand on a page.
PROPOSED = 40
# How a page asks for the texts that are of no forum.
NONE = "-"


def choice(desk: Desk, sides: Mapping[str, str], forum: str | None, language: str | None) -> dict[str, Any]:
    """What the page of choice shows. A side that is chosen already says forum and language where nobody else does.

    Raises NotInRecord for a forum or a version that there isn't.
    """
    with desk.record.read() as asking:
        view = asking.view
        given = [view.version(version) for version in sides.values() if version]
        if forum is None and given:
            forum = view.text(given[-1].text).forum or NONE
        forums = [each for each in view.forums() if view.texts(forum=each.id)]
        chosen = forum or (forums[0].id if forums else NONE)
        if chosen != NONE:
            view.forum(chosen)
        texts = texts_of(view, chosen)
        loose = any(not text.forum for text in view.texts())
    kept = [(text, version) for text, versions in texts for version in versions]
    languages = [each for each, _ in Counter(version.language for _, version in kept).most_common()]
    spoken = language or (given[-1].language if given else None) or (languages[0] if languages else "")
    sequels = desk.record.sequels(chosen) if chosen != NONE else ()
    offered = [(text, version) for text, version in reversed(kept) if version.language == spoken]
    return {
        "sides": _preset(sides, [version.id for _, version in offered], sequels),
        "forums": forums,
        "loose": loose,
        "texts": texts,
        "forum": chosen,
        "spoken_in": languages,
        "spoken": spoken,
        "offered": offered,
        "proposed": [each for each in sequels if each.new.language == spoken][:PROPOSED],
    }


def _preset(sides: Mapping[str, str], offered: Sequence[str], sequels: Sequence[Sequel]) -> Mapping[str, str]:
    """The sides with one that nobody chose filled in: as the youngest there is, or as what comes before or after the
    other one."""
    before = {each.new.id: each.old.id for each in sequels}
    after = {each.old.id: each.new.id for each in reversed(sequels)}
    (first, one), (second, other) = sides.items()
    if not one and not other and offered:
        other = next((version for version in offered if version in before), offered[0])
    return {first: one or before.get(other, ""), second: other or after.get(one, "")}


def texts_of(view: View, forum: str) -> list[tuple[Text, Sequence[Version]]]:
    """A forum's texts with their versions by date, or the texts that are of none (`NONE`)."""
    texts = [each for each in view.texts() if not each.forum] if forum == NONE else view.texts(forum=forum)
    return [(text, view.versions(text.id)) for text in texts if not text.withdrawn]


def nouns_of(desk: Desk, versions: Iterable[str]) -> dict[str, Any]:
    """Versions and the texts that they are of. Raises NotInRecord."""
    with desk.record.read() as asking:
        found = [asking.view.version(version) for version in versions]
        return {"versions": found, "texts": [asking.view.text(version.text) for version in found]}
