"""Where things are in the sample that tests of the application go by, and the token of a form."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

HERE = "http://localhost"
TEXT = "kitanagi/foreign-ministers-3/joint-statement"
VERSION = f"{TEXT}/en"
LATER = "kitanagi/foreign-ministers-4/joint-statement/en"


def token_of(client: TestClient, page: str = "/add") -> str:
    """The token of the form on a page, as the client's visitor has it."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(page).text)
    assert found
    return found[1]
