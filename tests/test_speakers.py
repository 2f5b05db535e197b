"""Who speaks, in small invented texts: each is a form that once gave an act to somebody who hadn't said it."""

from __future__ import annotations

import pytest

from taiwa import read_text
from taiwa.model import Reading


def read(*paragraphs: str) -> Reading:
    return read_text("\n\n".join(("外相会談共同声明", *paragraphs)) + "\n")


def who(reading: Reading) -> list[tuple[str, ...]]:
    return [provision.speaker for provision in reading.provisions]


@pytest.mark.parametrize("office", ["総理大臣", "首相", "環境・水大臣", "治山治水大臣"])
def test_a_person_with_an_office_speaks_for_one_party(office: str) -> None:
    opening = (
        f"石橋次郎日本国{office}とアルナ・ヴェス・モルダナ国{office}（以下「両首脳」という。）は、東京で会談した。"
    )
    assert who(read(opening, f"石橋{office}は、協力を歓迎した。")) == [("JP",)]
    assert who(read(opening, f"ヴェス{office}は、協力を歓迎した。")) == [("モルダナ国",)]


def test_those_left_out_do_not_speak() -> None:
    opening = "フランス、ドイツ、イタリア及びスペインの外務大臣（以下「閣僚」という。）は、会合を開催した。"
    read_so = read(opening, "ドイツ及びスペインを除く閣僚は、提案を支持した。", "ある閣僚は、制裁の影響を指摘した。")
    assert who(read_so) == [("FR", "IT"), ("ある閣僚",)]


def test_a_second_minister_of_a_state_brings_no_state_in() -> None:
    opening = (
        "フランス共和国のベルナ・トウリク外務大臣及びハロン・ミシェフ国防大臣並びにドイツ連邦共和国のリオ・サンダ外務大臣"
        "及びエデラ・ポルト国防大臣（以下「四大臣」という。）は、パリにおいて会合を開催した。"
    )
    reading = read(opening, "四大臣は、停戦を歓迎した。", "ミシェフ国防大臣は、これを支持した。")
    assert [person.party for person in reading.statement.participants] == ["FR", "FR", "DE", "DE"]
    assert who(reading) == [("FR", "DE"), ("FR",)]


def test_bare_names_of_states_are_parties_where_the_text_says_so() -> None:
    bank = "東洋開発銀行（ＥＳＤＢ）がオブザーバーとして出席した。"
    opening = f"オストリア、ヴァルドゥ及びカスミア（以下「参加国」という。）は、会議を開催した。{bank}"
    reading = read(opening, "参加国は、停戦を歓迎した。カスミアは、取組を説明した。")
    assert who(reading) == [("オストリア", "ヴァルドゥ", "カスミア"), ("カスミア",)]
    plan = read(
        "参加国：タルーア、ベネキ、オロナ諸島国", "１　タルーアは、センターを開設し、ベネキは、職員を派遣する。"
    )
    assert who(plan) == [("タルーア",), ("ベネキ",)]


def test_a_surname_of_two_letters_is_not_taken_with_the_office() -> None:
    opening = "日本国の山田外務大臣とトルナ共和国のテト外務大臣（以下「両大臣」という。）は、会談した。"
    reading = read(opening, "テト大臣は、山田大臣を招待した。")
    people = [(person.name, person.office, person.party) for person in reading.statement.participants]
    assert people == [("山田", "外務大臣", "JP"), ("テト", "外務大臣", "トルナ共和国")]
    assert who(reading) == [("トルナ共和国",)]


def test_a_denied_act_is_not_the_act() -> None:
    opening = "日本国の山田外務大臣とトルナ共和国のテト外務大臣（以下「両大臣」という。）は、会談した。"
    reading = read(opening, "両大臣は、制裁を歓迎しない。")
    assert not reading.provisions
    assert [passage.reason for passage in reading.residue] == ["negated"]


def test_a_clause_that_could_not_be_read_is_listed() -> None:
    opening = "日本国の山田外務大臣とトルナ共和国のテト外務大臣（以下「両大臣」という。）は、会談した。"
    reading = read(opening, "テト大臣は、山田大臣を招待し、山田大臣は、これを快く喜び抱いた。")
    assert who(reading) == [("トルナ共和国",)]
    assert [passage.text for passage in reading.assertions] == ["山田大臣は、これを快く喜び抱いた。"]


def test_unknown_people_behind_we_are_all_of_us() -> None:
    text = "ミラ・オルテ大統領とサノ・ケイ首相"
    reading = read_text(
        f"日米首脳共同声明\n\n本日、我々、{text}は、新しい時代を祝し、努力を続けることを誓う。\n\n我々は、協力を支持する。\n"
    )
    assert [set(speaker) for speaker in who(reading)] == [{"JP", "US"}] * 3


def test_a_number_of_ministers_is_no_label() -> None:
    opening = "日本、韓国及び中国の外務大臣（以下「３外相」という。）は、会合を開催した。"
    reading = read(opening, "３外相は、環境会合の開催を歓迎した。")
    assert [set(speaker) for speaker in who(reading)] == [{"JP", "KR", "CN"}]
