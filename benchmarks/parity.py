"""How well language versions are laid beside each other, and what of known discrepancies is found.

python -m benchmarks.parity             # everything
python -m benchmarks.parity --alignment # the published texts only
python -m benchmarks.parity --flags     # the samples with seeded discrepancies only
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import taiwa
from benchmarks.measuring import ROOT, SAMPLES, judged, skipped, table
from benchmarks.parallel import FOLDER, SETS, Part, laid_out
from benchmarks.seeding import KINDS, Seed, seeds
from taiwa.model import Reading, Span
from taiwa.model.parity import Counterpart, Pairing

ALIGNMENT, FALSE_ALARMS = 0.95, 0.05
LANGUAGES = ("ja", "en", "ru")
# Texts that nobody tunes to.
HELD = ROOT / "tests" / "gold" / "parity"
# So many discrepancies of each kind in each version of each sample.
EACH = 4
# Flags by which a discrepancy of a kind is found.
FOUND = {
    "force": {"force", "class"},
    "followup": {"followup"},
    "number": {"scope"},
    "party": {"scope", "speaker"},
    "party-dropped": {"scope", "speaker"},
    "speaker": {"speaker"},
    "missing": {"missing"},
    "clause": {"missing"},
}


# --- alignment ---------------------------------------------------------------------------------------------------


def alignment() -> None:
    """Precision, recall and F1 of links between sentences whose numbers were hidden."""
    rows = [("text", "pair", "parts", "sentences", "precision", "recall", "F1", "")]
    for name, (cut, languages) in SETS.items():
        readings = {language: _read(cut(language), language) for language in languages}
        for one, other in combinations(languages, 2):
            (left, ours), (right, theirs) = readings[one], readings[other]
            precision, recall = _agreement(taiwa.parity(left, right).pairings[0], ours, theirs)
            f1 = 2 * precision * recall / (precision + recall)
            pairing = taiwa.parity(left, right).pairings[0]
            things = [sum(len(side) for side in sides) for sides in _sides(pairing)]
            rows.append(
                (
                    *(name, f"{one}-{other}", str(len({n for *_, n in ours})), f"{things[0]}/{things[1]}"),
                    *(f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", judged(f1, ALIGNMENT, at_most=False)),
                )
            )
    print(table(rows))


def _read(parts: list[Part], language: str) -> tuple[Reading, list[tuple[int, int, str]]]:
    text, places = laid_out(parts)
    return taiwa.read_text(text, language=language), places


def _sides(pairing: Pairing) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [each.left for each in pairing.counterparts], [each.right for each in pairing.counterparts]


def _agreement(
    pairing: Pairing, ours: Sequence[tuple[int, int, str]], theirs: Sequence[tuple[int, int, str]]
) -> tuple[float, float]:
    """Of the characters that were linked, the share linked to the same part (precision); of all, the share (recall).

    A counterpart's characters count part by part, so that a link that reaches over into the next article is wrong for
    as much of it as lies there.
    """
    right = linked = 0.0
    for each in pairing.counterparts:
        mine, other = _parts(each.left_spans, ours), _parts(each.right_spans, theirs)
        if mine and other:
            linked += sum(mine.values()) + sum(other.values())
            right += sum(n for name, n in mine.items() if name in other)
            right += sum(n for name, n in other.items() if name in mine)
    whole = sum(end - start for start, end, _ in (*ours, *theirs))
    return right / linked, right / whole


def _parts(spans: Sequence[Span], places: Sequence[tuple[int, int, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for start, end in spans:
        for first, last, name in places:
            if (overlap := min(end, last) - max(start, first)) > 0:
                found[name] += overlap
    return found


# --- flags -------------------------------------------------------------------------------------------------------


def flags(folder: Path, verbose: bool) -> None:
    """Alarms in the clean texts of a folder, then discrepancies of each kind put into one version of them."""
    clean = alarmed = 0
    texts = sorted({path.name.rsplit("-", 1)[0] for path in folder.glob("*-ja.txt")})
    versions = {(t, code): taiwa.read(folder / f"{t}-{code}.txt") for t in texts for code in LANGUAGES}
    for text in texts:
        for one, other in combinations(LANGUAGES, 2):
            pairing = taiwa.parity(versions[text, one], versions[text, other]).pairings[0]
            alarms = [each for each in pairing.counterparts if each.alarms]
            clean, alarmed = clean + len(pairing.counterparts), alarmed + len(alarms)
            for each in alarms if verbose else ():
                print(text, one, other, each.left, each.right, [(f.kind, f.left, f.right) for f in each.alarms])
    share = alarmed / clean
    print(f"clean pairs: {alarmed} of {clean} alarmed, {share:.3f}; {judged(share, FALSE_ALARMS, at_most=True)}")
    _seeded(versions, texts, verbose)


def _seeded(versions: dict[tuple[str, str], Reading], texts: Sequence[str], verbose: bool) -> None:
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    beside = judged_pairs = 0
    for text in texts:
        for language in LANGUAGES:
            for kind in KINDS:
                chance = random.Random(f"{text} {language} {kind}")
                for seed in seeds(versions[text, language], kind, EACH, chance):
                    edited = taiwa.read_text(seed.text, language=language)
                    for other in LANGUAGES:
                        if other == language:
                            continue
                        pairing = taiwa.parity(edited, versions[text, other]).pairings[0]
                        clean = taiwa.parity(versions[text, language], versions[text, other]).pairings[0]
                        hit, more = _judge(seed, pairing, clean)
                        made[kind] += 1
                        found[kind] += hit
                        beside, judged_pairs = beside + more, judged_pairs + len(pairing.counterparts)
                        if verbose and not hit:
                            around = seed.text[max(seed.place.start - 60, 0) : seed.place.end + 60].replace("\n", " ")
                            print(f"MISSED {kind} {text} {language}-{other}: {around}")
    rows = [("seeded", "made", "found", "share")]
    rows += [(k, str(made[k]), str(found[k]), f"{found[k] / made[k]:.3f}") for k in KINDS if made[k]]
    rows.append(("all", str(made.total()), str(found.total()), f"{found.total() / made.total():.3f}"))
    print(table(rows))
    print(judged(found.total() / made.total(), 1.0, at_most=False))
    print(
        f"alarms elsewhere that the clean pair has not: {beside} of {judged_pairs} pairs, {beside / judged_pairs:.3f}"
    )


def _judge(seed: Seed, pairing: Pairing, clean: Pairing) -> tuple[bool, int]:
    """Whether the discrepancy is flagged where it was made, and how many alarms stand elsewhere that were not there."""
    known = {_others(each) for each in clean.counterparts if each.alarms}
    expected = FOUND[seed.kind]
    hit, more = False, 0
    if seed.dropped:
        lost = _across(clean, seed.dropped)
        for each in pairing.counterparts:
            mine = set(each.right) & lost
            if mine and not each.left and any(f.kind in expected for f in each.alarms):
                hit = True
            elif each.alarms and not mine and _others(each) not in known:
                more += 1
        return hit, more
    for each in pairing.counterparts:
        here = any(span.start < seed.place.end and seed.place.start < span.end for span in each.left_spans)
        if here and any(flag.kind in expected for flag in each.alarms):
            hit = True
        elif each.alarms and not here and _others(each) not in known:
            more += 1
    return hit, more


def _others(each: Counterpart) -> tuple[str, ...]:
    """An alarm by what is named on the side that was not edited."""
    return (*each.right, *sorted({flag.kind for flag in each.alarms}))


def _across(clean: Pairing, dropped: Span) -> set[str]:
    """What the other version has for the characters that were dropped."""
    return {
        name
        for each in clean.counterparts
        if any(span.start < dropped.end and dropped.start < span.end for span in each.left_spans)
        for name in each.right
    }


def main(arguments: Sequence[str]) -> None:
    """Both measures, or the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("alignment", "flags", "verbose"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.alignment or not asked.flags:
        if FOLDER.is_dir():
            alignment()
        else:
            skipped("alignment", f"there is no {FOLDER}")
    if asked.flags or not asked.alignment:
        for folder in (SAMPLES, HELD):
            print(f"\n{folder.relative_to(ROOT)}")
            flags(folder, asked.verbose)


if __name__ == "__main__":
    main(sys.argv[1:])
