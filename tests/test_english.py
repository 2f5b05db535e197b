"""English sentences and what is read in them: each is a form that once was read otherwise."""

from __future__ import annotations

import time

import pytest

from taiwa import read_text

OPENING = """Joint Statement

The Ministers for Foreign Affairs of Norrholm, Ister and Veldora met in Port Selmar on 3 May 2025.

"""
# (act, follow-up, speakers: A all three, else the first letter of the one, anchor, content)
Acts = list[tuple[str, str, str, str, str]]
CASES: list[tuple[str, Acts]] = [
    ("Both Norrholm and Ister welcomed the talks.", [("welcome", "none", "NI", "welcomed", "the talks")]),
    ("Neither Norrholm nor Ister will use force.", [("undertake", "commitment", "NI", "will", "use force")]),
    ("Neither Norrholm nor Ister supports the measure.", []),
    ("Neither side welcomed the measure.", []),
    (
        "The Ministers would like to thank Ister for hosting the talks.",
        [("welcome", "none", "A", "would like to thank", "Ister for hosting the talks")],
    ),
    (
        "The Ministers wish to express their concern at the attack.",
        [("concern", "none", "A", "wish to express their concern", "the attack")],
    ),
    (
        "Norrholm would also like to open a bridge.",
        [("intend", "intention", "N", "would also like to", "to open a bridge")],
    ),
    (
        "The Agreement between Norrholm and Veldora will represent a milestone in relations.",
        [],
    ),
    (
        "The Ministers will continue to study the impacts of their measures and are prepared to take further measures.",
        [
            ("undertake", "commitment", "A", "will continue to", "study the impacts of their measures"),
            ("intend", "intention", "A", "are prepared", "to take further measures"),
        ],
    ),
    (
        "We commend the work done by the governments to freeze the assets of smugglers, "
        "and resolve to continue this work.",
        [
            ("welcome", "none", "A", "commend", "the work done by the governments to freeze the assets of smugglers"),
            ("intend", "intention", "A", "resolve", "to continue this work"),
        ],
    ),
    (
        "The Ministers met in Port Selmar on the margins of the summi"
        "t to reaffirm their commitment to closer cooperation.",
        [("undertake", "none", "A", "reaffirm their commitment", "closer cooperation")],
    ),
    (
        "The Ministers affirmed that the agreements with Ister, Veldora, and Norrholm constitute a strategic addition.",
        [
            (
                "affirm",
                "none",
                "A",
                "affirmed",
                "that the agreements with Ister, Veldora, and Norrholm constitute a strategic addition",
            )
        ],
    ),
    (
        "The Ministers shared their grave concern that, while Ostland halted the talks, it had sped up its work.",
        [
            (
                "concern",
                "none",
                "A",
                "shared their grave concern",
                "that, while Ostland halted the talks, it had sped up its work",
            )
        ],
    ),
    (
        "The Ministers agreed that continued delays will harm the talks.",
        [("agree", "none", "A", "agreed", "that continued delays will harm the talks")],
    ),
    (
        "The Ministers agreed that a working group would be set up.",
        [("undertake", "commitment", "A", "agreed", "that a working group would be set up")],
    ),
    (
        "They have imposed bans on the trade in timber and targeted the architects of the trade.",
        [],
    ),
    (
        "The Ministers declared that in the event of new incidents they would meet at once.",
        [("undertake", "commitment", "A", "declared", "that in the event of new incidents they would meet at once")],
    ),
    (
        "Ister reiterated its commitment to rebuild the dam, which Veldora welcomed.",
        [("undertake", "commitment", "I", "reiterated its commitment", "to rebuild the dam")],
    ),
    (
        "Nations should consider steps against piracy.",
        [("urge", "none", "A", "should", "Nations | consider steps against piracy")],
    ),
    (
        "Ostland must end the blockade of the strait.",
        [("urge", "none", "A", "must", "Ostland | end the blockade of the strait")],
    ),
    (
        "We remain united in our resolve to end the trade.",
        [("intend", "intention", "A", "remain united in our resolve", "to end the trade")],
    ),
    (
        "We note with deep appreciation the work of the secretariat.",
        [("welcome", "none", "A", "note with deep appreciation", "the work of the secretariat")],
    ),
    (
        "The Ministers reaffirmed support for the mission.",
        [("support", "none", "A", "reaffirmed support", "the mission")],
    ),
    (
        "The Ministers reaffirm a shared commitment to reform of the fund.",
        [("undertake", "commitment", "A", "reaffirm a shared commitment", "reform of the fund")],
    ),
    (
        "We note the commitment of Ostland to the accord.",
        [("note", "none", "A", "note", "the commitment of Ostland to the accord")],
    ),
    (
        "The Ministers expressed the need to repair the dam.",
        [("stress", "none", "A", "expressed the need", "to repair the dam")],
    ),
    (
        "They stressed the value of open markets and trusted partners.",
        [("stress", "none", "A", "stressed", "the value of open markets and trusted partners")],
    ),
    (
        "Norrholm is proud to stand with the islands.",
        [("support", "none", "N", "stand with", "the islands")],
    ),
    (
        "The Ministers reaffirmed their commitment to joint cooperation to rebuild the port.",
        [("undertake", "commitment", "A", "reaffirmed their commitment", "joint cooperation to rebuild the port")],
    ),
    (
        "The Ministers reaffirmed their commitment to closer cooperation.",
        [("undertake", "none", "A", "reaffirmed their commitment", "closer cooperation")],
    ),
    (
        "The Ministers are committed to systematic and open consultation on the river.",
        [("undertake", "commitment", "A", "are committed", "systematic and open consultation on the river")],
    ),
    (
        "The Joint Task Force will meet in May.",
        [("undertake", "commitment", "A", "will", "meet in May")],
    ),
    (
        "[We will:] promote trade and refrain from new barriers.",
        [("undertake", "commitment", "A", "will", "promote trade and refrain from new barriers")],
    ),
    (
        "Export controls are crucial for the region, and we will work together on them.",
        [("undertake", "commitment", "A", "will", "work together on them")],
    ),
    (
        "**REAFFIRM** steadfast support for the mission.",
        [("support", "none", "A", "REAFFIRM** steadfast support", "the mission")],
    ),
    (
        "**STRENGTHEN** cooperation in relief work.",
        [("undertake", "commitment", "A", "STRENGTHEN", "cooperation in relief work")],
    ),
    (
        "Moving forward, we place emphasis on training.",
        [("stress", "none", "A", "place emphasis", "training")],
    ),
    (
        "The port has grown. It will serve the whole coast.",
        [],
    ),
    (
        "The Ministers welcomed the report. They will study it in June.",
        [
            ("welcome", "none", "A", "welcomed", "the report"),
            ("undertake", "commitment", "A", "will", "study it in June"),
        ],
    ),
    (
        "Norrholm may positively consider the effect of the accord.",
        [("intend", "none", "N", "may positively consider", "the effect of the accord")],
    ),
    (
        "The members, together with their partners in the region, will build a port.",
        [("undertake", "commitment", "A", "will", "build a port")],
    ),
    (
        "We recognise our responsibility to keep the peace.",
        [("note", "none", "A", "recognise", "our responsibility to keep the peace")],
    ),
    (
        "The Ministers accepted the invitation of Ister to meet in Hernes.",
        [("welcome", "intention", "A", "accepted", "the invitation of Ister to meet in Hernes")],
    ),
    (
        "The Ministers welcomed progress, urging Ostland to return to the talks.",
        [
            ("welcome", "none", "A", "welcomed", "progress"),
            ("urge", "none", "A", "urging", "Ostland to return to the talks"),
        ],
    ),
    (
        "The Ministers urged restraint, taking into account the views of the islands.",
        [("urge", "none", "A", "urged", "restraint, taking into account the views of the islands")],
    ),
    (
        "This vision is out of reach in a divided world and we will resist all attempts to divide it.",
        [("undertake", "commitment", "A", "will", "resist all attempts to divide it")],
    ),
    (
        "The working group is tasked to report on ports.",
        [("undertake", "commitment", "A", "is tasked", "The working group | to report on ports")],
    ),
    (
        "Norrholm will, among other steps, open its ports.",
        [("undertake", "commitment", "N", "will", "open its ports")],
    ),
    (
        "Norrholm will (i) open its ports; and (ii) lower its duties.",
        [("undertake", "commitment", "N", "will", "open its ports; and (ii) lower its duties")],
    ),
    (
        "The Talent for Trade Task Force will advise the Ministers.",
        [("undertake", "commitment", "A", "will", "advise the Ministers")],
    ),
    (
        "Today we launch a joint initiative on ports.",
        [("undertake", "commitment", "A", "launch", "a joint initiative on ports")],
    ),
    ("Last year the Ministers launched a joint initiative on ports.", []),
    (
        "The Ministers recalled that such attacks constitute a crime.",
        [("state", "none", "A", "recalled", "that such attacks constitute a crime")],
    ),
    (
        "Norrholm reiterated Norrholm support for the truce.",
        [("support", "none", "N", "reiterated Norrholm support", "the truce")],
    ),
    (
        "The Ministers reaffirmed the strength of their ties and the lasting commitment to open ports.",
        [
            (
                "undertake",
                "commitment",
                "A",
                "reaffirmed",
                "the strength of their ties and the lasting commitment to open ports",
            )
        ],
    ),
    (
        "The Ministers look forward to developing a bold, shared vision for the strait.",
        [("intend", "intention", "A", "look forward to", "developing a bold, shared vision for the strait")],
    ),
    ("We worked together to reduce crime.", []),
    (
        "The Ministers announced a grant, valued at up to 25 million, to build ports.",
        [("state", "none", "A", "announced", "a grant, valued at up to 25 million, to build ports")],
    ),
    (
        "Norrholm and Veldora and its Member States, united by ties of trade, reaffirm our commitment to open ports.",
        [("undertake", "commitment", "NV", "reaffirm our commitment", "to open ports")],
    ),
    (
        "We, as producers of grain affirm the need to open ports.",
        [("affirm", "none", "A", "affirm", "the need to open ports")],
    ),
    ("The tasks we take up today are many.", []),
    (
        "Port and customs authorities of the three countries will share data.",
        [("undertake", "commitment", "A", "will", "share data")],
    ),
    ("Recent storms highlight the scale of the danger and the need to address it.", []),
    (
        "In order to seize the opportunities it presents, we must open our ports.",
        [("undertake", "none", "A", "must", "open our ports")],
    ),
    (
        "The Ministers agreed on a register, accepting paper forms.",
        [("agree", "none", "A", "agreed", "a register, accepting paper forms")],
    ),
    ("We are concerned the dam may fail.", [("concern", "none", "A", "are concerned", "the dam may fail")]),
]


