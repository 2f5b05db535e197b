"""Conditions of a change: `If-Match` with the ETag that a noun was answered with, `If-None-Match: *` for a new one.

Owns the step from these headers to what a writer has seen (`taiwa.record.seen`); the check itself is made within the
act that writes. What replaces a noun needs a condition, so that nobody undoes unseen what another wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Response

from taiwa.errors import ChangedMeanwhile, NotInRecord, WrongQuery
from taiwa.record.seen import Seen, state_of
from taiwa.store.view import View
from taiwa.web.faults import ConditionMissing

TAG = re.compile(r'(W/)?"([\x21\x23-\x7e]*)"')
IfMatch = Annotated[
    str | None,
    Header(
        max_length=4000,
        description="The ETag of the noun's GET: it is changed only if it is still so; `*` takes any state.",
    ),
]
IfNoneMatch = Annotated[str | None, Header(max_length=10, description="`*`: only if there is none yet.")]


def tag_of(noun: object) -> str:
    """The strong ETag of a noun: the same wherever, and as long as, the same is said of it."""
    return f'"{state_of(noun)}"'


def tagged(response: Response, noun: object) -> None:
    """Gives an answer the ETag of the noun that it is about."""
    response.headers["etag"] = tag_of(noun)


@dataclass(frozen=True, slots=True)
class Conditions:
    """The two headers of one request."""

    if_match: str | None
    if_none_match: str | None = None

    def seen(self, find: Callable[[View], object]) -> Seen | None:
        """What the sender saw of what `find` finds; None where they don't say. Raises WrongQuery."""
        if self.if_none_match is not None:
            if self.if_none_match.strip() != "*" or self.if_match is not None:
                raise WrongQuery("If-None-Match is * here, and goes with no If-Match")
            return Seen(find)
        return None if self.if_match is None else Seen(find, _states(self.if_match))

    @contextmanager
    def hold(self, *, may_be_new: bool = False) -> Iterator[None]:
        """What is done within is done under these conditions. Where one is needed and none was given, says so
        (ConditionMissing); a noun that isn't there is NotInRecord unless it may be new."""
        try:
            yield
        except ChangedMeanwhile as error:
            if error.now is None and not may_be_new:
                raise NotInRecord(str(error)) from error
            if self.if_match is None and self.if_none_match is None:
                raise ConditionMissing(f"{error}; send If-Match with the ETag of its GET") from error
            raise


def _states(header: str) -> frozenset[str] | None:
    """The states that an If-Match names; weak tags name none (RFC 9110, 13.1.1)."""
    if header.strip() == "*":
        return None
    tags = [TAG.fullmatch(each.strip()) for each in header.split(",")]
    if not all(tags):
        raise WrongQuery('If-Match holds ETags in quotes, "0f3c...", or *')
    # No state at all would say that the noun is to be new.
    return frozenset("" if tag[1] else tag[2] for tag in tags if tag)


def _changing(if_match: IfMatch = None) -> Conditions:
    return Conditions(if_match)


def _replacing(if_match: IfMatch = None, if_none_match: IfNoneMatch = None) -> Conditions:
    return Conditions(if_match, if_none_match)


# Of routes that change what is there; of those that may also add it.
Changing = Annotated[Conditions, Depends(_changing)]
Replacing = Annotated[Conditions, Depends(_replacing)]
