"""Who and what a document is: work, expression and manifestation (FRBR), and who and what it refers to.

An address within Akoma Ntoso's naming (`/akn/zz/statement/...`) is made of the record's identifier, so that it is the
same in every export. A text of several states is of no one country: `zz` is a code that ISO 3166 leaves to its users
and CLDR reads as "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from taiwa.view.labels import called, labels_in
from taiwa.view.prose import heal
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.akomantoso.writing import Element, element
from taiwa.view.published.annotations import party, person, program
from taiwa.view.published.characters import one_line, sound
from taiwa.view.published.nouns import Publication
from taiwa.view.published.vocabulary import value

COUNTRY = "zz"
# ISO 639-2, as Akoma Ntoso wants languages.
LANGUAGES = {"en": "eng", "ja": "jpn", "ru": "rus"}
EXACTNESS = {4: "known-to-the-year", 7: "known-to-the-month", 10: "of-the-text"}


def identify(meta: Element, published: Publication, at: Addresses) -> None:
    """The block `identification`."""
    text, version = published.text, published.version
    date, exactness = _date(published)
    language = LANGUAGES.get(version.language, "und")
    work = f"/akn/{COUNTRY}/statement/{_named(text.kind or 'text')}/{date}/{_named(text.id)}"
    expression = f"{work}/{language}@{date}"
    if version.id != f"{text.id}/{version.language}":
        # A second version in one language is another expression.
        expression += f"!{_named(version.id.rpartition('/')[2])}"
    block = element(meta, "identification", source="#record")
    one = _level(block, "FRBRWork", work, f"{work}/!main", at.page("text", text.id), date, exactness, "#parties")
    element(one, "FRBRcountry", value=COUNTRY)
    element(one, "FRBRsubtype", value=text.kind or "text")
    if text.title:
        element(one, "FRBRname", value=one_line(text.title))
    one = _level(
        block, "FRBRExpression", expression, f"{expression}/!main", at.page("read", version.id), date, exactness,
        "#parties",
    )  # fmt: skip
    if version.authority != "unknown":
        element(one, "FRBRauthoritative", value=version.authority == "authentic")
    element(one, "FRBRlanguage", language=language)
    made = published.kept.made[:10]
    one = _level(
        block, "FRBRManifestation", f"{expression}.xml", f"{expression}/!main.xml",
        at.api("akomantoso", version.id), made, "read", "#reader",
    )  # fmt: skip
    element(one, "FRBRformat", value="application/akn+xml")


def _level(block: Element, name: str, uri: str, this: str, alias: str, date: str, of: str, author: str) -> Element:
    made = element(block, name)
    element(made, "FRBRthis", value=this)
    element(made, "FRBRuri", value=uri)
    element(made, "FRBRalias", value=alias, name="address")
    element(made, "FRBRdate", date=date, name=of)
    element(made, "FRBRauthor", href=author)
    return made


def _date(published: Publication) -> tuple[str, str]:
    """A day, which the schema wants, and how exact it is; that of receipt where the text has no date."""
    known = published.text.date
    if known:
        return known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known, EXACTNESS[len(known)]
    return published.version.received[:10], "received"


def _named(id: str) -> str:
    return quote(sound(id).replace("/", "-"), safe="")


class References:
    """Everything that is referred to, each under an `eId` of its own."""

    def __init__(self, published: Publication, at: Addresses) -> None:
        self.published, self.at = published, at
        speakers = dict.fromkeys(each for noun in published.reading.provisions for each in noun.speaker)
        self._codes = {each: published.codes.get(each, each) for each in speakers}
        self._parties = {code: _eid("party", n, code) for n, code in enumerate(dict.fromkeys(self._codes.values()), 1)}
        self._people = dict.fromkeys(each.correction.who for each in published.rulings)
        self._entities = {
            each: _eid("entity", n, each)
            for n, each in enumerate(dict.fromkeys(it.entity for it in published.links), 1)
        }

    def speaker(self, name: str) -> str:
        """A reference to a party, by the name that the reading gives it."""
        return f"#{self._parties[self._codes[name]]}"

    def person(self, who: str) -> str:
        """A reference to who decided."""
        return f"#decider-{list(self._people).index(who) + 1}"

    def entity(self, id: str) -> str:
        """A reference to an entity that the text mentions."""
        return f"#{self._entities[id]}"

    def write(self, meta: Element) -> None:
        """The block `references`."""
        block = element(meta, "references", source="#record")
        published, at = self.published, self.at
        element(block, "TLCObject", eId="record", href="/akn/ontology/object/taiwa", showAs="Taiwa")
        reader = program(published)
        element(block, "TLCObject", eId="reader", href=reader["id"], showAs=one_line(published.kept.reader))
        element(block, "TLCConcept", eId="parties", href=at.page("read", published.version.id), showAs="parties")
        for code, eid in self._parties.items():
            name = next(each for each, of in self._codes.items() if of == code)
            shown = called(published.names.get(code, ()), published.version.language, code)
            element(block, "TLCOrganization", eId=eid, href=party(published, name, at), showAs=one_line(shown))
        for n, each in enumerate(published.reading.statement.participants, 1):
            shown = ", ".join(filter(None, (heal(each.name), heal(each.office), each.party)))
            href = f"/akn/ontology/person/{_named(heal(each.name))}"
            element(block, "TLCPerson", eId=f"person-{n}", href=href, showAs=one_line(shown))
        for n, who in enumerate(self._people, 1):
            element(block, "TLCPerson", eId=f"decider-{n}", href=person(who)["id"], showAs=one_line(who))
        if published.text.meeting:
            held = published.text.meeting
            element(block, "TLCEvent", eId="meeting", href=at.page("meeting", held), showAs=one_line(held))
        for id, eid in self._entities.items():
            shown = called(published.names.get(id, ()), published.version.language, id)
            element(block, "TLCConcept", eId=eid, href=at.page("entity", id), showAs=one_line(shown))
        for table, name in _values(published):
            shown = labels_in("en").name(table, name)
            element(block, "TLCConcept", eId=f"{table}-{name}", href=value(table, name), showAs=shown)


def _values(published: Publication) -> Iterator[tuple[str, str]]:
    """The values of the vocabulary that the provisions have."""
    nouns = published.reading.provisions
    yield from (("act", each) for each in sorted({noun.act for noun in nouns}))
    yield from (("followup", each) for each in sorted({noun.followup for noun in nouns}))
    yield from (("field", each) for each in sorted({each for noun in nouns for each in noun.fields}))


def _eid(kind: str, number: int, name: str) -> str:
    """An `eId` that says its name where it can: letters, digits and hyphens."""
    return f"{kind}-{name}" if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name) else f"{kind}.{number}"
