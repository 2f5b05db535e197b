"""News of the record as a feed (RFC 4287, Atom; pages by RFC 5005): new texts and readings, decisions, meetings.

Owns what an entry says. An entry is a line of the history: it has one identifier for good, whoever asks, and is never
changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from html import escape as escape_html
from typing import Any

from lxml import etree

import taiwa
from taiwa.model import Change
from taiwa.view.labels import Labels, called
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.characters import for_xml, one_line
from taiwa.view.published.naming import meeting_called
from taiwa.view.published.nouns import News

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# Characters of a value that an entry shows.
SHOWN = 200


def as_feed(
    name: str,
    about: str,
    news: Sequence[News],
    labels: Labels,
    at: Addresses,
    *,
    own: str,
    links: Sequence[tuple[str, str]] = (),
    since: str = "1970-01-01T00:00:00Z",
) -> bytes:
    """The feed of `about` (a forum's identifier, or empty for the whole), the youngest news first.

    `own` is the feed's address, `links` pairs of relation and address (`next`, `first`, `alternate`); `since` is its
    time where there is no news.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    feed.set(f"{{{XML}}}lang", labels.language)
    _words(feed, "id", at.tag(f"feed/{about}" if about else "feed"))
    _words(feed, "title", name)
    _words(feed, "updated", news[0].change.at if news else since)
    _words(feed, "generator", "Taiwa").set("version", taiwa.__version__)
    for relation, address in (("self", own), *links):
        _link(feed, relation, address, "text/html" if relation == "alternate" else "application/atom+xml")
    for each in news:
        _entry(feed, each, labels, at)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def _entry(feed: etree._Element, news: News, labels: Labels, at: Addresses) -> None:
    change = news.change
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    _words(entry, "id", at.tag(f"change/{_digest(change)}"))
    _words(entry, "title", _title(news, labels))
    _words(entry, "updated", change.at)
    _words(entry, "published", change.at)
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    _words(author, "name", change.who or "?")
    _link(entry, "alternate", at.page(*news.page), "text/html")
    for kind in (change.verb, change.subject.partition(" ")[0]):
        etree.SubElement(entry, f"{{{ATOM}}}category").set("term", one_line(kind))
    _words(entry, "content", "".join(f"<p>{escape_html(line, quote=False)}</p>" for line in _lines(news, labels))).set(
        "type", "html"
    )


def _digest(change: Change) -> str:
    """What tells a change from all others: what it says. Its number is another one for who doesn't see all of them."""
    said = [change.at, change.who, change.verb, change.subject, change.why, change.before, change.after]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _title(news: News, labels: Labels) -> str:
    """What happened to what: `New text: Joint Statement (English)`."""
    language = f" ({labels.name('language', news.language)})" if news.language else ""
    if news.meeting and news.forum:
        what = meeting_called(news.meeting, news.forum, labels)
    else:
        what = news.title or (called(news.forum.names, labels.language) if news.forum else "") or news.page[1]
    return labels.phrase("news", happening(news.change), what=f"{what}{language}")


def happening(change: Change) -> str:
    """The name of what happened: its verb and the kind of its thing (`add-version`)."""
    return f"{change.verb}-{change.subject.partition(' ')[0]}"


def _lines(news: News, labels: Labels) -> list[str]:
    """What there is to say: the forum, the counts of a new version, what changed, why."""
    change = news.change
    lines = [called(news.forum.names, labels.language, news.forum.id)] if news.forum else []
    if news.told:
        counts = (f"{labels.name('followup', name)}: {number}" for name, number in news.told.items())
        lines.append(", ".join(counts))
    lines += _changed(change.verb, change.before, change.after, labels)
    lines.append(change.why)
    return [one_line(line) for line in lines if line.strip()]


def _changed(verb: str, before: str | None, after: str | None, labels: Labels) -> list[str]:
    """The fields that a change changed, old and new; of a decision what was decided, and what the machine had read."""
    now, was = _object(after), _object(before)
    if verb in ("correct", "withdraw"):
        pairs = [(str(now.get("field")), now.get("machine"), now.get("value"))]
        pairs = [(name, new, old) for name, old, new in pairs] if verb == "withdraw" else pairs
        return [_pair(name, old, new, labels) for name, old, new in pairs]
    if not was:
        return []
    return [_pair(name, was.get(name), each, labels) for name, each in now.items() if was.get(name) != each]


def _pair(name: str, old: object, new: object, labels: Labels) -> str:
    field = labels.name("part", name)
    return labels.phrase("published", "changed", field=field, old=_short(old), new=_short(new))


def _short(value: object) -> str:
    if value in (None, "", "null", '""'):
        return "–"
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _object(data: str | None) -> dict[str, Any]:
    made = json.loads(data) if data else {}
    return made if isinstance(made, dict) else {}


def _words(parent: etree._Element, name: str, words: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = for_xml(words) if name == "content" else for_xml(one_line(words))
    return made


def _link(parent: etree._Element, relation: str, address: str, kind: str) -> None:
    made = etree.SubElement(parent, f"{{{ATOM}}}link")
    for name, value in (("rel", relation), ("href", address), ("type", kind)):
        made.set(name, value)
