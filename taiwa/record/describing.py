"""Forums, meetings and entities as a person describes them, piece by piece: what isn't given stays as it was.

Owns the step from options to nouns: `en=Our Dialogue` is a name, `UNTS=1155` an identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Entity, Forum, Level, Meeting, Membership, Name
from taiwa.model.record import ENTITY_KINDS
from taiwa.store.view import View


def forum(
    view: View,
    id: str,
    names: Sequence[str] = (),
    short: Sequence[str] = (),
    members: Sequence[str] = (),
    observers: Sequence[str] = (),
    levels: Sequence[str] = (),
    note: str | None = None,
    confidential: bool | None = None,
) -> Forum:
    """The forum `id` with what is given. Raises WrongValue."""
    _plain_id(id)
    try:
        before = view.forum(id)
    except NotInRecord:
        before = Forum(id, ())
    called = _names(before.names, names, short)
    if not called:
        raise WrongValue(f'{id}: a forum needs a name, for instance --name en="Our Dialogue"')
    return Forum(
        id,
        called,
        _members(before.members, members, observers),
        _levels(before.levels, levels),
        before.note if note is None else note,
        before.confidential if confidential is None else confidential,
    )


def meeting(
    view: View,
    id: str,
    forum: str | None = None,
    level: str | None = None,
    format_: str | None = None,
    uncounted: bool = False,
    **given: str | int | None,
) -> Meeting:
    """The meeting `id` with what is given. Raises NotInRecord for a forum that isn't there, WrongValue."""
    try:
        before = view.meeting(id)
    except NotInRecord as error:
        of = forum or id.partition("/")[0]
        view.forum(of)
        if "/" not in id or level is None:
            raise WrongValue(f"{id}: a new meeting is called FORUM/NAME and needs a --level") from error
        before = Meeting(id, of, level)
    told = {name: value for name, value in given.items() if value is not None}
    told |= {"level": level} if level else {}
    told |= {"format": format_} if format_ else {}
    told |= {"counted": False} if uncounted else {}
    return replace(before, **told)  # type: ignore[arg-type]


def entity(
    view: View,
    id: str,
    kind: str | None = None,
    names: Sequence[str] = (),
    short: Sequence[str] = (),
    identifiers: Sequence[str] = (),
    note: str | None = None,
) -> Entity:
    """The entity `id` with what is given. Raises WrongValue."""
    try:
        before = view.entity(id)
    except NotInRecord as error:
        if kind is None:
            raise WrongValue(f"{id}: a new entity needs a --kind: {', '.join(ENTITY_KINDS)}") from error
        before = Entity(id, kind, ())
    if kind is not None and kind not in ENTITY_KINDS:
        raise WrongValue(f"{kind!r} is no kind of entity; there are {', '.join(ENTITY_KINDS)}")
    called = _names(before.names, names, short)
    if not called:
        raise WrongValue(f'{id}: an entity needs a name, for instance --name en="Our Fund"')
    schemes = dict(before.identifiers) | dict(_parted(each, "an identifier", "UNTS=1155") for each in identifiers)
    return Entity(id, kind or before.kind, called, tuple(schemes.items()), before.note if note is None else note)


def _plain_id(id: str) -> None:
    if not id or any(each in id for each in "/#@ "):
        raise WrongValue(f"{id!r}: an identifier of a forum is one word without / # @")


def _names(before: Iterable[Name], names: Sequence[str], short: Sequence[str]) -> tuple[Name, ...]:
    given = [
        Name(words, language) for language, words in (_parted(each, "a name", "en=Our Dialogue") for each in names)
    ]
    if any(len(name.language) != 2 for name in given):
        raise WrongValue("a name begins with the code of its language, for instance ja=「北凪海」対話")
    given += [Name(words, "", "abbreviation") for words in short]
    return tuple(dict.fromkeys((*before, *given)))


def _parted(words: str, what: str, example: str) -> tuple[str, str]:
    first, sign, rest = words.partition("=")
    if not sign or not first.strip() or not rest.strip():
        raise WrongValue(f"{words!r} is not {what}; write it like {example}")
    return first.strip(), rest.strip()


def _members(
    before: tuple[Membership, ...], members: Sequence[str], observers: Sequence[str]
) -> tuple[Membership, ...]:
    """The members given, each with what was known of it before; those of the past stay."""
    if not members and not observers:
        return before
    known = {(each.party, each.role): each for each in before}
    wanted = [*((party, "member") for party in members), *((party, "observer") for party in observers)]
    past = [each for each in before if each.until is not None and (each.party, each.role) not in wanted]
    return (*(known.get(each, Membership(*each)) for each in wanted), *past)


def _levels(before: tuple[Level, ...], levels: Sequence[str]) -> tuple[Level, ...]:
    if not levels:
        return before
    known = {each.id: each.names for each in before}
    return tuple(Level(id, rank, known.get(id, ())) for rank, id in enumerate(levels, start=1))
