"""Things of two texts beside each other on a page, and why they stand so: the markup that comparison and parity share,
in the single page and in the application. The style is `web/pairs.css`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from taiwa.view.labels import Labels
from taiwa.view.markup import escape

# The address of a thing by its side (0 or 1) and its name there; empty where it has none.
Link = Callable[[int, str], str]


def nowhere(_side: int, _name: str) -> str:
    """No address: in a page that stands alone there is nothing to lead to."""
    return ""


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a pair: what the side is called, the names of its things, the label they stand under, their words as
    HTML (empty where the side has nothing)."""

    called: str
    language: str
    names: tuple[str, ...]
    paragraph: str
    words: str


def pair(state: str, halves: Sequence[Half], why: str, link: Link = nowhere, id: str = "") -> str:
    """A pair as an article. `state` is its class, `why` HTML, `id` its place on the page."""
    sides = "".join(_half(half, side, link) for side, half in enumerate(halves))
    place = f' id="{id}"' if id else ""
    return f'<article class="pair {state}"{place}>{sides}<div class="why">{why}</div></article>'


def _half(half: Half, side: int, link: Link) -> str:
    parts = ["+".join(_named(name, link(side, name)) for name in half.names), escape(half.paragraph)]
    about = " · ".join(part for part in parts if part)
    words = half.words or '<span class="quiet">–</span>'
    return (
        f'<div class="words" lang="{escape(half.language)}"><span class="place">'
        f'<span class="side">{escape(half.called)} </span>{about}</span>{words}</div>'
    )


def _named(name: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(name)}</a>' if address else escape(name)


def heads(names: Sequence[str]) -> str:
    """What stands above the columns."""
    columns = "".join(f"<div>{escape(name)}</div>" for name in names)
    return f'<div class="pair heads" aria-hidden="true">{columns}</div>'


def boxes(
    legend: str, table: str, signs: Mapping[str, str], numbers: Mapping[str, int], labels: Labels
) -> Iterator[str]:
    """A box for each state that hides and shows its pairs by style alone. `table` names the states in the interface; a
    box is called by its first letter and its state, which the style asks for."""
    yield f'<div class="filter"><fieldset class="boxes"><legend class="quiet">{escape(legend)}</legend>'
    for state, number in numbers.items():
        yield (
            f'<label class="{state}"><input type="checkbox" id="{table[0]}-{state}" checked>'
            f"{signs[state]} {escape(labels.name(table, state))} ({number})</label>"
        )
    yield "</fieldset></div>"
