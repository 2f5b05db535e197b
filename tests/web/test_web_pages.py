"""Every page in every interface language; what it shows and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html
from places import LATER, TEXT, VERSION

from taiwa.record import Record
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.web import create_app

PAGES = (
    "/",
    "/forum/kitanagi",
    "/forum/kitanagi?language=ja&followup=intention",
    "/meeting/kitanagi/foreign-ministers-3",
    f"/text/{TEXT}",
    f"/read/{VERSION}",
    f"/correct/{VERSION}",
    "/entities",
    "/entities?kind=body",
    "/entity/XA",
    "/search",
    "/search?q=trade",
    "/precedents",
    "/precedents?q=working+group",
    "/compare",
    f"/compare?new={VERSION}",
    f"/compare?old={VERSION}&new={LATER}",
    "/parity",
    f"/parity?one={VERSION}&other={TEXT}/ja",
    "/lineage",
    "/lineage?topic=followup:commitment",
    f"/read/{VERSION}?beside={TEXT}/ja",
    f"/read/{LATER}?beside={VERSION}",
    "/history",
    f"/history/{VERSION}",
    "/add",
)


@pytest.mark.parametrize("language", INTERFACES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_every_language(reader: TestClient, page: str, language: str) -> None:
    answer = reader.get(page, headers={"accept-language": language})
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1
    assert tree.findtext(".//title").strip(" ·") != "Taiwa"
    assert tree.find(".//a[@class='skip']").get("href") == "#text"
    assert tree.get_element_by_id("text") is not None
    assert labels_in(language).tables["web"]["add"] in answer.text
    # Nothing inline, nothing from elsewhere: the policy would refuse it.
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son\w+=", answer.text)
    assert all(not urlsplit(each.get("src") or "").netloc for each in tree.iter("script", "img", "link"))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(reader: TestClient, page: str) -> None:
    tree = html.fromstring(reader.get(page).text)
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    links = {each.get("href") for each in tree.iter("a")} | {each.get("action") for each in tree.iter("form")} - {None}
    for link in sorted(link for link in links if link)[:60]:
        path, _, fragment = link.partition("#")
        if path:
            assert reader.get(path).status_code < 400, link
        else:
            assert fragment in ids, link


def test_pages_are_light(reader: TestClient) -> None:
    for page in PAGES:
        answer = reader.get(page)
        parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
        assert len(answer.content) + sum(len(reader.get(part).content) for part in parts) < 200_000, page


def test_a_visitor_chooses_language_and_look(reader: TestClient) -> None:
    chosen = reader.get("/interface/ru?to=/search%3Fq%3Dtrade")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/search?q=trade")
    reader.get("/look/dark?to=/")
    page = html.fromstring(reader.get("/", headers={"accept-language": "ja"}).text)
    assert (page.get("lang"), page.get("data-look")) == ("ru", "dark")
    assert reader.get("/interface/xx").status_code == 404
    assert reader.get("/look/plaid").status_code == 404


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\nb"])
def test_a_choice_never_leads_elsewhere(reader: TestClient, to: str) -> None:
    assert reader.get("/look/dark", params={"to": to}).headers["location"] == "/"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("de, fr", "en"), ("ja", "ja"), ("de;q=0.9, ru-RU;q=0.8", "ru"), ("en;q=0.1, ja;q=0.2", "ja"),
     ("ja;q=0, en", "en"), ("ja;q=x", "ja"), ("," * 500, "en")],
)  # fmt: skip
def test_the_browser_says_which_language(reader: TestClient, accepted: str, language: str) -> None:
    page = reader.get("/", headers={"accept-language": accepted}).text
    assert html.fromstring(page).get("lang") == language


def test_the_matrix_counts_what_its_links_find(reader: TestClient) -> None:
    tree = html.fromstring(reader.get("/forum/kitanagi?followup=commitment").text)
    cells = tree.xpath("//table[contains(@class, 'matrix')]//td/a")
    assert len(cells) > 20
    for cell in cells[::7]:
        found = reader.get(cell.get("href").replace("/search", "/api/v1/search")).json()
        assert found["total"] == int(cell.text), cell.get("href")


def test_the_strength_of_language_is_drawn_and_tabled(reader: TestClient) -> None:
    page = reader.get("/forum/kitanagi?language=en")
    tree = html.fromstring(page.text)
    assert len(tree.xpath("//svg[@role='img']")) == 9
    rows = reader.get("/forum/kitanagi/strength.csv?language=en").text.splitlines()
    assert rows[0] == "field,year,provisions,mean_force"
    field, year, number, mean = rows[1].split(",")
    found = reader.get(
        f"/api/v1/search?forum=kitanagi&language=en&kind=provision&field={field}&since={year}&until={year}"
    )
    items = found.json()["items"]
    assert len(items) == int(number)
    assert sum(each["force"] for each in items) / len(items) == pytest.approx(float(mean), abs=0.001)


def test_a_permanent_link_leads_to_the_provision(reader: TestClient) -> None:
    some = reader.get(f"/api/v1/provisions?version={VERSION}").json()["items"][7]
    start, end = some["anchor"]
    leads = reader.get(f"/read/{VERSION}@{start}-{end}")
    assert (leads.status_code, leads.headers["location"]) == (303, f"/read/{VERSION}#t7")
    assert reader.get(f"/read/{VERSION}?p={some['id']}").headers["location"] == f"/read/{VERSION}#t7"
    # A link made when the reader took one character more still finds it.
    assert reader.get(f"/read/{VERSION}@{start}-{end + 1}").headers["location"] == f"/read/{VERSION}#t7"
    assert reader.get(f"/read/{VERSION}@9999998-9999999").status_code == 404
    assert reader.get(f"/read/{VERSION}?p=p9999").status_code == 404
    card = html.fromstring(reader.get(f"/read/{VERSION}").text).get_element_by_id("c7")
    assert card.xpath(f".//a[@href='/read/{VERSION}@{start}-{end}']")


def test_search_works_without_a_script(reader: TestClient) -> None:
    tree = html.fromstring(reader.get("/search?q=trade").text)
    assert "trade" in [mark.text for mark in tree.xpath("//ol[@class='hits']//mark")]
    facet = tree.xpath("//aside//a[contains(@href, 'speaker=XA')]")[0].get("href")
    narrowed = html.fromstring(reader.get(facet).text)
    dropped = narrowed.xpath("//p[@class='chosen']/a")[0].get("href")
    assert "speaker" not in dropped
    assert narrowed.xpath("//form[@id='ask']/input[@name='speaker'][@value='XA']")
    part = reader.get("/search?q=trade&part=1").text
    assert "<html" not in part
    assert "<mark>trade</mark>" in part


def test_pages_of_hits(reader: TestClient) -> None:
    first = html.fromstring(reader.get("/search?forum=kitanagi&kind=provision").text)
    following = first.xpath("//a[@rel='next']")[0].get("href")
    second = html.fromstring(reader.get(following).text)
    assert second.xpath("//a[@rel='prev']")
    refs = [
        [each.text_content() for each in tree.xpath("//li[contains(@class, 'hit')]/p[3]")] for tree in (first, second)
    ]
    assert len(refs[0]) == len(refs[1]) == 20
    assert not set(refs[0]) & set(refs[1])


def test_hits_can_be_taken_along(reader: TestClient) -> None:
    table = reader.get("/search.csv?kind=provision&language=en")
    assert table.headers["content-disposition"].startswith('attachment; filename="taiwa-search.csv"')
    data = reader.get("/search.json?kind=provision&language=en").json()
    assert len(table.text.splitlines()) - 1 == len(data["hits"]) > 50
    assert reader.get("/search.csv").status_code == 400


@pytest.mark.parametrize("query", ["q=nofacet:x", "q=since:tomorrow", "force=many", "q=--&since=x"])
def test_a_query_that_is_not_understood(reader: TestClient, query: str) -> None:
    answer = reader.get(f"/search?{query}")
    assert answer.status_code == 400
    assert html.fromstring(answer.text).xpath("//p[@role='alert']")


def test_the_history_turns_its_pages(reader: TestClient) -> None:
    seen: list[int] = []
    page = "/history"
    while page:
        tree = html.fromstring(reader.get(page).text)
        seen += [int(each.get("value")) for each in tree.xpath("//ol/li")]
        following = tree.xpath("//a[@rel='next']")
        page = following[0].get("href") if following else ""
    assert seen == list(range(seen[0], 0, -1))


def test_a_meeting_has_neighbours_and_people(reader: TestClient) -> None:
    tree = html.fromstring(reader.get("/meeting/kitanagi/foreign-ministers-3").text)
    assert tree.xpath("//a[@rel='prev']/@href") == ["/meeting/kitanagi/foreign-ministers-2"]
    assert tree.xpath("//a[@rel='next']/@href") == ["/meeting/kitanagi/foreign-ministers-online-2028"]
    assert "Gunna Soref" in tree.text_content()
    assert "Kingdom of Orik" in tree.text_content()


def test_an_empty_record_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = create_app(str(tmp_path_factory.mktemp("empty") / "record.sqlite3"), "tester")
    client = TestClient(app, base_url="http://localhost")
    assert labels_in("en").tables["web"]["empty_record"] in unescape(client.get("/").text)
    assert client.get("/search?q=trade").status_code == 200
    record: Record = app.state.record
    record.describe_forum("new", names=["en=New Dialogue"])
    assert client.get("/forum/new").status_code == 200
    record.close()


def test_pages_over_postgresql(new_place: Callable[..., str]) -> None:
    app = create_app(new_place("postgresql"), "tester")
    app.state.record.load_sample()
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    for page in PAGES:
        assert client.get(page).status_code == 200, page
    app.state.record.close()


def test_entities_turn_their_pages(reader: TestClient) -> None:
    seen: list[str] = []
    page = "/entities"
    while page:
        tree = html.fromstring(reader.get(page).text)
        seen += tree.xpath("//td[@class='title']/a/@href")
        following = tree.xpath("//a[@rel='next']")
        page = following[0].get("href") if following else ""
    assert len(seen) == len(set(seen)) == reader.get("/api/v1/entities?limit=0").json()["total"] > 60
    assert reader.get("/entities?page=0").status_code == 422


def test_more_hits_than_are_counted(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.store.search.COUNTED", 30)
    assert "of 30+" in reader.get("/search?kind=provision").text
    answer = reader.get("/api/v1/search?kind=provision&limit=5").json()
    assert (answer["total"], answer["more"], len(answer["items"])) == (30, True, 5)
