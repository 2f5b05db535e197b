"""Who may see and do what in a record: accounts, their roles by forum, and what follows from them.

Owns the closed lists of roles and verbs, and the one rule that joins them: a forum that is not confidential is seen by
every account, a confidential one only by those with a role in it and by administrators. Imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What can be done with a forum and what belongs to it. `read`: see it; `decide`: correct and link what was read; `add`:
# bring in documents; `describe`: say what is so of forums, meetings, texts; `manage`: all that is of the whole record:
# new forums, exports, accounts.
VERBS = ("read", "decide", "add", "describe", "manage")
# A delegation reads; what it may do more is of drafting. An administrator is one of the whole record.
ROLES: Mapping[str, frozenset[str]] = {
    "reader": frozenset({"read"}),
    "delegation": frozenset({"read"}),
    "editor": frozenset({"read", "decide", "add"}),
    "secretariat": frozenset({"read", "decide", "add", "describe"}),
    "administrator": frozenset(VERBS),
}
# In the place of a forum: every forum that is not confidential, and what is of no forum.
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Account:
    """A person, or a program, that signs in as `id`. `secret` is the hash of a password (argon2), None where there is
    none; `issuer` and `subject` are who they are to an OpenID provider. One that is not `active` can't sign in, and
    stays: the history names it."""

    id: str
    name: str
    created: str
    secret: str | None = None
    issuer: str | None = None
    subject: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """An account's role in a forum, or `EVERYWHERE`; `party` is the party that a delegation is of."""

    account: str
    forum: str
    role: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A session, or a token of the API: `digest` is the SHA-256 of what the holder shows, which is kept nowhere.
    `scopes` limit it to some verbs (`read`, `decide` ...); `name` is what the account calls a token, empty for a
    session. Moments are ISO 8601 in UTC."""

    digest: str
    account: str
    kind: str
    name: str
    scopes: tuple[str, ...]
    created: str
    expires: str
    used: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the audit: sign-ins, refusals, changes of accounts and roles. `number` counts from 1."""

    number: int
    at: str
    who: str
    event: str
    about: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do: `roles` by forum (or `EVERYWHERE`), never beyond `scopes`. `everything` is the right of the
    person at whose machine the record lies, and of administrators."""

    roles: tuple[tuple[str, str], ...] = ()
    everything: bool = False
    scopes: frozenset[str] = frozenset(VERBS)

    @property
    def granted(self) -> frozenset[str] | None:
        """The confidential forums that are seen; None for all."""
        return None if self.everything else frozenset(forum for forum, _ in self.roles if forum != EVERYWHERE)

    def may(self, verb: str, forum: str | None, confidential: bool = False) -> bool:
        """Whether `verb` may be done in a forum (None: what is of none)."""
        if verb not in self.scopes:
            return False
        if self.everything:
            return True
        roles = dict(self.roles)
        mine = [roles[forum]] if forum in roles else []
        if not confidential:
            mine += [*([roles[EVERYWHERE]] if EVERYWHERE in roles else []), "reader"]
        return any(verb in ROLES[role] for role in mine)

    def anywhere(self, verb: str) -> bool:
        """Whether there is any place where `verb` may be done."""
        return verb in self.scopes and (
            self.everything or verb == "read" or any(verb in ROLES[role] for _, role in self.roles)
        )


# Of the person at the machine; there are no accounts then.
ALL = Rights(everything=True)


def rights_of(grants: tuple[Grant, ...], scopes: frozenset[str] = frozenset(VERBS)) -> Rights:
    """The rights of an account with these grants; a token has fewer `scopes`."""
    everything = any(each.role == "administrator" and each.forum == EVERYWHERE for each in grants)
    return Rights(tuple(sorted((each.forum, each.role) for each in grants)), everything, scopes)
