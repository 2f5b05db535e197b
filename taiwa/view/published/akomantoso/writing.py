"""How an element is written: its namespace, its attributes, characters that XML can carry."""

from __future__ import annotations

from lxml import etree

from taiwa.view.published.characters import for_xml
from taiwa.view.published.vocabulary import vocabulary

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = vocabulary()["namespace"]
Element = etree._Element


def element(parent: Element, name: str, /, **attributes: object) -> Element:
    """A new last child; attributes that are None are left out."""
    return _with(etree.SubElement(parent, f"{{{AKN}}}{name}"), attributes)


def own(parent: Element, name: str, /, **attributes: object) -> Element:
    """A new last child in Taiwa's own namespace."""
    return _with(etree.SubElement(parent, f"{{{OWN}}}{name}"), attributes)


def _with(made: Element, attributes: dict[str, object]) -> Element:
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_"), for_xml(value if isinstance(value, str) else _told(value)))
    return made


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def write(parent: Element, words: str) -> None:
    """Adds words at the end of what an element holds."""
    words = for_xml(words)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def has_name(made: Element, name: str) -> bool:
    """Whether an element is that one of Akoma Ntoso."""
    return made.tag == f"{{{AKN}}}{name}"


def rename(made: Element, name: str) -> None:
    """Makes an element another one of Akoma Ntoso."""
    made.tag = f"{{{AKN}}}{name}"
