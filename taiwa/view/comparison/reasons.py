"""Why a pair has its verdict, in a sentence of the interface's language. Owns the choice of phrase; words are data."""

from __future__ import annotations

from collections.abc import Iterator

from taiwa.model import Callout, Comparison, Ground, Opinion, Pair, Step
from taiwa.view.labels import Labels
from taiwa.view.prose import heal

# What the values of an aspect are named by.
TABLES = {"act": "act", "complement": "grade", "followup": "followup"}


def reason(pair: Pair, labels: Labels) -> str:
    """One sentence for the verdict, and one for what else differs."""
    return " ".join(_sentences(pair, labels)) if labels.language != "ja" else "".join(_sentences(pair, labels))


def _sentences(pair: Pair, labels: Labels) -> Iterator[str]:
    grounds, between = list(pair.grounds), labels.phrase("compare", "between")
    one_sided = any(g.aspect == "act" and (g.old is None or g.new is None) for g in grounds)
    if one_sided:
        known = next(g.old or g.new or "" for g in grounds)
        yield labels.phrase("compare", "one_act", act=labels.name("act", known))
        grounds = []
    elif pair.verdict == "contested":
        said = between.join(_opinion(opinion, labels) for opinion in pair.opinions)
        # Where the scales agree, it is the follow-up that goes another way than the class.
        torn = len({opinion.verdict for opinion in pair.opinions}) == 1
        yield labels.phrase("compare", "torn" if torn else "contested", opinions=said)
    elif pair.verdict in ("strengthened", "weakened"):
        yield labels.phrase("compare", pair.verdict, ground=_ground(grounds.pop(0), labels))
    elif turned := next((g for g in grounds if g.aspect == "negation" and pair.verdict == "reworded"), None):
        grounds.remove(turned)
        yield labels.phrase("compare", "turned", ground=_ground(turned, labels))
    else:
        yield labels.phrase("compare", {"new": "added"}.get(pair.verdict, pair.verdict))
    if grounds:
        yield labels.phrase("compare", "also", grounds=between.join(_ground(ground, labels) for ground in grounds))
    if pair.callouts:
        yield labels.phrase("compare", "changed", callouts=between.join(called(one, labels) for one in pair.callouts))


def step_reason(step: Step, labels: Labels) -> str:
    """What became of a wording since the step before, as far as it says more than the verdict; empty for the first."""
    if step.verdict in ("first", "kept"):
        return ""
    if step.verdict != "contested":
        return reason(Pair((), step.provisions, step.verdict, step.likeness, step.grounds), labels)
    # Steps don't keep what each scale said.
    between = labels.phrase("compare", "between")
    said = between.join(_ground(ground, labels) for ground in step.grounds)
    return labels.phrase("compare", "also", grounds=said) if said else ""


def called(callout: Callout, labels: Labels) -> str:
    """A callout in words: what was there, what is there now."""
    kind = labels.name("callout", callout.kind)
    old, new = ", ".join(map(heal, callout.old)), ", ".join(map(heal, callout.new))
    if callout.kind == "amount":
        old, new = labels.grouped(old), labels.grouped(new)
    phrase = "called" if old and new else "gone" if old else "come"
    return labels.phrase("compare", phrase, kind=kind, old=old, new=new)


def verdicts_of(comparison: Comparison) -> dict[str, int]:
    """How many pairs have each verdict, those that nobody has left out, in the order of the model's list."""
    from taiwa.model.comparison import VERDICTS

    counts = {verdict: sum(pair.verdict == verdict for pair in comparison.pairs) for verdict in VERDICTS}
    return {verdict: number for verdict, number in counts.items() if number}


def _opinion(opinion: Opinion, labels: Labels) -> str:
    verdict = labels.name("verdict", opinion.verdict)
    return labels.phrase("compare", "opinion", scale=opinion.scale, verdict=verdict, old=opinion.old, new=opinion.new)


def _ground(ground: Ground, labels: Labels) -> str:
    table = TABLES.get(ground.aspect, "")
    phrase = ground.aspect
    if phrase in ("hedge", "qualifier", "negation") and not (ground.old and ground.new):
        phrase += "_gone" if ground.old else "_come"
    return labels.phrase(
        "compare",
        phrase,
        old=labels.name(table, ground.old or ""),
        new=labels.name(table, ground.new or ""),
        old_words=heal(ground.old_words),
        new_words=heal(ground.new_words),
    )
