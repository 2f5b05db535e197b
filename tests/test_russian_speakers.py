"""Who speaks in Russian texts of many openings: short texts, each act coded (tests/gold/ru/openings/speakers.json)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from scoring import matches

from taiwa.model import Provision, Reading, Source
from taiwa.reading import read_source

TEXTS = json.loads((Path(__file__).parent / "gold/ru/openings/speakers.json").read_text("utf-8"))
# The least shares over all texts; raised when a reading gets better.
FLOORS = {"act_f1": 0.98, "speaker": 0.99, "class": 0.97, "followup": 0.975}
# Speakers still wrong in a text: whoever is thanked is counted among those who thank.
NOT_YET = {"ministers of a group, one of them the chair": 1}


def read(text: str) -> Reading:
    return read_source(Source("text.txt", "text/plain", "", text))


def speakers_right(act: dict[str, Any], provision: Provision, reading: Reading) -> bool:
    """Whether the coded names and the read parties are the same; a party goes by any of its names."""
    called = [{code, *reading.statement.parties.get(code, ())} for code in provision.speaker]
    if len(called) != len(act["speaker"]):
        return False
    return all(any(any(n == name or n.endswith(" " + name) for n in c) for c in called) for name in act["speaker"])


def counted(item: dict[str, Any]) -> Counter[str]:
    reading, acts, out = read(item["text"]), item["acts"], Counter[str]()
    pairs = matches(acts, reading.provisions)
    skipped = sum(bool(acts[at].get("optional")) for at, _ in pairs)
    out.update(coded=sum(not act.get("optional") for act in acts), read=len(reading.provisions) - skipped)
    for at, n in pairs:
        act, provision = acts[at], reading.provisions[n]
        if not act.get("optional"):
            out.update(
                found=1,
                speaker=speakers_right(act, provision, reading),
                act=act["act"] == provision.act,
                followup=act["followup"] == provision.followup,
            )
    return out


@pytest.mark.parametrize("item", TEXTS, ids=lambda item: item["name"])
def test_every_act_that_is_found_has_its_speakers(item: dict[str, Any]) -> None:
    got = counted(item)
    assert got["found"] > 0
    assert got["found"] - got["speaker"] == NOT_YET.get(item["name"], 0)


def test_the_texts_together_keep_their_shares() -> None:
    total = sum((counted(item) for item in TEXTS), Counter[str]())
    shares = {
        "act_f1": 2 * total["found"] / (total["coded"] + total["read"]),
        "speaker": total["speaker"] / total["found"],
        "class": total["act"] / total["found"],
        "followup": total["followup"] / total["found"],
    }
    assert all(shares[name] >= floor for name, floor in FLOORS.items()), shares


OPENING = (
    "Совместное заявление\n\n"
    "Министр иностранных дел Ардонии Я. Мерц и Министр иностранных дел Гелмы О. Сигал провели встречу.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Министры двух стран поддержали план.", {"Ардония", "Гелма"}),
        ("Руководители обоих соседних государств поддержали план.", {"Ардония", "Гелма"}),
        ("Руководители стран поддержали план.", {"Ардония", "Гелма"}),
        ("Я. Мерц поддержал план.", {"Ардония"}),
    ],
)
def test_words_for_all_and_for_one(sentence: str, speaker: set[str]) -> None:
    assert [set(p.speaker) for p in read(OPENING + sentence + "\n").provisions] == [speaker]


@pytest.mark.parametrize("who", ["Л. Варга поддержал", "Я. Мерц и Л. Варга поддержали", "Я. Мерц и Посол поддержали"])
def test_whom_the_opening_does_not_tell_stays_unresolved(who: str) -> None:
    """Neither a name taken for a party, nor the other one alone."""
    provision = read(f"{OPENING}{who} план.\n").provisions[0]
    assert (provision.speaker, provision.speaker_origin) == ((), "unresolved")


def test_no_act_stands_in_a_name() -> None:
    text = OPENING + "Заседание Совета Организации Северного Согласия состоялось в Гелте.\n"
    assert read(text).provisions == ()
