"""Under which address the open formats name what is in the record.

Owns the addresses of pages and of the API beside the application that serves them. A page's address is also the name of
what it is about; a `tag:` (RFC 4151) names what has no page. The host in a tag, and in an identifier of a calendar, is
that of the record's home, not of the request, so that it stays the same however the application is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from taiwa.view.published.characters import sound

# The year in which the hosts of such tags were first given out (RFC 4151, section 2.1).
SINCE = 2026
HOME = "http://localhost:8850/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base` is where the application is asked, `home` where the record says that it lives; both end in a slash."""

    base: str = HOME
    home: str = HOME

    @property
    def host(self) -> str:
        """The host of the record's home, for names that must not change."""
        return urlsplit(self.home).hostname or "localhost"

    def page(self, place: str, id: str = "") -> str:
        """A page: `page("read", version)`."""
        return f"{self.base}{place}/{escaped(id)}" if id else f"{self.base}{place}"

    def provision(self, version: str, start: int, end: int) -> str:
        """A provision by its anchor's characters, which another reading finds again."""
        return self.page("read", f"{version}@{start}-{end}")

    def api(self, place: str, id: str = "") -> str:
        """An answer of the API: `api("plain", version)`."""
        return f"{self.base}api/v1/{place}/{escaped(id)}" if id else f"{self.base}api/v1/{place}"

    def annotations(self, version: str) -> str:
        """The container of a version's annotations; its address ends in a slash, as the protocol wants it."""
        return self.api("annotations", version) + "/"

    def party(self, code: str, known: bool) -> str:
        """A party: its page where the record has one, else a name without a page."""
        return self.page("entity", code) if known else f"urn:taiwa:party:{escaped(code, '')}"

    def tag(self, specific: str) -> str:
        """A tag URI."""
        return f"tag:{self.host},{SINCE}:{escaped(specific)}"


def escaped(id: str, also: str = "/@") -> str:
    """An identifier as a part of an address."""
    return quote(sound(id), safe=also)
