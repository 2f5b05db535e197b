"""Writes VOCABULARY.md from `taiwa/view/published/vocabulary.toml`: run it after editing that."""

from __future__ import annotations

from pathlib import Path

from taiwa.view.labels import labels_in
from taiwa.view.published.vocabulary import expanded, vocabulary

PAGE = Path(__file__).parent.parent / "VOCABULARY.md"
HEAD = """# The vocabulary of Taiwa's linked data

What the terms mean that stand in the JSON-LD of `/api/v1/linked-data`, in the bodies of the annotations of
`/api/v1/annotations` and in the analysis of `/api/v1/akomantoso`. The namespace is `{namespace}`, which is a name
and no address: nothing is fetched to understand a document. The context is in each document, and at
`/api/v1/context.jsonld`; these definitions as RDF are at `/api/v1/vocabulary.jsonld`. A term of which the second column
says "is" has the name that the other vocabulary has for exactly this; "same as" and "kind of" say how a term of Taiwa's
own stands to those of others.

What the machine read and what a person decided are told apart: a provision has the values as decided, `generatedBy`
leads to the reading that found it, `decision` to each decision on it, with what the machine had found (`machineValue`).

Prefixes: {prefixes}.

Made of `taiwa/view/published/vocabulary.toml` by `python tools/make_vocabulary.py`.
"""


def page() -> str:
    """The page as it should be."""
    said = vocabulary()
    prefixes = ", ".join(f"`{name}` {address}" for name, address in said["prefixes"].items())
    lines = [HEAD.format(namespace=said["namespace"], prefixes=prefixes)]
    for heading, kinds in (("Classes", ("class",)), ("Properties", ("property", "reference"))):
        lines += [f"## {heading}", "", "| term | in other vocabularies | definition |", "| --- | --- | --- |"]
        lines += [_row(term, about) for term, about in said["terms"].items() if about["kind"] in kinds]
        lines.append("")
    lines += ["## Values", "", "| value | definition |", "| --- | --- |"]
    lines += [f"| `act-{name}` | {told} |" for name, told in said["acts"].items()]
    lines += [f"| `followup-{name}` | {told} |" for name, told in said["followups"].items()]
    fields = labels_in("en").tables["field"]
    lines += [f"| `field-{name}` | Field of policy: {called}. |" for name, called in fields.items()]
    lines += [
        "| `urn:taiwa:scale:SCALE:NUMBER` | A force on a scale; `taiwa lexicon scales` lists the scales. |",
        "| `urn:taiwa:party:CODE` | A party that the record has no page for: ISO 3166-1, or its name as written. |",
        "| `urn:taiwa:program:NAME`, `urn:taiwa:person:NAME` | Who read, who decided, as the record names them. |",
    ]
    return "\n".join(lines) + "\n"


def _row(term: str, about: dict[str, object]) -> str:
    relations = []
    if "iri" in about:
        relations.append(f"is `{about['iri']}`")
    for key, words in (("is", "same as"), ("under", "kind of")):
        some = about.get(key, [])
        assert isinstance(some, list)
        relations += [f"{words} `{each}`" for each in some]
        assert all(map(expanded, some))
    return f"| `{term}` | {', '.join(relations)} | {about['definition']} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