def read(text: str) -> Acts:
    whole = OPENING + text + "\n"
    return [
        (
            p.act,
            p.followup,
            "A" if len(p.speaker) == 3 else "".join(party[0] for party in p.speaker),
            whole[p.anchor.start : p.anchor.end],
            " | ".join(whole[part.start : part.end] for part in p.content),
        )
        for p in read_text(whole, language="en").provisions
    ]


@pytest.mark.parametrize(("text", "acts"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_sentence_is_read_so(text: str, acts: Acts) -> None:
    assert read(text) == acts


def test_a_president_is_of_the_state_that_has_one() -> None:
    text = (
        "President Maro welcomed Prime Minister Aoki to the United States.\n\n"
        "Prime Minister Aoki thanked President Maro. "
        "The President reaffirmed the commitment of the United States to Japan.\n"
    )
    reading = read_text("U.S.-Japan Joint Statement\n\n" + text, language="en")
    assert [p.speaker for p in reading.provisions] == [("US",), ("JP",), ("US",)]


# (title, text, parties of the provisions in order; none where nothing is read)
SPEAKERS: list[tuple[str, str, list[tuple[str, ...]]]] = [
    ("Joint Statement by Egypt and Jordan", "The United Nations welcomed the talks.", [("UN",)]),
    (
        "Joint Statement of the C5+1",
        "The Governments of Kazakhstan, the Kyrgyz Republic, Tajikistan, Turkmenistan, Uzbekistan and the "
        "United States met in Astana. The Central Asian states welcomed the plan.",
        [("KG", "KZ", "TJ", "TM", "UZ")],
    ),
    (
        "Joint Press Release",
        "Foreign Minister Lena Berg (Estonia) and Foreign Minister Omar Said (Qatar) met in Doha. "
        "Ms. Berg invited Mr. Said to Tallinn.",
        [("EE",)],
    ),
    ("UK-Germany Joint Statement", "The Chancellor of the Exchequer welcomed the German proposal.", [("GB",)]),
    # who has had the office in this century, so that it tells nobody: all who could be meant
    ("United States-Spain Joint Statement", "President Ortega pledged to open a center.", [("ES", "US")]),
    ("Turkey-France Joint Statement", "Prime Minister Yilmaz expressed interest in the talks.", [("FR", "TR")]),
    ("Egypt-Jordan Joint Statement", "Most Ministers welcomed the plan. They urged restraint.", [(), ("EG", "JO")]),
    ("Egypt-Jordan Joint Statement", "Many of the Ministers welcomed the plan and urged restraint.", [(), ()]),
    ("UK-US Joint Statement", "Secretary of State Ward welcomed the plan.", [("GB", "US")]),
]


@pytest.mark.parametrize(("title", "text", "speakers"), SPEAKERS, ids=[text[:40] for _, text, _ in SPEAKERS])
def test_a_name_stands_for_whom_it_names(title: str, text: str, speakers: list[tuple[str, ...]]) -> None:
    provisions = read_text(f"{title}\n\n{text}\n", language="en").provisions
    assert [tuple(sorted(p.speaker)) for p in provisions] == speakers


@pytest.mark.parametrize("text", ["A" * 40_000, "Norrholm, Ister, " * 2_500])
def test_letters_and_names_without_end_are_read_soon(text: str) -> None:
    start = time.process_time()
    read_text(OPENING + text + "\n", language="en")
    assert time.process_time() - start < 10  # seconds; both took more than half a minute


def test_a_resolution_decides_for_others_and_for_itself() -> None:
    text = (
        "The Council,\n\nHaving in mind the Charter,\n\nRenewing the expression of its appreciation to a mediator,\n\n"
        "Recalling its resolution 9 (2030), strongly condemning the raid,\n\nConcerned also at the losses,\n\n"
        "1. Appeals again to all parties to keep the truce;\n\n2. Recommends further that they meet in May;\n\n"
        "3. Decides that talks shall begin between the parties;\n\n4. Decides that the Force shall be withdrawn.\n"
    )
    acts = [(p.act, p.followup) for p in read_text("Resolution 15 (2032)\n\n" + text, language="en").provisions]
    assert acts == [
        ("note", "none"),
        ("welcome", "none"),
        ("state", "none"),
        ("concern", "none"),
        ("urge", "none"),
        ("urge", "none"),
        ("undertake", "none"),
        ("undertake", "commitment"),
    ]


def test_those_who_act_together_in_the_first_sentence_are_the_parties() -> None:
    text = "The African Union and the United States reaffirm their commitment to opening ports.\n\nWe note the plan.\n"
    reading = read_text("U.S.-Africa Leaders Summit: Joint Statement on Ports\n\n" + text, language="en")
    assert [set(p.speaker) for p in reading.provisions] == [{"African Union", "US"}] * 2


def test_a_fund_in_capitals_is_no_place() -> None:
    text = "President Ilan Maro of Norrholm welcomed the announcement that Veldora will resume exports to FONDEX.\n"
    assert read_text("Norrholm and Veldora: Joint Statement\n\n" + text, language="en").statement.place is None


def test_a_resolution_binds_and_hears() -> None:
    text = (
        "The Council,\n\nHaving considered the report of the Secretary,\n\nRecalling its resolution 12 (2031),\n\n"
        "1. Determines, having regard to the report, that the truce has been broken;\n\n"
        "2. Decides that all States shall stop the sale of arms;\n\n"
        "3. Declares that in the event of a further breach the Council will meet at once;\n\n"
        "4. Decides to remain seized of the matter.\n"
    )
    acts = [(p.act, p.followup) for p in read_text("Resolution 14 (2032)\n\n" + text, language="en").provisions]
    assert acts == [
        ("discuss", "none"),
        ("state", "none"),
        ("affirm", "none"),
        ("undertake", "none"),
        ("undertake", "commitment"),
        ("undertake", "commitment"),
    ]


def test_what_was_done_before_the_formula_opens_the_text() -> None:
    text = (
        "Joint Statement\n\nOn 14 May 2027, the Third Foreign Ministers’ Meeting was held in Lima with the"
        " participation of the Ministers for Foreign Affairs of Peru, Kenya and Japan (hereinafter referred to as “the"
        " Ministers”).\n\nThe Ministers reviewed the Action Plan, exchanged views on fisheries, and stated as follows."
        "\n\n1. The Ministers welcomed the launch.\n"
    )
    found = read_text(text, language="en").provisions
    assert [(p.act, p.preambular) for p in found] == [("discuss", True), ("discuss", True), ("welcome", False)]
    content = [[text[slice(*span)] for span in p.content] for p in found]
    assert content == [["the Action Plan"], ["fisheries"], ["the launch"]]
