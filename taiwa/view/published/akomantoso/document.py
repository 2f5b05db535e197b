"""The document as a whole: the `statement`, its metadata, its text."""

from __future__ import annotations

from lxml import etree

from taiwa.view.published.addresses import Addresses
from taiwa.view.published.akomantoso.analysis import analyse
from taiwa.view.published.akomantoso.metadata import References, identify
from taiwa.view.published.akomantoso.structure import lay_out
from taiwa.view.published.akomantoso.writing import AKN, OWN, element
from taiwa.view.published.nouns import Publication

MEDIA_TYPE = "application/akn+xml"


def as_akomantoso(published: Publication, at: Addresses) -> bytes:
    """The version as XML in UTF-8, valid by the schema of Akoma Ntoso 3.0.

    `statement` is what the standard has for documents of a body that may or may not be normative: statements,
    resolutions. The same record gives the same bytes.
    """
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "taiwa": OWN})  # type: ignore[dict-item]
    statement = element(root, "statement", name=published.text.kind or "statement", contains="originalVersion")
    meta = element(statement, "meta")
    references = References(published, at)
    identify(meta, published, at)
    analyse(meta, published, references)
    references.write(meta)
    lay_out(statement, published.reading)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
