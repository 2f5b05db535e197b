"""Signing in: by a password, or as a provider's person; sessions and tokens; who it is that asks.

Owns the secrets. A session or a token is 256 random bits that only its holder has; the record keeps their SHA-256,
which needs no salt. `accounts` has the rules of accounts, `patience` those of tries.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from taiwa.errors import NotAllowed, NotInRecord, NotSignedIn, RecordBusy, TooManyTries, UnreachableRecord, WrongValue
from taiwa.model.access import VERBS, Account, Rights, Signed, rights_of
from taiwa.record.accounts import NAME, Clock, checked_name, said, this_moment
from taiwa.record.passwords import fits, hashed, is_old
from taiwa.record.patience import SIGNED_IN, TRIED, wait
from taiwa.store import Roster, Store, tables

# A session ends when it was not used for so long, and in any case after so long.
IDLE, LASTS = timedelta(hours=8), timedelta(days=7)
# That something was used is written down this often at most.
NOTED = timedelta(minutes=1)
PREFIX = "taiwa_"
# Days that a token may be good for, at most and unless told otherwise.
LONGEST, USUAL = 366, 90


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: an account, with what it is signed in by and what it may do through that."""

    account: Account
    signed: Signed
    rights: Rights


class Signing:
    """The door of one record. `clock` says what time it is."""

    def __init__(self, store: Store, clock: Clock = this_moment) -> None:
        self.store, self.clock = store, clock

    # --- in and out ---

    def sign_in(self, id: str, password: str, address: str = "") -> str:
        """A new session's secret, for who knows the password. Raises NotSignedIn, TooManyTries."""
        account, shown = self._try(id.strip().lower(), address)
        right = fits(account.secret if account else None, password)
        with self.store.write_accounts() as roster:
            # What was true before the password was looked at may not be any more.
            now = roster.account(account.id) if account else None
            if right and now and now.active and account and now.secret == account.secret:
                if now.secret and is_old(now.secret):
                    roster.change(now.id, secret=hashed(password))
                return self._let_in(roster, now.id, address)
            roster.note(said(self.clock()), "", "sign-in-refused", shown, address)
        raise NotSignedIn("name and password don't belong together, or the account is not active")

    def _try(self, id: str, address: str) -> tuple[Account | None, str]:
        """The account to be tried, and how the audit calls it: a name that isn't one may be a mistyped password. The
        try is counted before it is made, so that many at once are no way round the limit."""
        with self.store.write_accounts() as roster:
            account = _account_or_none(roster, id)
            shown = account.id if account else f"?{_digest(id)[:12]}"
            seconds = wait(roster, shown, address, self.clock())
            if seconds:
                raise TooManyTries(f"too many tries; the next one is possible in {seconds} s", seconds)
            roster.note(said(self.clock()), "", TRIED, shown, address)
        return account, shown

    def sign_in_as(
        self, issuer: str, subject: str, wished: str, name: str, *, new: bool = False, address: str = ""
    ) -> str:
        """A new session's secret, for a provider's person (who they are was verified). Where there is no account of
        theirs, one is made if `new`, without a role; an account of that name is never taken over.

        Raises NotSignedIn.
        """
        with self.store.write_accounts() as roster:
            account = roster.known_as(issuer, subject)
            if account is None and new and roster.any():
                account = Account(_free(roster, wished), name or wished, said(self.clock()), None, issuer, subject)
                roster.add(account)
                roster.note(said(self.clock()), account.id, "account-added", account.id, address)
            if account is not None and account.active:
                return self._let_in(roster, account.id, address)
            event = "sign-in-refused"
            roster.note(said(self.clock()), "", event, account.id if account else f"{issuer} {subject}"[:200], address)
        if account is None:
            raise NotSignedIn("you are known to the provider, but have no account here; ask an administrator for one")
        raise NotSignedIn("this account is not active")

    def link(self, id: str, issuer: str, subject: str, *, by: str, address: str = "") -> None:
        """Says that a provider's person is an account. Raises NotInRecord, WrongValue."""
        with self.store.write_accounts() as roster:
            if roster.known_as(issuer, subject):
                raise WrongValue("this person has an account already")
            roster.change(id, issuer=issuer, subject=subject)
            roster.note(said(self.clock()), by, "account-linked", id, address)

    def sign_out(self, visitor: Visitor, address: str = "") -> None:
        """Ends a session."""
        with self.store.write_accounts() as roster:
            roster.end(tables.signed.c.digest == visitor.signed.digest)
            roster.note(said(self.clock()), visitor.account.id, "signed-out", visitor.account.id, address)

    def _let_in(self, roster: Roster, id: str, address: str) -> str:
        secret, now = secrets.token_urlsafe(32), self.clock()
        at, until = said(now), said(now + LASTS)
        roster.sign(Signed(_digest(secret), id, "session", "", VERBS, at, until, at))
        roster.note(at, id, SIGNED_IN, id, address)
        return secret

    # --- who asks ---

    def visitor(self, secret: str, kind: str) -> Visitor | None:
        """Who shows a secret of this kind (`session` or `token`); None for one that is no good, or no longer."""
        with self.store.read_accounts() as roster:
            signed = roster.signed(_digest(secret))
            if signed is None or signed.kind != kind or not self._is_good(signed):
                return None
            account = roster.account(signed.account)
            if not account.active:
                return None
            rights = rights_of(roster.grants(account.id), frozenset(signed.scopes))
        self._use(signed)
        return Visitor(account, signed, rights)

    def _is_good(self, signed: Signed) -> bool:
        now = self.clock()
        idle = signed.kind == "session" and signed.used < said(now - IDLE)
        return not (signed.ended or idle or signed.expires <= said(now))

    def _use(self, signed: Signed) -> None:
        """Writes down the use, if that can be done at once: nobody waits for it."""
        if signed.used < said(self.clock() - NOTED):
            try:
                with self.store.jot() as roster:
                    roster.use(signed.digest, said(self.clock()))
            except (RecordBusy, UnreachableRecord):
                pass

    # --- sessions and tokens ---

    def held(self, id: str, kind: str) -> tuple[Signed, ...]:
        """An account's sessions or tokens that are good."""
        with self.store.read_accounts() as roster:
            return tuple(each for each in roster.signed_of(id, kind) if self._is_good(each))

    def make_token(
        self,
        id: str,
        name: str,
        scopes: Iterable[str] = ("read",),
        days: int = USUAL,
        *,
        by: str,
        within: Signed | None = None,
        address: str = "",
    ) -> tuple[str, Signed]:
        """A token for programs: its secret, which is shown this once, and what is kept of it. `within` is a token by
        which it is made, beyond which it can't go. Raises WrongValue, NotAllowed, NotInRecord."""
        wanted = {"read", *scopes}
        if not wanted <= set(VERBS):
            raise WrongValue(f"scopes are among {', '.join(VERBS)}")
        if not name.strip() or len(name) > 100:
            raise WrongValue("a token has a name of up to 100 characters, by which it is told from others")
        if not 1 <= days <= LONGEST:
            raise WrongValue(f"a token is good for 1 to {LONGEST} days")
        secret, now = PREFIX + secrets.token_urlsafe(32), self.clock()
        given = tuple(verb for verb in VERBS if verb in wanted)
        until = said(now + timedelta(days=days))
        if within and (not wanted <= set(within.scopes) or until > within.expires):
            raise NotAllowed("a token makes none that may do more than itself, or lasts longer")
        token = Signed(_digest(secret), id, "token", name.strip(), given, said(now), until, said(now))
        with self.store.write_accounts() as roster:
            if not roster.account(id).active:
                raise WrongValue(f"the account {id!r} is not active")
            roster.sign(token)
            roster.note(said(now), by, "token-made", f"{id} {token.name}", address)
        return secret, token

    def end(self, id: str, digest: str, *, by: str, address: str = "") -> Signed:
        """Ends an account's session or token. Raises NotInRecord."""
        with self.store.write_accounts() as roster:
            found = roster.signed(digest)
            if found is None or found.account != id or found.ended:
                raise NotInRecord("there is no such session or token")
            roster.end(tables.signed.c.digest == digest)
            roster.note(said(self.clock()), by, f"{found.kind}-ended", f"{id} {found.name}".strip(), address)
        return found

    def check_password(self, visitor: Visitor, password: str, address: str = "") -> None:
        """Raises NotSignedIn, TooManyTries unless the visitor knows their own password."""
        account, shown = self._try(visitor.account.id, address)
        if not fits(account.secret if account else None, password):
            with self.store.write_accounts() as roster:
                roster.note(said(self.clock()), visitor.account.id, "sign-in-refused", shown, address)
            raise NotSignedIn("this is not the present password")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _account_or_none(roster: Roster, id: str) -> Account | None:
    try:
        return roster.account(id)
    except NotInRecord:
        return None


def _free(roster: Roster, wished: str) -> str:
    """An identifier like the wished one that no account has."""
    plain = "".join(each for each in wished.lower().partition("@")[0] if NAME.fullmatch(f"a{each}"))[:50].lstrip(
        "._@+-"
    )
    try:
        plain = checked_name(plain)
    except WrongValue:
        plain = "person"
    number, id = 1, plain
    while _account_or_none(roster, id):
        number += 1
        id = f"{plain}-{number}"
    return id
