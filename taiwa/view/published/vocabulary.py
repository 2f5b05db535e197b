"""The vocabulary of the linked data: the context of JSON-LD, the names of values, the definitions as RDF.

Terms and definitions live in `vocabulary.toml`; names of values in three languages are the interface's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from taiwa.view.labels import INTERFACES, labels_in

# Tables of the interface that name the values of a property, by the class of those values.
VALUES = {"Act": "act", "FollowUp": "followup", "Field": "field"}


@cache
def vocabulary() -> Mapping[str, Any]:
    """The data file."""
    return tomllib.loads((files("taiwa.view.published") / "vocabulary.toml").read_text("utf-8"))


def name_of(term: str) -> str:
    """A term, or a value, as an IRI."""
    given = vocabulary()["terms"].get(term, {}).get("iri")
    return expanded(given) if given else f"{vocabulary()['namespace']}{term}"


def value(table: str, name: str) -> str:
    """The IRI of a value: `value("act", "undertake")`."""
    return name_of(f"{table}-{name}")


def expanded(short: str) -> str:
    """`dcterms:title` as an IRI."""
    prefix, _, rest = short.partition(":")
    return f"{vocabulary()['prefixes'][prefix]}{rest}"


@cache
def context() -> Mapping[str, Any]:
    """The context of Taiwa's JSON-LD. It is whole: nothing has to be fetched to understand a document."""
    made: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", "taiwa": vocabulary()["namespace"]}
    made |= vocabulary()["prefixes"]
    for term, said in vocabulary()["terms"].items():
        iri = said.get("iri") or f"taiwa:{term}"
        if said["kind"] == "reference":
            made[term] = {"@id": iri, "@type": "@id"}
        elif said.get("type") == "rdf:JSON":
            made[term] = {"@id": iri, "@type": "@json"}
        elif "type" in said:
            made[term] = {"@id": iri, "@type": said["type"]}
        else:
            made[term] = {"@id": iri} if said["kind"] == "property" else iri
    return made


def described() -> dict[str, Any]:
    """The vocabulary itself as JSON-LD: every term with its definition and how it stands to terms of others."""
    return {
        "@context": {
            **vocabulary()["prefixes"],
            "id": "@id",
            "type": "@type",
            "definition": "skos:definition",
            "label": {"@id": "skos:prefLabel", "@container": "@language"},
        },
        "@graph": [*(_term(term, said) for term, said in vocabulary()["terms"].items()), *_values()],
    }


def _term(term: str, said: Mapping[str, Any]) -> dict[str, Any]:
    is_class = said["kind"] == "class"
    wider, same = (
        ("rdfs:subClassOf", "owl:equivalentClass") if is_class else ("rdfs:subPropertyOf", "owl:equivalentProperty")
    )
    node: dict[str, Any] = {
        "id": name_of(term),
        "type": "rdfs:Class" if is_class else "rdf:Property",
        "rdfs:label": term,
        "definition": said["definition"],
    }
    for relation, key in ((wider, "under"), (same, "is")):
        if key in said:
            node[relation] = [{"id": expanded(each)} for each in said[key]]
    return node


def _values() -> list[dict[str, Any]]:
    told = {"Act": vocabulary()["acts"], "FollowUp": vocabulary()["followups"]}
    return [
        {
            "id": value(table, name),
            "type": name_of(kind),
            "label": {language: labels_in(language).tables[table][name] for language in INTERFACES},
            **({"definition": told[kind][name]} if kind in told else {}),
        }
        for kind, table in VALUES.items()
        for name in labels_in("en").tables[table]
    ]
