"""The application in a real browser: two journeys, the keyboard, widths of phone and desk, and what axe finds.

Needs Debian's `chromium` (apt-get install chromium); without it these tests are skipped.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from places import IN_CHROMIUM, LATER, TEXT, VERSION
from playwright.sync_api import Browser, Page, expect
from test_web_changes import STATEMENT

pytestmark = IN_CHROMIUM
PAGES = (
    "/", "/forum/kitanagi", "/meeting/kitanagi/foreign-ministers-3", f"/text/{TEXT}", f"/read/{VERSION}",
    f"/correct/{VERSION}", "/entities?kind=party", "/entity/XA", "/search?q=trade", "/precedents?q=working+group",
    "/forum/kitanagi/edit", "/meeting/kitanagi/foreign-ministers-3/edit", "/new/forum",
    "/history", "/add", "/nowhere", "/compare", f"/compare?old={VERSION}&new={LATER}", "/parity",
    f"/parity?one={VERSION}&other={TEXT}/ja", "/lineage?topic=followup:commitment", f"/read/{VERSION}?beside={TEXT}/ja",
    f"/read/{LATER}?beside={VERSION}",
)  # fmt: skip


def test_from_upload_to_search(page: Page, place: str, tmp_path: Path) -> None:
    document = tmp_path / "statement.txt"
    document.write_text(STATEMENT, "utf-8")
    page.goto(place)
    page.get_by_role("link", name="Add a text").click()
    page.locator("[name=document]").set_input_files(document)
    page.get_by_role("button", name="Read it").click()
    # A process that reads is started first, which takes its time on a busy machine.
    expect(page.get_by_text("kitanagi/foreign-ministers-5/joint-statement")).to_be_visible(timeout=40_000)
    page.get_by_label("Authority").select_option("official")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joint Statement")
    page.get_by_role("link", name="Search").click()
    # Hits come while words are written, and the address follows.
    page.get_by_role("searchbox").press_sequentially("drifting buoys", delay=20)
    mark = page.locator(".hits mark").nth(1)
    expect(mark).to_have_text("buoys")
    page.wait_for_url("**/search?q=drifting+buoys")
    mark.click()
    expect(page.locator(".anchor.on")).to_have_text("decided")


def test_a_field_is_corrected_in_its_place(page: Page, place: str) -> None:
    page.goto(f"{place}/read/{VERSION}?p=p8")
    card = page.locator("#c7")
    expect(card).to_have_class(re.compile(r"\bon\b"))
    expect(card.locator(".act")).not_to_have_text("support")
    card.get_by_role("link", name="Correct").click()
    act = card.locator("select[name=act]")
    expect(act).to_be_focused()
    act.select_option("support")
    # Keys that lead through the text leave a form alone.
    card.get_by_label("Reason").press_sequentially("just a jk / test")
    expect(card.get_by_label("Reason")).to_have_value("just a jk / test")
    card.get_by_role("button", name="Keep the decision").click()
    page.wait_for_url("**#t7")
    expect(page.locator("#c7 .act")).to_have_text("support")
    expect(page.locator("#c7 .decided")).to_contain_text("act: decided by tester")


def test_the_keyboard_leads_through_text_and_cards(page: Page, shared_place: str) -> None:
    page.goto(f"{shared_place}/read/{VERSION}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#t1")).to_be_focused()
    expect(page.locator("#c1.on")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#c1 .head a")).to_be_focused()
    total = page.locator(".card").count()
    page.get_by_label("Follow-up").select_option(index=1)
    shown = page.locator(".card:visible").count()
    expect(page.locator(".filter output")).to_have_text(f"{shown} of {total} provisions")
    page.locator("select[name=force]").select_option("5")
    assert page.locator(".card:visible").count() <= shown


def test_two_editions_are_compared(page: Page, shared_place: str) -> None:
    page.goto(shared_place)
    page.get_by_role("link", name="Compare").click()
    page.get_by_label("Old version").select_option(VERSION)
    page.get_by_label("New version").select_option(LATER)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2027-05-14 → 2029-06-08")
    total = page.get_by_role("article").count()
    weaker = page.locator(".chips .weakened")
    number = int(weaker.locator("b").inner_text())
    weaker.click()
    expect(page.get_by_role("article")).to_have_count(number)
    page.locator(".chips .deadline").click()
    expect(page.locator(".chips [aria-current]")).to_have_count(2)
    # What is shown has an address of its own.
    shown = page.get_by_role("article").count()
    page.goto(page.url)
    expect(page.get_by_role("article")).to_have_count(shown)
    page.get_by_role("link", name="Show all").click()
    expect(page.get_by_role("article")).to_have_count(total)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word, with tracked changes").click()
    assert download.value.suggested_filename.endswith(".docx")
    # From the pair to the provision, and from its card to its wording over the years.
    page.locator(".weakened .place a").nth(1).click()
    page.wait_for_url("**/read/**#t*")
    page.locator(".card.on .foot").get_by_role("link", name="Over the years").click()
    expect(page.locator(".steps .weakened")).to_have_count(1)
    page.locator(".threads .weakened a").click()
    expect(page.locator(".steps .weakened")).to_be_in_viewport()


def test_a_text_is_read_beside_another_by_keyboard(page: Page, shared_place: str) -> None:
    page.goto(f"{shared_place}/read/{VERSION}")
    page.get_by_role("link", name="Side by side: Japanese").click()
    expect(page.locator("[name=keys]")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#l1")).to_be_focused()
    tied = page.locator(".anchor.on")
    expect(tied).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator("#r1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tied).to_have_count(0)
    # Keys of one letter can be put off.
    page.locator("[name=keys]").uncheck()
    page.keyboard.press("j")
    expect(page.locator("[name=keys]")).to_be_focused()


def test_on_a_phone_the_other_text_stands_below(browser: Browser, shared_place: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shared_place}/read/{VERSION}?beside={TEXT}/ja")
    one, other = page.locator("#l3").bounding_box(), page.locator("#r3").bounding_box()
    assert one
    assert other
    assert other["y"] > one["y"] + one["height"]
    expect(page.locator(".band .side").first).to_be_visible()
    # Without a script a link does what a key does with one.
    page.locator("#l3").click()
    expect(page.locator("#r3")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_axe_finds_nothing(browser: Browser, shared_place: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in PAGES:
        page.goto(shared_place + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        said = [
            (each["id"], [(node["html"][:120], node["failureSummary"]) for node in each["nodes"][:3]])
            for each in found.response["violations"]
        ]
        assert said == [], path
    context.close()


def test_nothing_moves_once_it_is_drawn(page: Page, shared_place: str) -> None:
    beside = f"/read/{VERSION}?beside={TEXT}/ja"
    for path in ("/", "/forum/kitanagi", "/search?q=trade", f"/compare?old={VERSION}&new={LATER}", beside):
        page.goto(shared_place + path)
        page.wait_for_timeout(300)
        shift = page.evaluate(
            "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => list.getEntries().forEach("
            "(each) => sum += each.value)).observe({ type: 'layout-shift', buffered: true });"
            " setTimeout(() => done(sum), 200); })"
        )
        assert shift < 0.02, path


def test_reading_and_searching_need_no_script(browser: Browser, shared_place: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shared_place}/search")
    page.get_by_role("searchbox").fill("trade")
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    assert page.url.startswith(f"{shared_place}/read/")
    page.locator(".card .head a").first.click()
    assert "#t" in page.url
    context.close()
