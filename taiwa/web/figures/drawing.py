"""Small drawings made on the server: a line of a field's force over the years. Colours are the style sheet's."""

from __future__ import annotations

from markupsafe import Markup

from taiwa.view.markup import escape
from taiwa.web.figures.counts import Series

# The drawing's size in its own units, and the room that its numbers take on each side.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 240, 96, 16, 30, 10, 18
HIGHEST = 5


def line(series: Series, first: int, last: int, title: str) -> Markup:
    """A field's mean force by year from `first` to `last`, with its numbers for those who point at them.

    A year without a provision leaves a gap that is bridged; the table beside the drawing says which.
    """
    dots = [(_x(int(point.year), first, last), _y(point.mean), point) for point in series.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
    parts = [f'<line class="rule" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(n):.1f}" y2="{_y(n):.1f}"/>' for n in (0, 5)]
    parts += [f'<text class="scale" x="{LEFT - 5}" y="{_y(n) + 3:.1f}" text-anchor="end">{n}</text>' for n in (0, 5)]
    parts.append(f'<polyline class="line" points="{path}"/>')
    for x, y, point in dots:
        said = escape(f"{point.year}: {point.mean:.1f} ({point.number})")
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{said}</title></circle>')
    x, y, point = dots[-1]
    parts.append(f'<text class="value" x="{x + 7:.1f}" y="{y + 4:.1f}">{point.mean:.1f}</text>')
    for year in sorted({first, last}):
        place = _x(year, first, last)
        parts.append(f'<text class="scale" x="{place:.1f}" y="{HEIGHT - 4}" text-anchor="middle">{year}</text>')
    inside = "".join(parts)
    return Markup(
        f'<svg class="drawing" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">{inside}</svg>'
    )


def _x(year: int, first: int, last: int) -> float:
    inner = WIDTH - LEFT - RIGHT - 16
    return LEFT + 8 + (inner * (year - first) / (last - first) if last > first else inner / 2)


def _y(force: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * force / HIGHEST
