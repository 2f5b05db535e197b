"""How well a reading agrees with a coding made by hand, by the definitions of READING.md, section 6.

Acts match one to one where their anchors overlap. Precision, recall and F1 are of acts; class, speakers, follow-up and
the overlap of content are judged on the acts that match; fields are pooled over them. An act that the coding marks as
optional counts neither way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from taiwa.model import Provision, Reading, Source
from taiwa.reading import read_source

Act = Mapping[str, Any]
# Published texts may not be shipped: their codings are offsets only, and count where the texts lie beside the project.
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@dataclass(slots=True)
class Counts:
    """What was counted, so that several documents can be pooled by adding."""

    coded: int = 0
    read: int = 0
    matched: int = 0
    same_act: int = 0
    same_speaker: int = 0
    same_followup: int = 0
    commitments_coded: int = 0
    commitments_read: int = 0
    commitments_both: int = 0
    content: float = 0.0
    fields_coded: int = 0
    fields_read: int = 0
    fields_both: int = 0
    main_field: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def figures(self) -> dict[str, float]:
        """The measures by name, each from 0 to 1."""
        return {
            "precision": _share(self.matched, self.read),
            "recall": _share(self.matched, self.coded),
            "act_f1": _f1(self.matched, self.coded, self.read),
            "class": _share(self.same_act, self.matched),
            "speaker": _share(self.same_speaker, self.matched),
            "followup": _share(self.same_followup, self.matched),
            "commitment_f1": _f1(self.commitments_both, self.commitments_coded, self.commitments_read),
            "content": _share(self.content, self.matched),
            "field_f1": _f1(self.fields_both, self.fields_coded, self.fields_read),
            "main_field": _share(self.main_field, self.matched),
        }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _f1(both: int, one: int, other: int) -> float:
    return 2 * both / (one + other) if one + other else 1.0


def coding_beside(document: Path) -> dict[str, Any]:
    """The coding of a document; fails where the document is not the one that was coded."""
    coding: dict[str, Any] = json.loads(document.with_suffix(".json").read_text("utf-8"))
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    assert coding.get("sha256", digest) == digest, f"{document.name} has changed since it was coded"
    return coding


def pair(path: Path) -> tuple[dict[str, Any], Path]:
    """A coding and its document: a text with its coding beside it, or a coding of a published text beside the project.

    Such a coding (.json) says by `document` and `sha256` which file of `CORPUS` it counts in; fails where that differs.
    """
    if path.suffix != ".json":
        return coding_beside(path), path
    coding: dict[str, Any] = json.loads(path.read_text("utf-8"))
    document = CORPUS / coding["document"]
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    assert coding["sha256"] == digest, f"{document.name} is not the file that was coded"
    return coding, document


def codings(folder: Path) -> list[Path]:
    """The codings of a folder whose published documents lie beside the project."""
    return [
        p for p in sorted(folder.glob("*.json")) if (CORPUS / json.loads(p.read_text("utf-8"))["document"]).exists()
    ]


def read_document(document: Path) -> Reading:
    """The reading of a plain text whose places are those of the coding (line ends as they are)."""
    data = document.read_bytes()
    return read_source(Source(document.name, "text/plain", hashlib.sha256(data).hexdigest(), data.decode("utf-8")))


def counted(documents: Iterable[Path]) -> Counts:
    """The counts of all documents together, each against the coding beside it."""
    total = Counts()
    for path in documents:
        coding, document = pair(path)
        total += agreement(coding, read_document(document))
    return total


def agreement(coding: Mapping[str, Any], reading: Reading) -> Counts:
    """The counts of one reading against one coding."""
    acts: list[Act] = coding["acts"]
    names = _names(coding, reading)
    pairs = matches(acts, reading.provisions)
    optional = {at for at, act in enumerate(acts) if act.get("optional")}
    left_out = {read for coded, read in pairs if coded in optional}
    kept = [p for at, p in enumerate(reading.provisions) if at not in left_out]
    strict = [act for at, act in enumerate(acts) if at not in optional]
    counts = Counts(coded=len(strict), read=len(kept))
    counts.commitments_coded = sum(act["followup"] == "commitment" for act in strict)
    counts.commitments_read = sum(p.followup == "commitment" for p in kept)
    for coded, read in pairs:
        if coded not in optional:
            _judge(counts, acts[coded], reading.provisions[read], names)
    return counts


def matches(acts: list[Act], provisions: tuple[Provision, ...]) -> list[tuple[int, int]]:
    """(coded, read) of the acts whose anchors overlap, one to one: those that share most characters first."""
    shared = []
    for coded, act in enumerate(acts):
        anchor = places([act["anchor"]])
        for read, provision in enumerate(provisions):
            common = len(anchor & places([provision.anchor]))
            if common:
                shared.append((-common, coded, read))
    out: list[tuple[int, int]] = []
    for _, coded, read in sorted(shared):
        if all(coded != c and read != r for c, r in out):
            out.append((coded, read))
    return out


def places(spans: Iterable[Iterable[int]]) -> set[int]:
    """The places of all characters in some spans."""
    return {place for start, end in spans for place in range(start, end)}


def _judge(counts: Counts, act: Act, provision: Provision, names: Mapping[str, str]) -> None:
    counts.matched += 1
    counts.same_act += act["act"] == provision.act
    counts.same_speaker += set(act["speaker"]) == {names.get(party, party) for party in provision.speaker}
    counts.same_followup += act["followup"] == provision.followup
    counts.commitments_both += act["followup"] == provision.followup == "commitment"
    content = act["content"]
    coded = places([content] if content and isinstance(content[0], int) else content or [])
    read = places(provision.content)
    counts.content += _share(len(coded & read), len(coded | read))
    counts.fields_coded += len(set(act["fields"]))
    counts.fields_read += len(set(provision.fields))
    counts.fields_both += len(set(act["fields"]) & set(provision.fields))
    counts.main_field += act["fields"][0] in provision.fields


def _names(coding: Mapping[str, Any], reading: Reading) -> dict[str, str]:
    """A party of the reading -> the coding's code for it: invented states have no code and go by their name."""
    written: dict[str, str] = {}
    parties = coding.get("statement", {}).get("parties", {})
    for code, surfaces in parties.items() if isinstance(parties, dict) else ():
        for surface in [surfaces] if isinstance(surfaces, str) else surfaces:
            written[surface] = code
    out = dict(written)
    for party, surfaces in reading.statement.parties.items():
        known = [written[surface] for surface in (party, *surfaces) if surface in written]
        if known and party not in parties:
            out[party] = known[0]
    return out
