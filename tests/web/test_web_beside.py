"""Two versions beside each other: what is chosen, shown, filtered, linked, kept, taken along; pages and API."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from threading import Barrier, Thread
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from places import LATER, TEXT, VERSION

import taiwa
from taiwa.errors import NotInRecord, UnlikeLanguages
from taiwa.model import Comparison
from taiwa.model.access import Rights
from taiwa.record import Record
from taiwa.record.adding import Document
from taiwa.view.bands import bands, level
from taiwa.web.laid import Laid
from taiwa.web.sieve import PAGE, Fold, Sieve

COMPARED = f"/compare?old={VERSION}&new={LATER}"
PARALLEL = f"/parity?one={VERSION}&other={TEXT}/ja"


def tree_of(client: TestClient, page: str) -> html.HtmlElement:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return html.fromstring(answer.text)


# --- the choice ---


def test_editions_in_a_row_are_proposed_in_the_language_that_is_asked_for(reader: TestClient) -> None:
    for language in ("en", "ja", "ru"):
        tree = tree_of(reader, f"/compare?forum=kitanagi&language={language}")
        (proposed,) = tree.xpath("//ol[@class='rows']//a/@href")
        assert unquote(proposed) == f"/compare?old={TEXT}/{language}&new={LATER[:-2]}{language}"
        offered = tree.xpath("//select[@name='new']/option/@value")
        assert offered == [f"{LATER[:-2]}{language}", f"{TEXT}/{language}"]


def test_a_form_without_a_script_leads_to_the_comparison(reader: TestClient) -> None:
    tree = tree_of(reader, "/compare")
    form = tree.xpath("//form[@class='sheet']")[0]
    chosen = {each.get("name"): each.value for each in form.xpath(".//select")}
    assert chosen == {"old": VERSION, "new": LATER}
    assert "44 of 44" in reader.get(form.get("action"), params=chosen).text


def test_versions_in_two_languages_are_led_to_parity(reader: TestClient) -> None:
    answer = reader.get(f"/compare?old={VERSION}&new={TEXT}/ja")
    assert answer.status_code == 422
    link = html.fromstring(answer.text).xpath("//p[@role='alert']/a/@href")[0]
    assert reader.get(link).status_code == 200


@pytest.mark.parametrize("page", ["/compare?old=no/such&new=no/other", "/compare?forum=no", "/parity?one=a&other=b"])
def test_what_is_not_in_the_record_is_not_found(reader: TestClient, page: str) -> None:
    assert reader.get(page).status_code == 404


def test_an_empty_record_offers_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    from taiwa.web import create_app

    app = create_app(str(tmp_path_factory.mktemp("empty") / "record.sqlite3"), "tester")
    client = TestClient(app, base_url="http://localhost")
    for page in ("/compare", "/parity"):
        assert client.get(page).status_code == 200
    app.state.record.close()


# --- what is shown ---


def test_counts_filter_the_pairs(reader: TestClient) -> None:
    data = reader.get(f"/api/v1/comparisons?old={VERSION}&new={LATER}").json()
    tree = tree_of(reader, COMPARED)
    chips = tree.xpath("//p[@class='chips']/a")
    numbers = {each.get("class").split()[1]: (int(each.findtext("b")), each.get("href")) for each in chips}
    assert {verdict: numbers[verdict][0] for verdict in data["counts"]} == data["counts"]
    called = Counter(kind for pair in data["pairs"] for kind in {each["kind"] for each in pair["callouts"]})
    assert {kind: numbers[kind][0] for kind in called} == called
    assert numbers["moved"][0] == sum(pair["moved"] for pair in data["pairs"])
    for mark in ("weakened", "deadline", "moved"):
        narrowed = tree_of(reader, numbers[mark][1])
        assert len(narrowed.xpath("//article")) == numbers[mark][0]
        # The chip that is chosen leads back.
        (chosen,) = narrowed.xpath("//p[@class='chips']/a[@aria-current]/@href")
        assert "only" not in chosen
    two = tree_of(reader, f"{COMPARED}&only=new&only=dropped&only=nonsense")
    assert len(two.xpath("//article")) == numbers["new"][0] + numbers["dropped"][0]


def test_each_side_leads_to_the_provision_in_the_reading_room(reader: TestClient) -> None:
    tree = tree_of(reader, COMPARED)
    for side, version in (("old", VERSION), ("new", LATER)):
        provisions = reader.get(f"/api/v1/provisions?version={version}&limit=1000").json()["items"]
        words = {each["id"]: f"/read/{each['ref']}" for each in provisions}
        place = 1 if side == "old" else 2
        links = tree.xpath(f"//article/div[{place}]/span[@class='place']/a")
        assert len(links) == len(provisions)
        assert {each.text: each.get("href") for each in links} == words
        assert reader.get(links[3].get("href")).headers["location"].startswith(f"/read/{version}#t")


def test_words_that_differ_are_marked_on_their_side(reader: TestClient) -> None:
    tree = tree_of(reader, COMPARED)
    assert not tree.xpath("//article/div[1]//ins | //article/div[2]//del")
    for article in tree.xpath("//article[contains(@class, 'strengthened')]"):
        assert article.xpath(".//ins | .//del")
    assert not tree.xpath("//article[contains(@class, 'kept')]//ins")


def test_the_other_way_round(reader: TestClient) -> None:
    data = reader.get(f"/api/v1/comparisons?old={LATER}&new={VERSION}").json()
    there = reader.get(f"/api/v1/comparisons?old={VERSION}&new={LATER}").json()
    assert data["counts"]["new"] == there["counts"]["dropped"]
    links = tree_of(reader, COMPARED).xpath("//p[@class='jump']/a/@href")
    assert reader.get(links[0]).status_code == 200


def test_parity_shows_what_differs_and_folds_what_agrees(reader: TestClient) -> None:
    data = reader.get(f"/api/v1/parities?one={VERSION}&other={TEXT}/ja").json()
    (pairing,) = data["pairings"]
    assert pairing["authority"]["left"]["standing"] == "authentic"
    assert pairing["authority"]["prevails"] == "left"
    tree = tree_of(reader, PARALLEL)
    shown = len(tree.xpath("//article")) + sum(
        int(re.findall(r"\d+", fold.text_content())[0]) for fold in tree.xpath("//p[@class='fold']")
    )
    assert shown == len(pairing["pairs"])
    fold = tree.xpath("//p[@class='fold']/a/@href")[0]
    page, _, place = fold.partition("#")
    whole = tree_of(reader, page)
    assert whole.get_element_by_id(place).get("class") == "pair agrees"
    assert len(whole.xpath("//article")) == len(pairing["pairs"])


# --- long texts ---

THINGS = ("the sea route", "a joint survey of the ice", "the exchange of pilots", "training of harbour engineers")
VERBS = ("welcomed", "stressed the importance of", "decided to support", "expressed concern about")


def long_text(year: int, number: int = 300) -> str:
    """A statement of so many provisions; in another year every third one says something else."""
    out = [f"“Kitanagi Sea” Dialogue\nJoint Statement\n{year}\n"]
    for at in range(number):
        thing = THINGS[(at + (year if at % 3 == 0 else 0)) % 4]
        since = f"since the {at + 1}th ordinary report of the harbour masters on pier {at * 7 + 11} was received"
        out.append(f"{at + 1}. The Ministers {VERBS[at % 4]} {thing} at pier {at * 7 + 11}, {since}.\n")
    return "\n".join(out)


@pytest.fixture
def long_versions(app: FastAPI) -> list[str]:
    record: Record = app.state.record
    out = []
    for year in (2030, 2033):
        reading = taiwa.read_text(long_text(year), language="en")
        assert len(reading.provisions) == 300
        (added,) = record.keep(Document(long_text(year).encode(), f"here-{year}", (reading,)))
        out.append(added.version.id)
    return out


def test_long_texts_come_in_light_pages(writer: TestClient, long_versions: list[str]) -> None:
    old, new = long_versions
    page: str | None = f"/compare?old={old}&new={new}&whole=1"
    seen: list[str] = []
    while page:
        answer = writer.get(page)
        tree = html.fromstring(answer.text)
        parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
        assert len(answer.content) + sum(len(writer.get(part).content) for part in parts) < 200_000
        seen += tree.xpath("//article/@id")
        page = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    pairs = writer.get(f"/api/v1/comparisons?old={old}&new={new}").json()["pairs"]
    assert seen == [f"w{at}" for at in range(len(pairs))]
    assert len(pairs) >= 300
    assert "alike" in writer.get(f"/compare?old={old}&new={new}").text


# --- folding and turning pages ---

SIEVE = Sieve("compare", (("old", "a"), ("new", "b")))


def test_a_run_of_unchanged_pairs_is_folded_and_one_alone_is_not() -> None:
    marks = [{"kept"}, {"kept"}, {"new"}, {"kept"}, {"kept", "moved"}, {"kept"}, {"kept"}, {"kept"}]
    assert SIEVE.lines(marks, "kept") == [Fold(0, 2), 2, 3, 4, Fold(5, 3)]
    assert SIEVE.folded(True).lines(marks, "kept") == list(range(8))
    assert SIEVE.toggled("moved").lines(marks, "kept") == [4]
    assert SIEVE.lines([], "kept") == []


def test_a_fold_leads_to_the_page_that_its_first_pair_is_on() -> None:
    assert SIEVE.at(PAGE) == f"/compare?old=a&new=b&whole=1&page=2#w{PAGE}"
    lines = list(range(PAGE + 1))
    assert SIEVE.last(lines) == 2
    assert SIEVE.on_page(2).here(lines) == [PAGE]


# --- to take along ---


def test_downloads(reader: TestClient) -> None:
    asked = COMPARED.partition("?")[2]
    word = reader.get(f"/compare.docx?{asked}")
    assert "attachment" in word.headers["content-disposition"]
    assert "word/document.xml" in ZipFile(BytesIO(word.content)).namelist()
    rows = reader.get(f"/compare.csv?{asked}").text.splitlines()
    data = reader.get(f"/compare.json?{asked}").json()
    assert len(rows) - 1 == len(data["pairs"]) == 44
    assert (data["old"]["document"], data["new"]["document"]) == (VERSION, LATER)
    other = PARALLEL.partition("?")[2]
    assert len(reader.get(f"/parity.csv?{other}").text.splitlines()) - 1 == 42
    assert reader.get(f"/parity.json?{other}").json()["versions"][1]["language"] == "ja"
    assert reader.get("/compare.docx").status_code == 422


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"comparisons?old={VERSION}&new={TEXT}/ja", 422),
        (f"comparisons?old={VERSION}", 422),
        (f"comparisons?old={VERSION}&new=no/such", 404),
        (f"parities?one={VERSION}&other=no/such", 404),
        ("lineages?topic=", 400),
        ("lineages?topic=x&forum=no", 404),
        ("lineages?topic=no/such@1-2", 404),
    ],
)
def test_what_the_api_refuses_is_a_problem_document(reader: TestClient, asked: str, status: int) -> None:
    answer = reader.get(f"/api/v1/{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_lineages_come_in_pages(reader: TestClient) -> None:
    whole = reader.get("/api/v1/lineages?topic=followup:commitment&language=en").json()
    some = reader.get("/api/v1/lineages?topic=followup:commitment&language=en&limit=1").json()
    assert some["total"] == whole["total"] == len(whole["items"]) > 1
    assert reader.get(some["next"]).json()["items"] == whole["items"][1:2]
    assert whole["items"][0]["steps"][0]["verdict"] == "first"
    schema = reader.get("/api/v1/openapi.json").json()
    shape = schema["paths"]["/api/v1/lineages"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert shape["$ref"].endswith("Page_Thread_")


# --- what is kept ---


def test_a_decision_makes_another_comparison(app: FastAPI, writer: TestClient) -> None:
    record: Record = app.state.record
    asked = f"/api/v1/comparisons?old={VERSION}&new={LATER}"
    before = writer.get(asked).json()
    anchor = record.review(LATER).reading.provisions[2].anchor
    record.decide(f"{LATER}@{anchor.start}-{anchor.end}", {"act": "undertake"}, "to see it")
    after = writer.get(asked).json()
    assert before["counts"] != after["counts"]
    record.withdraw(LATER, 1, "seen")
    assert writer.get(asked).json() == before


def test_what_is_laid_is_made_once_and_kept_for_a_while(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    record: Record = app.state.record
    made: list[tuple[str, str]] = []
    compare = Record.compare

    def counting(self: Record, old: str, new: str) -> Comparison:
        made.append((old, new))
        return compare(self, old, new)

    monkeypatch.setattr(Record, "compare", counting)
    laid, together = Laid(), Barrier(4)

    def ask() -> None:
        together.wait(10)
        laid.comparison(record, VERSION, LATER)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert made == [(VERSION, LATER)]
    assert laid.comparison(record, VERSION, LATER) is laid.comparison(record, VERSION, LATER)
    # What fails is not kept.
    for _ in range(2):
        with pytest.raises(UnlikeLanguages):
            laid.comparison(record, VERSION, f"{TEXT}/ja")
    assert len(made) == 3
    # The least asked for makes room.
    monkeypatch.setattr("taiwa.web.laid.MOST", 1)
    laid.comparison(record, LATER, VERSION)
    laid.comparison(record, VERSION, LATER)
    assert len(made) == 5


# --- who may see ---


def test_what_is_kept_is_no_way_into_a_confidential_forum(app: FastAPI) -> None:
    record: Record = app.state.record
    laid = Laid()
    assert laid.comparison(record, VERSION, LATER).pairs
    assert laid.parity(record, VERSION, f"{TEXT}/ja").pairings
    assert laid.lineage(record, "followup:commitment", None, "en")
    record.describe_forum("kitanagi", confidential=True)
    assert laid.lineage(record, "followup:commitment", None, "en")
    outside = record.as_seen_by("stranger", Rights((("*", "reader"),)))
    for ask in (
        lambda: laid.comparison(outside, VERSION, LATER),
        lambda: laid.parity(outside, VERSION, f"{TEXT}/ja"),
        lambda: outside.sequels("kitanagi"),
        lambda: outside.compare(VERSION, LATER),
        lambda: outside.parity(VERSION, f"{TEXT}/ja"),
        lambda: outside.basis(VERSION),
    ):
        with pytest.raises(NotInRecord):
            ask()
    assert laid.lineage(outside, "followup:commitment", None, "en") == ()


# --- side by side in the reading room ---

ABREAST = f"/read/{VERSION}?beside={TEXT}/ja"


def bands_of(client: TestClient, page: str) -> list[html.HtmlElement]:
    return tree_of(client, page).xpath("//div[starts-with(@id, 'b')]")


def test_a_provision_and_its_counterpart_stand_in_one_band(reader: TestClient) -> None:
    (pairing,) = reader.get(f"/api/v1/parities?one={VERSION}&other={TEXT}/ja").json()["pairings"]
    band_at = {
        place.get("id"): number
        for number, band in enumerate(bands_of(reader, ABREAST))
        for place in band.xpath(".//*[starts-with(@id, 'l') or starts-with(@id, 'r')]")
    }
    tied = [
        (f"l{int(left[1:]) - 1}", f"r{int(right[1:]) - 1}")
        for pair in pairing["pairs"]
        if not pair["moved"]
        for left in pair["left"]["ids"]
        for right in pair["right"]["ids"]
        if left[0] == right[0] == "p"
    ]
    assert len(tied) > 30
    assert all(band_at[left] == band_at[right] for left, right in tied)


@pytest.mark.parametrize("other", [f"{TEXT}/ja", f"{TEXT}/ru", LATER])
def test_both_texts_are_whole_and_in_their_order(reader: TestClient, other: str) -> None:
    bands = bands_of(reader, f"/read/{VERSION}?beside={other}")
    for side, version in ((1, VERSION), (2, other)):
        provisions = reader.get(f"/api/v1/provisions?version={version}&limit=1000").json()["items"]
        prefix = "lr"[side - 1]
        places = [each for band in bands for each in band.xpath(f"./div[{side}]//*[@id]/@id")]
        assert sorted(places) == sorted(f"{prefix}{n}" for n in range(len(provisions)))
        cells = [band.xpath(f"./div[{side}]")[0] for band in bands]
        for each in [each for cell in cells for each in cell.xpath(".//sup | .//span[@class='side']")]:
            each.drop_tree()
        words = "".join("".join(cell.xpath("./*[not(@class='lacking')]//text()")) for cell in cells)
        source = reader.get(f"/source/{version}").content.decode("utf-8")
        assert "".join(words.split()) == "".join(source.split())


def test_what_has_no_counterpart_is_seen(reader: TestClient) -> None:
    data = reader.get(f"/api/v1/comparisons?old={VERSION}&new={LATER}").json()
    alone = {
        f"{'r' if pair['verdict'] == 'new' else 'l'}{int(each['id'][1:]) - 1}"
        for pair in data["pairs"]
        if pair["verdict"] in ("new", "dropped")
        for each in pair["old"] + pair["new"]
        if each["id"][0] == "p"
    }
    tree = tree_of(reader, f"/read/{VERSION}?beside={LATER}")
    marked = set(tree.xpath("//a[contains(concat(' ', @class, ' '), ' alone ')]/@id"))
    assert marked == alone
    # It leads to its own room; all others lead to their counterpart on the page.
    for link in tree.xpath("//a[contains(@class, 'anchor') and @id]"):
        href = link.get("href")
        assert href.startswith("/read/") if link.get("id") in marked else tree.get_element_by_id(href[1:]) is not None


def test_the_older_edition_is_the_old_one_on_whichever_side(reader: TestClient) -> None:
    for one, other in ((VERSION, LATER), (LATER, VERSION)):
        tree = tree_of(reader, f"/read/{one}?beside={other}")
        assert unquote(tree.xpath("//p[@class='jump']/a[3]/@href")[0]) == f"/compare?old={VERSION}&new={LATER}"
        assert tree.xpath("//h1")[0].text_content() == tree_of(reader, f"/read/{one}").findtext(".//h1")


def test_a_long_text_comes_beside_another_in_light_parts(writer: TestClient, long_versions: list[str]) -> None:
    old, new = long_versions
    page: str | None = f"/read/{new}?beside={old}"
    places: list[str] = []
    parts = 0
    while page:
        answer = writer.get(page)
        tree = html.fromstring(answer.text)
        shared = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
        assert len(answer.content) + sum(len(writer.get(part).content) for part in shared) < 200_000
        places += tree.xpath("//*[starts-with(@id, 'l')]/@id")
        for link in tree.xpath("//a[contains(@class, 'anchor')]/@href"):
            assert link.startswith("/read/") or tree.get_element_by_id(link[1:]) is not None
        page = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
        parts += 1
    assert places == [f"l{n}" for n in range(300)]
    assert parts > 1


@given(st.integers(0, 7), st.integers(0, 7), st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=7))
def test_bands_hold_every_row_once_and_no_tie_leads_out(left: int, right: int, drawn: list[tuple[int, int]]) -> None:
    ties = [(one, other) for one, other in drawn if one < left and other < right]
    for made in (list(bands(left, right, ties)), list(level(bands(left, right, ties), lambda one, other: True))):
        assert [row for ours, _ in made for row in ours] == list(range(left))
        assert [row for _, theirs in made for row in theirs] == list(range(right))
        assert all(any(one in ours and other in theirs for ours, theirs in made) for one, other in ties)


def test_rows_that_frame_both_texts_are_level() -> None:
    # A title and a mark on one side, two titles on the other, then a tie.
    kinds = ("tm-", "tt-")
    made = level(bands(3, 3, [(2, 2)]), lambda one, other: kinds[0][one] == kinds[1][other])
    shown = [(list(ours), list(theirs)) for ours, theirs in made]
    assert shown == [([0], [0]), ([1], []), ([], [1]), ([2], [2])]


# --- over the years ---


def test_a_wording_is_followed_from_its_card_and_from_search(reader: TestClient) -> None:
    card = tree_of(reader, f"/read/{LATER}").get_element_by_id("c1")
    (link,) = card.xpath(".//p[@class='foot']/a[contains(@href, '/lineage')]/@href")
    tree = tree_of(reader, link)
    # The provision's own thread, with each of its steps in the picture and below it.
    assert len(tree.xpath("//section[@class='thread']")) == 1
    steps = tree.xpath("//ol[@class='steps']/li")
    assert [each.get("class") for each in steps] == ["first", "strengthened"]
    signs = tree.xpath("//table[@class='threads']//td/a/@href")
    assert signs == [f"#{each.get('id')}" for each in steps]
    found = tree_of(reader, "/search?q=trade&field=trade&force=2&since=2027")
    (topic,) = found.xpath("//p[@class='sum']/a[contains(@href, '/lineage')]/@href")
    assert unquote(topic) == "/lineage?topic=trade+field:trade+force:2+since:2027"
    assert reader.get(topic).status_code == 200
    hit = found.xpath("//li[contains(@class, 'hit')]//a[contains(@href, '/lineage')]/@href")[0]
    assert tree_of(reader, hit).xpath("//section[@class='thread']")


def test_only_what_changed_or_disappeared(reader: TestClient) -> None:
    threads = reader.get("/lineage.json?topic=followup:commitment&language=en").json()
    changed = reader.get("/lineage.json?topic=followup:commitment&language=en&changes=1").json()
    assert changed == [each for each in threads if len(each["steps"]) > 1 or each["gone"]]
    assert 0 < len(changed) < len(threads)
    tree = tree_of(reader, "/lineage?topic=followup:commitment&language=en&changes=1")
    assert len(tree.xpath("//section[@class='thread']")) == len(changed)
    lost = [each for each in threads if each["gone"] and each["steps"][-1]["followup"] == "commitment"]
    assert len(tree.xpath("//ul[@class='plain-list']/li")) == len(lost) > 0


def test_threads_turn_their_pages_and_can_be_taken_along(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.web.pages.lineage.PAGE", 4)
    threads = reader.get("/lineage.json?topic=followup:commitment&language=en").json()
    page: str | None = "/lineage?topic=followup:commitment&language=en"
    seen: list[str] = []
    while page:
        tree = tree_of(reader, page)
        seen += tree.xpath("//section[@class='thread']/@id")
        page = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    assert seen == [f"w{number}" for number in range(1, len(threads) + 1)]
    rows = reader.get("/lineage.csv?topic=followup:commitment&language=en").text.splitlines()
    assert len(rows) - 1 == sum(len(each["steps"]) for each in threads)


@pytest.mark.parametrize(("asked", "status"), [("topic=nofacet:x", 400), ("topic=no/such%23p1", 404), ("topic=", 200)])
def test_a_topic_that_is_not_understood(reader: TestClient, asked: str, status: int) -> None:
    answer = reader.get(f"/lineage?{asked}")
    assert answer.status_code == status
    assert bool(html.fromstring(answer.text).xpath("//p[@role='alert']")) is (status != 200)


def test_texts_and_forums_lead_to_what_can_be_compared(reader: TestClient) -> None:
    text = unquote(reader.get(f"/text/{LATER[:-3]}").text)
    for language in ("en", "ja", "ru"):
        assert f"/compare?old={TEXT}/{language}&amp;new={LATER[:-2]}{language}" in text
    assert f"/parity?one={LATER[:-2]}en&amp;other={LATER[:-2]}ja" in text
    forum = unquote(reader.get("/forum/kitanagi?language=ja").text)
    assert f"/compare?old={TEXT}/ja&amp;new={LATER[:-2]}ja" in forum
    room = unquote(reader.get(f"/read/{LATER}").text)
    assert f"/read/{LATER}?beside={LATER[:-2]}ja" in room
    # The edition before is chosen already where the room leads to the choice.
    chosen = tree_of(reader, f"/compare?new={LATER}").xpath("//form[@class='sheet']//option[@selected]/@value")
    assert chosen == [VERSION, LATER]
