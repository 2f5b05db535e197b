"""The reading room with another version or edition beside the text."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from taiwa.model import Text
from taiwa.view.parity.reasons import names_of
from taiwa.web.choosing import nouns_of
from taiwa.web.desk import Desk, address
from taiwa.web.room.abreast import Abreast, ties_of_comparison, ties_of_parity, turned
from taiwa.web.room.parting import parts_of


def abreast(desk: Desk, version: str, other: str, part: int = 1) -> Response:
    """The page. Editions in one language are compared, the younger one being the new one; versions in two languages are
    laid in parallel. Raises NotInRecord."""
    nouns = nouns_of(desk, (version, other))
    one, second = nouns["versions"]
    same = one.language == second.language
    made = _compared(desk, version, other, nouns["texts"]) if same else _parallel(desk, version, other)
    end = len(made.sides[0].source.text)
    parts = parts_of(made.drawn(), end)
    if len(parts) > 1:
        parts = parts_of(made.drawn(far=True), end)
    number = min(part, len(parts))
    with desk.record.read() as asking:
        versions = asking.view.versions(one.text)
    return desk.page(
        "abreast.html",
        version=one, other=second, text=nouns["texts"][0], versions=versions, readings=made.sides, sides=made.called,
        work=_work(version, other, same, nouns["texts"]), rows=Markup(parts[number - 1].html), part=number,
        parts=len(parts), same=same,
    )  # fmt: skip


def _is_older(texts: list[Text]) -> bool:
    """Whether the first text is older than the second, as far as is known."""
    return (texts[0].date or "") < (texts[1].date or "")


def _work(version: str, other: str, same: bool, texts: list[Text]) -> str:
    """The address of the comparison or parity that ties the two."""
    if not same:
        return address("parity", one=version, other=other)
    old, new = (version, other) if _is_older(texts) else (other, version)
    return address("compare", old=old, new=new)


def _compared(desk: Desk, version: str, other: str, texts: list[Text]) -> Abreast:
    dates = [text.date or "" for text in texts]
    called = (dates[0], dates[1]) if all(dates) and dates[0] != dates[1] else (version, other)
    if _is_older(texts):
        comparison = desk.comparison(version, other)
        ties = ties_of_comparison(comparison, desk.labels)
        return Abreast((comparison.old, comparison.new), called, ties, desk.labels)
    comparison = desk.comparison(other, version)
    ties = turned(ties_of_comparison(comparison, desk.labels))
    return Abreast((comparison.new, comparison.old), called, ties, desk.labels)


def _parallel(desk: Desk, version: str, other: str) -> Abreast:
    (pairing,) = desk.parity(version, other).pairings
    called = names_of(pairing, desk.labels)
    return Abreast((pairing.left, pairing.right), called, ties_of_parity(pairing, desk.labels), desk.labels)
