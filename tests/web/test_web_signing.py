"""Signing in, in a real browser: be refused, sign in, see nothing confidential; and the pages of accounts by axe."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from people import PASSWORD, Staffed
from places import IN_CHROMIUM, VERSION
from playwright.sync_api import Browser, Page, expect
from sealed import MARK, seal

pytestmark = IN_CHROMIUM
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (390, 1280)


@pytest.fixture
def staffed(app: FastAPI) -> Staffed:
    made = Staffed(app)
    made.add("ito", ("*", "editor"))
    made.add("abe", ("kitanagi", "secretariat"))
    seal(app.state.record)
    made.door.accounts.grant("abe", "veil", "delegation", "XB", by="mori")
    return made


def sign_in(page: Page, account: str, password: str = PASSWORD) -> None:
    page.get_by_label("Account name").fill(account)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_sign_in_be_refused_see_nothing_confidential(staffed: Staffed, page: Page, place: str) -> None:
    # A link to a provision leads through the sign-in page to where it points.
    page.goto(f"{place}/read/{VERSION}?p=p8")
    expect(page).to_have_title("Sign in · Taiwa")
    expect(page.get_by_role("navigation").get_by_role("link", name="History")).to_have_count(0)
    sign_in(page, "ito", "not the password at all")
    expect(page.get_by_role("alert")).to_contain_text("name and password do not belong together")
    expect(page.get_by_label("Account name")).to_have_value("ito")
    sign_in(page, "ito")
    page.wait_for_url(f"**/read/{VERSION}#t7")
    expect(page.get_by_role("link", name="Ito")).to_be_visible()
    for path in ("/", f"/search?q={MARK}", "/history", "/entities", f"/precedents?q={MARK}+survey"):
        page.goto(place + path)
        shown = page.locator("main").inner_text().replace(f"“{MARK}”", "")
        assert MARK not in shown.casefold(), path
    for path in ("/forum/veil", "/meeting/veil/ministers-1", "/read/veil/ministers-1/joint-statement/en"):
        page.goto(place + path)
        expect(page.get_by_role("heading", level=1)).to_have_text("The record has nothing of that name.")
    page.goto(f"{place}/accounts")
    expect(page.get_by_role("heading", level=1)).to_contain_text("needs a role")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in · Taiwa")
    page.go_back()
    page.reload()
    expect(page).to_have_title("Sign in · Taiwa")
    # Who has a role in it sees it.
    page.goto(place)
    sign_in(page, "abe")
    page.get_by_role("link", name="Quixotium Circle").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Quixotium Circle.*confidential", re.S))
    page.goto(f"{place}/read/veil/ministers-1/joint-statement/en")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("a.decide")).to_have_count(0)


def test_an_administrator_gives_and_takes(staffed: Staffed, page: Page, place: str) -> None:
    page.goto(place)
    sign_in(page, "mori")
    page.get_by_role("link", name="Accounts").click()
    page.get_by_label("Account name").fill("sato")
    page.get_by_label("Name of the person").fill("Sato C.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Add an account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sato C.")
    page.get_by_label("Forum").select_option("veil")
    page.get_by_label("Role").select_option("reader")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("button", name="Take back: reader, veil")).to_be_visible()
    page.get_by_role("button", name="Deactivate").click()
    expect(page.locator(".kind")).to_contain_text("deactivated")
    page.goto(f"{place}/audit")
    expect(page.locator("tbody tr").first).to_contain_text("account deactivated")
    page.get_by_role("link", name="Mori A.").click()
    page.get_by_label("What it is for").fill("calendar")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("#secret")).to_contain_text("taiwa_")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_accounts_fit_and_axe_finds_nothing(
    staffed: Staffed,
    browser: Browser,
    place: str,
    scheme: str,
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    made = context.new_page()
    made.goto(f"{place}/signin")
    looked(made, "/signin")
    sign_in(made, "mori", "not the password at all")
    looked(made, "/signin, refused")
    sign_in(made, "mori")
    for path in ("/", "/account", "/accounts", "/accounts/abe", "/audit"):
        made.goto(place + path)
        looked(made, path)
    context.close()


def looked(page: Page, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        found = Axe().run(page, options={"runOnly": RULES})
        wrong = [
            (each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found.response["violations"]
        ]
        assert wrong == [], (path, width)
