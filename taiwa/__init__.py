"""Taiwa: a system of record for diplomatic dialogues.

Two calls read a document into provisions, that is who says what to whom, how firmly, and what must follow:

>>> import taiwa
>>> reading = taiwa.read_text("オルタ共和国とケルマ王国は、対話の進展を歓迎し、観測データを共有することで一致した。")
>>> for provision in reading.provisions:
...     print(provision.act, provision.force, provision.followup, provision.quote)
welcome 2 none 歓迎し
undertake 5 commitment 一致した
>>> reading.provisions[0].speaker
('オルタ共和国', 'ケルマ王国')

`taiwa.read("statement.pdf")` does the same with a file, an address or standard input. What comes back is frozen data
(`taiwa.model.Reading`); what can go wrong is a `taiwa.errors.TaiwaError` with a reason and an advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from taiwa.model import Comparison, Parity, Reading

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "parity", "read", "read_text", "read_versions"]

# Imports stand in the functions, so that `import taiwa` (which every module of it does) costs nothing.


def read(
    where: str | os.PathLike[str],
    *,
    language: str | None = None,
    scale: str = "taiwa-2026",
    encoding: str | None = None,
    max_bytes: int | None = None,
    timeout: float | None = None,
) -> Reading:
    """Read the document at `where` into provisions: a path, an http(s) address, or `-` for standard input.

    `language` is an ISO 639-1 code and `encoding` a codec's name; both are found where they are None. `scale` names
    the ladder of force. `max_bytes` limits what is read and what it unpacks to (None: 64 MiB), `timeout` the seconds
    for an address (None: 20). Spans of the reading count code points in `reading.source.text`. Raises a `TaiwaError`
    that names the document.

        reading = taiwa.read("statement.pdf")
        promises = [p for p in reading.provisions if p.followup == "commitment"]
    """
    from taiwa.intake import open_document
    from taiwa.reading import read_source

    limits = {"max_bytes": max_bytes, "timeout": timeout}
    given = {name: value for name, value in limits.items() if value is not None}
    source = open_document(where, encoding=encoding, **given)  # type: ignore[arg-type]
    return read_source(source, language=language, scale=scale)


def compare(old: Reading, new: Reading, *, scales: Sequence[str] = ()) -> Comparison:
    """What became of every sentence of one text in another in the same language: pairs, each with a verdict.

    `scales` names the ladders of force that must agree on which side is stronger; none means all that there are. Spans
    of each side count in its own reading's source. Raises UnlikeLanguages and UnknownScale.

        comparison = taiwa.compare(taiwa.read("statement-2030.pdf"), taiwa.read("statement-2031.pdf"))
        weaker = [pair for pair in comparison.pairs if pair.verdict == "weakened"]
    """
    from taiwa.comparing import compare as compare_readings

    return compare_readings(old, new, scales=scales)


def parity(*versions: Reading, authorities: Mapping[str, str] | None = None) -> Parity:
    """Whether the language versions of one text say the same: each beside each other one, counterpart by counterpart.

    `authorities` says by language or document name which version is `authentic`, `official`, `provisional`,
    `unofficial` or `press`, where the texts don't. Spans of each side count in its own reading's source.

        found = taiwa.parity(taiwa.read("statement-ja.pdf"), taiwa.read("statement-en.pdf"))
        alarms = [each for pairing in found.pairings for each in pairing.counterparts if each.alarms]
    """
    from taiwa.comparing.parity import parity as lay_beside

    return lay_beside(versions, authorities=authorities)


def read_versions(where: str | os.PathLike[str], *, scale: str = "taiwa-2026") -> tuple[Reading, ...]:
    """Read every language version of the document at `where` that can be read, in the order in which they begin.

    Spans of each reading count in the same source; the other versions are segments of kind `other-version`.
    """
    from taiwa.intake import open_document
    from taiwa.reading import read_versions as read_every

    return read_every(open_document(where), scale=scale)


def read_text(text: str, *, language: str | None = None, scale: str = "taiwa-2026", name: str = "text") -> Reading:
    """Read a statement that is a string already; `name` is how errors call it. Otherwise as `read`."""
    import hashlib

    from taiwa.model import Source
    from taiwa.reading import read_source

    # A lone surrogate has no UTF-8; it is hashed as Python would store it rather than refused.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return read_source(Source(name, "text/plain", digest, text), language=language, scale=scale)
