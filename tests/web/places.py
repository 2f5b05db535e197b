"""Where things are in the sample that tests of the application go by, and the token of a form."""

from __future__ import annotations

import re
import shutil

import pytest
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


# Debian's `chromium` (apt-get install chromium); without it tests in a browser are skipped.
CHROMIUM = shutil.which("chromium")
IN_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
