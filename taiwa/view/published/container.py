"""Annotations in pages, as the Web Annotation Protocol (W3C, 23 February 2017, section 4) has them for reading.

A container says how many there are and where its first and last page are. `iris` pages list addresses only. A
collection that is written to a file as a whole has its one page within.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taiwa.view.published.annotations import Node

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTAINER_CONTEXT = "http://www.w3.org/ns/ldp.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
# Annotations on a page; addresses on a page.
PAGE, IRIS = 100, 1000


def container(address: str, label: str, items: Sequence[Node], *, iris: bool = False, minimal: bool = False) -> Node:
    """The container at `address`: whole with its first page, or with the addresses of its pages only (`minimal`)."""
    collection = _collection(address, iris)
    made: Node = {
        "@context": [CONTEXT, CONTAINER_CONTEXT],
        "id": collection,
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": label,
        "total": len(items),
    }
    if items:
        first = _address(address, iris, 0) if minimal or iris else page(address, items, 0, within=True)
        made |= {"first": first, "last": _address(address, iris, _last(items, iris))}
    return made


def page(address: str, items: Sequence[Node], number: int, *, iris: bool = False, within: bool = False) -> Node:
    """The page of that number, from 0. `within` a container it doesn't say again what that says."""
    size, last = IRIS if iris else PAGE, _last(items, iris)
    some = items[number * size : (number + 1) * size]
    made: Node = {} if within else {"@context": CONTEXT}
    made |= {"id": _address(address, iris, number), "type": "AnnotationPage"}
    if within:
        made["partOf"] = _collection(address, iris)
    else:
        made["partOf"] = {"id": _collection(address, iris), "type": "AnnotationCollection", "total": len(items)}
    made["startIndex"] = number * size
    if number > 0:
        made["prev"] = _address(address, iris, number - 1)
    if number < last:
        made["next"] = _address(address, iris, number + 1)
    return made | {"items": [each["id"] for each in some] if iris else list(some)}


def pages(items: Sequence[Node], iris: bool) -> int:
    """How many pages there are; one at least."""
    return _last(items, iris) + 1


def whole(address: str, label: str, items: Sequence[Node]) -> Node:
    """A collection with everything in it, for a file."""
    made: Node = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
    }
    if items:
        made["first"] = {
            "id": f"{address}?page=0",
            "type": "AnnotationPage",
            "partOf": address,
            "startIndex": 0,
            "items": list(items),
        }
    return made


def alone(item: Node) -> dict[str, Any]:
    """One annotation as a document of its own."""
    return {"@context": CONTEXT, **item}


def _collection(address: str, iris: bool) -> str:
    return f"{address}?iris={int(iris)}"


def _address(address: str, iris: bool, number: int) -> str:
    return f"{_collection(address, iris)}&page={number}"


def _last(items: Sequence[Node], iris: bool) -> int:
    return max(len(items) - 1, 0) // (IRIS if iris else PAGE)
