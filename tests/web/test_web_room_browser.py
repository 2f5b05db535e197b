"""The reading room and upload in a real browser: the page beside the text, a missed provision, files dropped, the keys.

Also what is measured there: that nothing moves once it is drawn, at the widths of a phone and a desk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import served
from fastapi import FastAPI
from fastapi.testclient import TestClient
from making import pdf
from places import HERE, IN_CHROMIUM, TEXT, VERSION
from playwright.sync_api import Browser, Page, expect
from test_web_changes import STATEMENT

from taiwa.record import Record
from taiwa.record.adding import take_bytes
from taiwa.web import create_app

pytestmark = IN_CHROMIUM
LINES = STATEMENT.replace("“", '"').replace("”", '"').replace("’", "'").splitlines()
PAGED = "kitanagi/foreign-ministers-5/joint-statement/en"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The sum of layout shifts so far that no act of the visitor's explains.
SHIFT = (
    "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => list.getEntries().forEach("
    "(each) => { if (!each.hadRecentInput) sum += each.value; })).observe({ type: 'layout-shift', buffered: true });"
    " setTimeout(() => done(sum), 250); })"
)


@pytest.fixture(scope="module")
def long_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The sample with two texts more: one that came as a PDF, and one of some 400 provisions."""
    place = tmp_path_factory.mktemp("long") / "record.sqlite3"
    with Record.open(str(place), "tester") as record:
        record.load_sample()
        record.keep(take_bytes("two.pdf", pdf(LINES[:6], LINES[6:]), "two.pdf"))
        sample = (files("taiwa") / "samples/kitanagi-2-en.txt").read_text("utf-8")
        head, *body = re.split(r"(?m)^(?=1\.)", sample)
        (added,) = record.keep(take_bytes("long.txt", (head + "".join(body) * 12).encode(), "long.txt"))
        assert added.provisions > 350
    app = create_app(str(place), "tester")
    app.state.long = added.version.id
    yield app
    app.state.record.close()


@pytest.fixture(scope="module")
def long_place(long_app: FastAPI) -> Iterator[str]:
    yield from served(long_app)


def test_no_page_of_a_long_text_is_heavy(long_app: FastAPI) -> None:
    client = TestClient(long_app, base_url=HERE)
    version = long_app.state.long
    (parts,) = re.findall(r'data-parts="(\d+)"', client.get(f"/read/{version}").text)
    seen: list[str] = []
    for part in range(1, int(parts) + 1):
        answer = client.get(f"/read/{version}?part={part}")
        assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
        weight = len(answer.content) + sum(len(client.get(each).content) for each in assets)
        assert weight < 200_000, part
        seen += re.findall(r'<li class="card [a-z]+" id="c(\d+)"', answer.text)
    total = client.get(f"/api/v1/provisions?version={version}&limit=0").json()["total"]
    assert [int(each) for each in seen] == list(range(total))
    # A permanent link leads to the part that has its provision.
    last = client.get(f"/api/v1/provisions?version={version}&offset={total - 1}").json()["items"][0]["ref"]
    led = client.get(f"/read/{last}", follow_redirects=False).headers["location"]
    assert led == f"/read/{version}?part={parts}#t{total - 1}"
    paged = client.get(f"/read/{PAGED}?beside=2")
    assert len(paged.content) + len(client.get(f"/page/{PAGED}?n=2").content) < 100_000


