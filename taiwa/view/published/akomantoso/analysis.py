"""What is said of the text beside it: the register of provisions, and what people decided of it.

The register has the provisions as decided and says which of their fields a person decided. Each person's decisions are
an analysis of that person, with what the machine had found.
"""

from __future__ import annotations

from taiwa.model import Correction, Provision
from taiwa.view.published.akomantoso.inline import eid_of
from taiwa.view.published.akomantoso.metadata import References
from taiwa.view.published.akomantoso.writing import Element, element, own, write
from taiwa.view.published.annotations import force_of
from taiwa.view.published.characters import one_line
from taiwa.view.published.linked import is_on
from taiwa.view.published.nouns import Publication


def analyse(meta: Element, published: Publication, references: References) -> None:
    """The blocks `analysis`: the reader's, then one for each person."""
    if published.reading.provisions:
        block = element(element(meta, "analysis", source="#reader"), "otherAnalysis", source="#reader")
        for each in published.reading.provisions:
            _provision(block, each, published, references)
    for who in dict.fromkeys(each.correction.who for each in published.rulings):
        source = references.person(who)
        block = element(element(meta, "analysis", source=source), "otherAnalysis", source=source)
        for ruling in published.rulings:
            if ruling.correction.who == who:
                _decision(block, ruling.correction)


def _provision(block: Element, noun: Provision, published: Publication, references: References) -> None:
    decided = [each.correction.field for each in published.rulings if is_on(each, noun)]
    made = own(
        block,
        "provision",
        about=f"#{eid_of(noun.id)}",
        id=noun.id,
        start=noun.anchor.start,
        end=noun.anchor.end,
        act=f"#act-{noun.act}",
        force=noun.force,
        forceOnScale=force_of(published.reading.scale, noun.force),
        followUp=f"#followup-{noun.followup}",
        speaker=" ".join(dict.fromkeys(references.speaker(each) for each in noun.speaker)) or None,
        speakerOrigin=noun.speaker_origin,
        fields=" ".join(f"#field-{each}" for each in noun.fields) or None,
        paragraph=one_line(noun.paragraph) or None,
        preambular=noun.preambular or None,
        decided=" ".join(decided) or None,
    )
    for start, end in noun.content:
        own(made, "content", start=start, end=end)
    for each in noun.qualifiers:
        own(made, "qualifier", effect=each.effect, start=each.span.start, end=each.span.end)
    stands_for = {(each.start, each.end): each.entity for each in published.links if each.provision == noun.id}
    for it in noun.mentions:
        entity = stands_for.get((it.span.start, it.span.end))
        own(
            made,
            "mention",
            kind=it.kind,
            value=one_line(it.value) if it.value else None,
            start=it.span.start,
            end=it.span.end,
            refersTo=references.entity(entity) if entity else None,
        )


def _decision(block: Element, correction: Correction) -> None:
    made = own(
        block,
        "decision",
        number=correction.number,
        on=correction.subject,
        start=correction.start if correction.subject == "provision" else None,
        end=correction.end if correction.subject == "provision" else None,
        field=correction.field,
        value=one_line(correction.value),
        machine=one_line(correction.machine),
        at=correction.made,
    )
    if correction.reason:
        write(own(made, "reason"), correction.reason)
