"""The foot of a card in the reading room: where it leads to, and what was decided of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taiwa.model import Provision
from taiwa.record import Decision, Review
from taiwa.view.markup import escape
from taiwa.web.desk import Desk, address, permanent
from taiwa.web.room.leaves import page_at

Span = tuple[int, int]


def feet(version: str, review: Review, desk: Desk, paged: bool, decides: bool) -> Callable[[int], str]:
    """HTML for the foot of the card at each place; `paged` where the document has pages to be shown, `decides` where
    the visitor may correct it."""
    decided: dict[Span, list[Decision]] = {}
    for each in review.decisions:
        if each.correction.subject == "provision":
            decided.setdefault((each.correction.start, each.correction.end), []).append(each)
    provisions, pages = review.reading.provisions, review.reading.source.pages if paged else ()

    def foot(n: int) -> str:
        provision = provisions[n]
        page = page_at(pages, provision.anchor.start)
        return _foot(version, n, provision, page, decided, desk, decides)

    return foot


def _foot(
    version: str,
    n: int,
    provision: Provision,
    page: int | None,
    decided: Mapping[Span, list[Decision]],
    desk: Desk,
    decides: bool,
) -> str:
    at = f"{provision.anchor.start}-{provision.anchor.end}"
    link = escape(permanent(version, provision.anchor))
    correct = escape(address("correct", f"{version}@{at}"))
    named = f"{provision.id} {desk.say('correct')}"
    lineage = escape(address("lineage", topic=f"{version}@{at}"))
    leaf = ""
    if page is not None:
        beside = escape(f"{address('read', version, beside=page, at=at)}#t{n}")
        leaf = f' <a class="leaf-link" href="{beside}">{escape(desk.say("page_number", number=page))}</a>'
    way = f'<a class="decide" href="{correct}" aria-label="{escape(named)}">{escape(desk.say("correct"))}</a>'
    marks = "".join(_mark(each, desk) for each in decided.get(provision.anchor, ()))
    years = f' <a href="{lineage}">{escape(desk.say("over_years"))}</a> '
    ways = f"{leaf}{years}{way if decides else ''}{marks}"
    return f'<p class="foot"><a href="{link}">{escape(desk.say("link"))}</a>{ways}</p>'


def _mark(decision: Decision, desk: Desk) -> str:
    correction = decision.correction
    said = desk.say("decided_by", field=desk.labels.name("part", correction.field), who=correction.who)
    return f' <span class="decided" title="{escape(correction.reason)}">{escape(said)}</span>'
