"""The card of one provision on the page: what it is at a glance, and what the reader saw, on demand."""

from __future__ import annotations

from collections.abc import Iterator

from taiwa.comparing.strength import promised
from taiwa.model import Provision, Reading
from taiwa.view.labels import MARKS, Labels, bar, in_a_row, speakers
from taiwa.view.markup import Numbers, escape, family
from taiwa.view.prose import heal

# How little a promise may be of for the card to say so: with "promote" something is done, if not all.
LESS = ("consider", "seek")


def card(reading: Reading, n: int, numbers: Numbers, labels: Labels, foot: str = "") -> str:
    """The card of the provision at place `n` as a list item; `foot` is HTML below what the card says."""
    provision = reading.provisions[n]
    full, rest = bar(provision.force)
    force = escape(labels.say("force", force=provision.force))
    who = speakers(provision.speaker, reading.statement.parties, labels)
    much = promised(provision, reading)
    less = labels.name("grade", much.value) if much.value in LESS else ""
    about = [less, labels.names("field", provision.fields), labels.say("preambular") if provision.preambular else ""]
    to_text, mark = escape(f"{provision.id} {labels.say('to_text')}"), _mark(provision, labels)
    return (
        f'<li class="card {family(provision.act)}" id="c{n}" {_filed(provision, numbers)}>'
        f'<p class="head"><a href="#t{n}" aria-label="{to_text}">{escape(provision.id)}</a>'
        f'<span class="act">{escape(labels.name("act", provision.act))}</span>'
        f'<span class="bar" role="img" aria-label="{force}" title="{force}">{full}{rest}</span>{mark}</p>'
        f'<p>{escape(who)} <span class="quiet">{escape("".join(f"· {part} " for part in about if part))}</span></p>'
        f"<dl>{''.join(_seen(reading, provision, labels))}</dl>{foot}</li>"
    )


def _filed(provision: Provision, numbers: Numbers) -> str:
    """What the filters compare, as numbers."""
    values = {
        "act": (provision.act,),
        "followup": (provision.followup,),
        "speaker": provision.speaker,
        "field": provision.fields,
    }
    return f'data-force="{provision.force}" ' + " ".join(
        f'data-{name}="{" ".join(str(numbers[name][value]) for value in each)}"' for name, each in values.items()
    )


def _mark(provision: Provision, labels: Labels) -> str:
    if provision.followup not in MARKS:
        return ""
    return (
        f'<span class="follow">{MARKS[provision.followup]} {escape(labels.name("followup", provision.followup))}</span>'
    )


def _seen(reading: Reading, provision: Provision, labels: Labels) -> Iterator[str]:
    """The evidence: sentence, qualifiers, mentions, where the speaker comes from, entries that fired."""
    language = escape(reading.language)
    qualifiers = "; ".join(f"{heal(each.text)} ({labels.name('effect', each.effect)})" for each in provision.qualifiers)
    mentions = "; ".join(
        f"{heal(each.name)} ({labels.name('mention', each.kind)}{f', {each.value}' if each.value else ''})"
        for each in provision.mentions
    )
    rows = (
        ("sentence", f'<span lang="{language}">{escape(heal(provision.text))}</span>' if provision.text else ""),
        ("speaker", escape(in_a_row(provision.speaker) + f" ({labels.name('origin', provision.speaker_origin)})")),
        ("qualifiers", escape(qualifiers)),
        ("mentions", escape(mentions)),
        ("evidence", escape(", ".join(provision.lexicon))),
    )
    for name, words in rows:
        if words:
            yield f"<dt>{escape(labels.say(name))}</dt><dd>{words}</dd>"