def test_a_long_text_comes_as_it_is_read(page: Page, long_place: str, long_app: FastAPI) -> None:
    page.goto(f"{long_place}/read/{long_app.state.long}")
    first = page.locator(".card").count()
    page.locator(".turn.after").scroll_into_view_if_needed()
    expect(page.locator(".card").nth(first)).to_be_attached()
    # Whoever filters, filters the whole.
    page.get_by_label("Follow-up").select_option(index=1)
    total = int(re.findall(r"of (\d+) prov", page.locator(".filter output").inner_text())[0])
    expect(page.locator(".card")).to_have_count(total)
    shown = page.locator(".card:visible").count()
    expect(page.locator(".filter output")).to_have_text(f"{shown} of {total} provisions")
    assert 0 < shown < total
    assert page.locator(".turn").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_once_it_is_drawn(browser: Browser, long_place: str, long_app: FastAPI, width: int) -> None:
    long = long_app.state.long
    paths = (
        "/", "/forum/kitanagi", "/search?q=trade", "/add", f"/read/{VERSION}", f"/read/{VERSION}?p=p8",
        f"/read/{PAGED}?beside=2", f"/read/{long}", f"/read/{long}?part=2", f"/missing/{VERSION}@40-90",
        f"/correct/{VERSION}",
    )  # fmt: skip
    moved: dict[str, float] = {}
    for path in paths:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(long_place + path)
        page.wait_for_timeout(300)
        moved[path] = page.evaluate(SHIFT)
        context.close()
    assert moved == dict.fromkeys(paths, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_new_pages_fit_and_axe_finds_nothing(browser: Browser, long_place: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in (
        f"/read/{PAGED}?beside=2", f"/missing/{VERSION}@40-90", f"/read/{VERSION}@0-1", f"/correct/{VERSION}@0-1",
    ):  # fmt: skip
        page.goto(long_place + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options={"runOnly": RULES})
        assert [each["id"] for each in found.response["violations"]] == [], path
    page.goto(f"{long_place}/add")
    page.locator("[name=document]").set_input_files(
        [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": STATEMENT.encode()} for n in (1, 2)]
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".waits li")).to_have_count(2)
    assert [each["id"] for each in Axe().run(page, options={"runOnly": RULES}).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_page_follows_what_is_chosen(page: Page, long_place: str) -> None:
    page.goto(f"{long_place}/read/{PAGED}?beside=1")
    leaf = page.locator(".leaf")
    expect(leaf).to_have_attribute("data-page", "1")
    cards = page.locator(".card").count()
    for _ in range(cards):
        page.keyboard.press("j")
    expect(leaf).to_have_attribute("data-page", "2")
    expect(leaf.locator(".on-anchor")).to_have_count(1)
    for _ in range(cards):
        page.keyboard.press("k")
    expect(leaf).to_have_attribute("data-page", "1")
    leaf.get_by_role("link", name="Page 2 of 2").click()
    expect(leaf).to_have_attribute("data-page", "2")
    drawn = page.evaluate("document.querySelector('.leaf image').getBoundingClientRect().width")
    assert drawn > 200


def test_a_missed_provision_is_added_from_a_selection(page: Page, place: str, app: FastAPI) -> None:
    passage = app.state.record.review(VERSION).reading.assertions[0]
    words = " ".join(passage.text.split()[1:3])
    page.goto(f"{place}/read/{VERSION}")
    missed = page.get_by_role("link", name="This is a provision").last
    expect(missed).to_be_hidden()
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("rows"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
        }""",
        words,
    )
    expect(missed).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator("[name=predicate]")).to_have_value(words)
    page.locator("select[name=act]").select_option("agree")
    page.locator("[name=speaker]").fill("XA")
    page.locator("select[name=fields]").select_option(["trade"])
    page.locator("[name=why]").fill("said so at the table")
    page.get_by_role("button", name="Keep the decision").click()
    page.wait_for_url("**#t*")
    expect(page.locator(".anchor.on")).to_have_text(words)
    expect(page.locator(".card.on .act")).to_have_text("agree")
    expect(page.locator(".card.on .decided").first).to_contain_text("decided by tester")


def test_files_are_dropped_on_the_page_and_kept_one_by_one(page: Page, place: str) -> None:
    page.goto(f"{place}/add")
    second = STATEMENT.replace("Fifth", "Sixth").replace("2031", "2032").replace("buoys", "nets")
    page.evaluate(
        """(texts) => {
          const data = new DataTransfer();
          texts.forEach((text, n) => data.items.add(new File([text], `${n + 1}.txt`, { type: "text/plain" })));
          for (const type of ["dragenter", "dragover", "drop"]) {
            document.querySelector("main").dispatchEvent(
              new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        }""",
        [STATEMENT, second],
    )
    waits = page.locator(".waits li")
    expect(waits).to_have_count(2)
    # How far each is follows by itself.
    expect(waits.nth(1).locator("[role=status]")).to_contain_text("look at it and keep it", timeout=40_000)
    waits.first.get_by_role("link").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".kept a")).to_be_visible()
    expect(waits).to_have_count(1)
    waits.first.get_by_role("link").click()
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/read/**")


def test_progress_is_seen_and_ended(page: Page, place: str) -> None:
    sample = (files("taiwa") / "samples/kitanagi-1-en.txt").read_text("utf-8")
    page.goto(f"{place}/add")
    long = {"name": "long.txt", "mimeType": "text/plain", "buffer": (sample * 300).encode()}
    page.locator("[name=document]").set_input_files([long])
    page.get_by_role("button", name="Read it").click()
    stage = page.locator(".stages [data-stage=language]")
    expect(stage).to_have_class("done", timeout=40_000)
    expect(page.locator(".stages [data-stage=reading]")).not_to_have_class("done")
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_url("**/add")
    assert page.locator(".waits").count() == 0


def test_everything_is_reached_by_keys_alone(page: Page, place: str) -> None:
    """From the start to a text, to a provision, into its correction, and back; nothing is clicked."""
    page.goto(place)
    reach(page, "a[href='/forum/kitanagi']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/forum/kitanagi")
    reach(page, f"a[href='/read/{VERSION}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/read/{VERSION}")
    help = page.locator(".keys-help")
    page.keyboard.press("?")
    expect(help).to_be_visible()
    page.keyboard.press("?")
    expect(help).to_be_hidden()
    for _ in range(8):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#c7 .head a")).to_be_focused()
    reach(page, "#c7 .decide")
    page.keyboard.press("Enter")
    act = page.locator("#c7 select[name=act]")
    expect(act).to_be_focused()
    page.keyboard.type("urge")
    reach(page, "#c7 input[name=why]")
    page.keyboard.type("as spoken?")
    expect(help).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#c7 .act")).to_have_text("urge")
    # To a passage that the reader left, which becomes a provision.
    reach(page, "details:has(.passages) > summary")
    page.keyboard.press("Enter")
    reach(page, ".passages li:first-child a")
    page.keyboard.press("Enter")
    expect(page.locator("[name=predicate]")).to_be_visible()
    page.keyboard.press("Shift+Tab")


def reach(page: Page, wanted: str, most: int = 250) -> None:
    """Presses Tab until what is wanted has the focus."""
    for _ in range(most):
        if page.evaluate("(wanted) => Boolean(document.activeElement?.matches(wanted))", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {wanted}")


def test_the_page_beside_the_text_needs_no_script(browser: Browser, long_place: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{long_place}/read/{PAGED}")
    page.get_by_role("link", name="Page beside the text").click()
    assert page.locator(".leaf").get_attribute("data-page") == "1"
    page.locator(".card").last.locator(".leaf-link").click()
    assert page.locator(".leaf").get_attribute("data-page") == "2"
    assert page.locator(".on-anchor").count() == 1
    page.goto(f"{long_place}/read/{TEXT}/ja")
    page.locator("summary").last.click()
    page.locator(".passages a").first.click()
    assert page.locator("[name=predicate]").count() == 1
    context.close()
