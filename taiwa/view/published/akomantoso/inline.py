"""What stands in a row: words, each in an element that says what they are.

A provision is an `inline` under its own `eId`; its operative words and its content are spans within. The words of a
lead-in, an assertion, of what was not read are told apart in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from taiwa.model import Provision, Reading
from taiwa.view.published.akomantoso.rows import Piece
from taiwa.view.published.akomantoso.writing import OWN, Element, element, write

# Kinds of segment that are told apart within a row; of the others the block says it.
TOLD = frozenset({"provision", "lead-in", "assertion", "residue", "connective", "label"})


def eid_of(provision: str) -> str:
    """The `eId` of the first element of a provision."""
    return f"prov_{provision}"


class Inline:
    """Writes rows of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.provisions = reading.provisions
        self.by_id: Mapping[str, Provision] = {each.id: each for each in reading.provisions}
        self.written: Counter[str] = Counter()
        # What a person added has no segment; its operative words are its element.
        self.added = {each.id for each in reading.provisions} - {each.provision for each in reading.segments}

    def row(self, parent: Element, pieces: Iterable[Piece]) -> None:
        """Writes the pieces of a row into an element."""
        for (kind, id), run in groupby(pieces, _belongs):
            self._run(parent, kind, self.by_id.get(id or ""), list(run))

    def _run(self, parent: Element, kind: str, provision: Provision | None, run: Sequence[Piece]) -> None:
        place = parent
        if provision is not None:
            about = f"#act-{provision.act} #followup-{provision.followup}"
            place = element(parent, "inline", name="provision", eId=self._eid(provision.id), refersTo=about)
        elif kind in TOLD - {"provision"}:
            place = element(parent, "inline", name=kind)
        for marks, words in groupby(run, lambda each: (each.anchors, each.contents)):
            self._marked(place, "".join(each.text for each in words), *marks)

    def _marked(self, parent: Element, words: str, anchors: tuple[int, ...], contents: tuple[int, ...]) -> None:
        if not (anchors or contents) or not words.strip():
            write(parent, words)
            return
        made = element(parent, "span", class_="operative" if anchors else "content")
        made.set(f"{{{OWN}}}of", " ".join(self._ids(anchors or contents)))
        if added := next((id for n in anchors if (id := self.provisions[n].id) in self.added), None):
            made.set("eId", self._eid(added))
        write(made, words)

    def _ids(self, places: Iterable[int]) -> Iterator[str]:
        return (f"#{eid_of(self.provisions[place].id)}" for place in places)

    def _eid(self, provision: str) -> str:
        """The `eId` of a provision's next element: a provision may be in pieces."""
        self.written[provision] += 1
        number = self.written[provision]
        return eid_of(provision) if number == 1 else f"{eid_of(provision)}__{number}"


def _belongs(piece: Piece) -> tuple[str, str | None]:
    return (piece.segment.kind, piece.segment.provision) if piece.segment else ("space", None)
