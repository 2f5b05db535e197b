"""What parties are called on a page: a state's name in the visitor's language beside its code.

Owns no names; they are the registry's and the record's.
"""

from __future__ import annotations

from taiwa.registry import groups, states


class Callings:
    """Names of parties in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def party(self, code: str) -> str:
        """A party's name; the code itself where the registry has none."""
        state = states().get(code)
        if state is not None:
            forms = state.names.get(self.language) or state.names.get("en") or (code,)
            return forms[0]
        group = groups().get(code)
        if group is not None:
            names = group.names.get(self.language) or group.names.get("en") or (code,)
            return names[0]
        return code
