"""A reading as one HTML page that asks nothing of the network: the text with its provisions marked, a card for each.

Template, style and script lie in `web/`. Everything from a document passes `escape`; the policy in the page allows
its one style and its one script by their hashes and nothing else.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from urllib.parse import quote

from taiwa.model import Passage, Provision, Reading
from taiwa.view.labels import MARKS, Labels, counts_line, due, facts_of, kind_of, labels_in, read_lines, speakers
from taiwa.view.markup import escape, family, filters, numbers
from taiwa.view.page_text import text_rows
from taiwa.view.prose import aside, heal, phrase
from taiwa.view.record import notices_of
from taiwa.view.tally import Summary, Tally, count

# From this many provisions the browser lays out only the rows in view; below, scrolling is steadier without.
LONG = 400


def as_page(reading: Reading, labels: Labels | None = None) -> str:
    """The page as HTML text, to be stored as UTF-8."""
    labels = labels or labels_in("en")
    title = reading.statement.title or reading.source.name
    return document(title, _body(reading, labels), labels)


def as_index(pages: Iterable[tuple[str, Summary]], labels: Labels | None = None) -> str:
    """A page that lists others: (file name of the page, summary of its reading) for each."""
    labels = labels or labels_in("en")
    return document(labels.say("index"), _index(pages, labels), labels)


def document(
    title: str, body: Iterable[str], labels: Labels, *, styles: Sequence[str] = ("page.css",), script: str = "page.js"
) -> str:
    """A whole page of the house: `styles` and `script` are files of `web/`, and all that the page may run."""
    style, script = "".join(map(_web, styles)), _web(script) if script else ""
    return Template(_web("page.html")).substitute(
        interface=labels.language,
        title=escape(heal(title)),
        skip=escape(labels.say("skip")),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        body="\n".join(body),
    )


@cache
def _web(name: str) -> str:
    return (files("taiwa.view") / "web" / name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _body(reading: Reading, labels: Labels) -> Iterator[str]:
    tally = count(reading)
    yield from _head(reading, labels)
    yield "<main>"
    yield from _follow_up(reading, labels)
    long = ' class="long"' if tally.provisions > LONG else ""
    yield f'<section id="text" tabindex="-1"{long}><h2>{escape(labels.say("text"))}</h2>'
    yield from _filter(tally, labels)
    yield from text_rows(reading, numbers(tally), labels)
    yield "</section>"
    yield from _passages("assertions", reading.assertions, reading.language, labels)
    yield from _passages("residue", reading.residue, reading.language, labels)
    yield f"</main><footer><p>{escape(counts_line(tally, labels))}</p>"
    yield from (f"<p>{escape(line)}</p>" for line in read_lines(reading, tally, labels))
    yield "</footer>"


def _head(reading: Reading, labels: Labels) -> Iterator[str]:
    statement, language = reading.statement, escape(reading.language)
    yield f'<header><h1 lang="{language}">{escape(heal(statement.title or reading.source.name))}</h1>'
    yield f'<p class="kind">{escape(kind_of(statement, reading.language, labels))}</p><dl class="facts">'
    facts = [(labels.say("document"), reading.source.name), *facts_of(statement, labels)]
    facts += [(labels.say("notices"), notice.message) for notice in notices_of(reading)]
    for label, words in facts:
        yield f"<dt>{escape(label)}</dt><dd>{escape(heal(words))}</dd>"
    yield "</dl></header>"


def _follow_up(reading: Reading, labels: Labels) -> Iterator[str]:
    yield f'<section><h2 id="follow">{escape(labels.say("follow"))}</h2>'
    followed = [(n, each) for n, each in enumerate(reading.provisions) if each.followup in MARKS]
    if not followed:
        yield f"<p>{escape(labels.say('nothing_to_follow'))}</p></section>"
        return
    heads = "".join(f'<th scope="col">{escape(labels.say(name))}</th>' for name in ("followup", "who", "when", "what"))
    yield f'<div class="scroll"><table class="followed"><thead><tr>{heads}</tr></thead><tbody>'
    for n, provision in followed:
        yield _followed(reading, n, provision, labels)
    yield "</tbody></table></div></section>"


def _followed(reading: Reading, n: int, provision: Provision, labels: Labels) -> str:
    pieces = phrase(reading.source.text, provision.anchor, provision.content, aside(reading))
    words = "".join(f"<b>{escape(text)}</b>" if role == "anchor" else escape(text) for role, text in pieces)
    kind, language = escape(labels.name("followup", provision.followup)), escape(reading.language)
    return (
        f'<tr class="{family(provision.act)}"><td><span class="follow" role="img" aria-label="{kind}" title="{kind}">'
        f'{MARKS[provision.followup]}</span> <a href="#t{n}">{escape(provision.id)}</a></td>'
        f"<td>{escape(speakers(provision.speaker, reading.statement.parties, labels))}</td>"
        f'<td class="when">{escape(due(provision))}</td><td class="words" lang="{language}">{words}</td></tr>'
    )


def _filter(tally: Tally, labels: Labels) -> Iterator[str]:
    """The filters, hidden until the script is there to serve them."""
    shown = labels.say("shown", shown="{shown}", total=tally.provisions)
    yield f'<form class="filter" hidden aria-label="{escape(labels.say("filter"))}">'
    for name, values in filters(tally).items():
        options = "".join(
            f'<option value="{n}">{escape(labels.name(name, value))} ({number})</option>'
            for n, (value, number) in enumerate(values.items(), 1)
        )
        every = f'<option value="">{escape(labels.say("all"))}</option>'
        yield f'<label>{escape(labels.say(name))}<select name="{name}">{every}{options}</select></label>'
    yield f'<button type="reset">{escape(labels.say("reset"))}</button>'
    yield f'<output aria-live="polite" data-shown="{escape(shown)}"></output>'
    yield f'<label class="keys"><input type="checkbox" name="keys" checked> {escape(labels.say("keys"))}</label></form>'


def _passages(name: str, passages: tuple[Passage, ...], language: str, labels: Labels) -> Iterator[str]:
    if not passages:
        return
    yield f'<section><h2>{escape(labels.say(name))}</h2><p class="quiet">{escape(labels.say(f"{name}_lead"))}</p>'
    yield '<ul class="passages">'
    for passage in passages:
        reason = f' <span class="quiet">({escape(passage.reason)})</span>' if passage.reason else ""
        yield f'<li><span lang="{escape(language)}">{escape(heal(passage.text))}</span>{reason}</li>'
    yield "</ul></section>"


def _index(pages: Iterable[tuple[str, Summary]], labels: Labels) -> Iterator[str]:
    names = ("document", "date", "provisions", "followup", "share_read")
    heads = "".join(f'<th scope="col">{escape(labels.say(name))}</th>' for name in names)
    yield f'<header><h1>{escape(labels.say("index"))}</h1></header><main id="text">'
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>'
    for href, each in pages:
        title, language = escape(each.title or labels.say("untitled")), escape(each.language)
        yield (
            f'<tr><td class="words"><a href="{escape(quote(href))}"><span lang="{language}">{title}</span></a>'
            f'<br><span class="quiet">{escape(each.name)}</span></td><td>{escape(each.date)}</td>'
            f"<td>{each.provisions}</td><td>◆ {each.commitments} ◇ {each.intentions}</td>"
            f"<td>{each.share_read:.1%}</td></tr>"
        )
    yield "</tbody></table></div></main>"
