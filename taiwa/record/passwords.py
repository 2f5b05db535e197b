"""Passwords: which do, and their hashes (argon2id with the parameters that argon2-cffi recommends).

Owns the rules, those of NIST SP 800-63B: length, no rules of composition, any character of Unicode. The library comes
with `taiwa[web]` and is imported when a password is at hand.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from taiwa.errors import WrongValue

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1000
# A hash takes 64 MB while it is made: so many at a time, the others wait.
AT_ONCE = BoundedSemaphore(2)


def check_password(password: str, *names: str) -> None:
    """Raises WrongValue for a password that is too short, endless, or one of the account's names."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise WrongValue(f"a password has at least {SHORTEST} characters; several words do well")
    if len(plain) > LONGEST:
        raise WrongValue(f"a password has at most {LONGEST} characters")
    if plain.casefold() in {_plain(name).casefold() for name in names} or len(set(plain)) == 1:
        raise WrongValue("this password is the first that anybody would try")


def hashed(password: str) -> str:
    """The hash to be kept, with its salt and parameters in it."""
    with AT_ONCE:
        return _hasher().hash(_plain(password))


def fits(secret: str | None, password: str) -> bool:
    """Whether a password is the one whose hash is `secret`. Where there is none, the answer is no and takes as long."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    with AT_ONCE:
        try:
            return _hasher().verify(secret or _nobodys(), _plain(password)) and secret is not None
        except (VerificationError, InvalidHashError):
            return False


def is_old(secret: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher().check_needs_rehash(secret)


def _plain(password: str) -> str:
    """One form for what keyboards give in several (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        raise WrongValue("passwords need argon2-cffi: install taiwa[web]") from error
    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash that no password fits, as costly as any."""
    import secrets

    return _hasher().hash(secrets.token_hex(32))
