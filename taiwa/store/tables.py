"""The tables of the record, one set for SQLite and PostgreSQL.

Owns what is kept and under which key. Keys are the identifiers of `taiwa.model`, so that two records can be laid side
by side; only the tables of search (`item`, `tag`, the words) have numbers of their own, and they can be made anew from
the others. Moments and dates are texts in ISO 8601: both databases sort them alike, and a year alone is a date too.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
)
from sqlalchemy import Text as Unlimited
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s"}
)
# SQLite numbers rows by itself only where the key is INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")
# What no database keeps in a text: NUL, and halves of a character.
UNKEPT = re.compile("[\x00\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text of any length, sorted by code point in both databases, whatever the locale of the server.

    What a database can't keep stands as U+FFFD; a document's own text is kept as bytes, not here.
    """

    impl = Unlimited
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL sorts by its locale unless told otherwise."""
        return dialect.type_descriptor(Unlimited(collation="C" if dialect.name == "postgresql" else None))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as the database can keep it."""
        return UNKEPT.sub("\ufffd", value) if value is not None and UNKEPT.search(value) else value


Text = Words()


def matching(words: str) -> str:
    """Words as a pattern of LIKE (its escape a backslash) that matches only them."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _text(name: str, **more: object) -> Column[str]:
    return Column(name, Text, nullable=False, **more)  # type: ignore[arg-type]


def _maybe(name: str) -> Column[str | None]:
    return Column(name, Text, nullable=True)


# --- names of anything, in the order in which they were given ----------------------------------------------------

name = Table(
    "name",
    metadata,
    _text("subject", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("text"),
    _text("language"),
    _text("kind"),
    Index(None, "text"),
)

# --- forums and meetings -----------------------------------------------------------------------------------------

forum = Table(
    "forum", metadata, _text("id", primary_key=True), _text("note"), Column("confidential", Boolean, nullable=False)
)
membership = Table(
    "membership",
    metadata,
    Column("forum", Text, ForeignKey("forum.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("party"),
    _text("role"),
    _maybe("since"),
    _maybe("until"),
)
level = Table(
    "level",
    metadata,
    Column("forum", Text, ForeignKey("forum.id"), primary_key=True),
    _text("id", primary_key=True),
    Column("rank", Integer, nullable=False),
)
meeting = Table(
    "meeting",
    metadata,
    _text("id", primary_key=True),
    Column("forum", Text, ForeignKey("forum.id"), nullable=False, index=True),
    _text("level"),
    Column("number", Integer),
    Column("counted", Boolean, nullable=False),
    _maybe("date"),
    _maybe("end"),
    _maybe("place"),
    _maybe("format"),
    _maybe("chair"),
    _maybe("next_chair"),
    _text("status"),
    _text("note"),
)
delegate = Table(
    "delegate",
    metadata,
    Column("meeting", Text, ForeignKey("meeting.id"), primary_key=True),
    _text("party", primary_key=True),
    _text("person", primary_key=True),
    _text("office"),
    _text("role"),
    Column("rank", Integer),
    Column("attended", Boolean),
    Column("party_to_text", Boolean),
)

# --- texts, their versions, what was read in them, what people decided --------------------------------------------

text = Table(
    "text",
    metadata,
    _text("id", primary_key=True),
    _text("kind"),
    Column("forum", Text, ForeignKey("forum.id"), index=True),
    Column("meeting", Text, ForeignKey("meeting.id"), index=True),
    _text("title"),
    _maybe("date"),
    Column("withdrawn", Boolean, nullable=False),
)
source = Table(
    "source",
    metadata,
    _text("sha256", primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
version = Table(
    "version",
    metadata,
    _text("id", primary_key=True),
    Column("text", Text, ForeignKey("text.id"), nullable=False, index=True),
    _text("language"),
    _text("authority"),
    Column("sha256", Text, ForeignKey("source.sha256"), nullable=False, index=True),
    # Of the text's words, without spaces: the same statement in another container has the same one.
    _text("digest", index=True),
    _text("name"),
    _text("media_type"),
    _text("origin"),
    _text("received"),
)
reading = Table(
    "reading",
    metadata,
    Column("version", Text, ForeignKey("version.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("reader"),
    _text("scale"),
    _text("made"),
    # The whole reading as compressed JSON: it is read as a whole, and a text's layers compress tenfold.
    Column("data", LargeBinary, nullable=False),
)
correction = Table(
    "correction",
    metadata,
    Column("version", Text, ForeignKey("version.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("subject"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("quote"),
    _text("field"),
    _text("value"),
    _text("machine"),
    _text("reader"),
    _text("reason"),
    _text("who"),
    _text("made"),
    Column("withdrawn", Boolean, nullable=False),
)

# --- entities -----------------------------------------------------------------------------------------------------

entity = Table("entity", metadata, _text("id", primary_key=True), _text("kind"), _text("note"))
identifier = Table(
    "identifier",
    metadata,
    Column("entity", Text, ForeignKey("entity.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("scheme"),
    _text("value"),
    Index(None, "scheme", "value"),
)
link = Table(
    "link",
    metadata,
    Column("version", Text, ForeignKey("version.id"), primary_key=True),
    _text("provision", primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("entity", Text, ForeignKey("entity.id"), primary_key=True, index=True),
    Column("end", Integer, nullable=False),
    _text("written"),
    _text("origin"),
)
evidence = Table(
    "evidence",
    metadata,
    _text("subject", primary_key=True),
    _text("field", primary_key=True),
    _text("source", primary_key=True),
    _text("certainty"),
)

# --- the history: it only grows; triggers of the database refuse anything else -----------------------------------

change = Table(
    "change",
    metadata,
    Column("number", Number, primary_key=True),
    _text("at"),
    _text("who"),
    _text("verb"),
    _text("subject", index=True),
    _text("why"),
    _maybe("before"),
    _maybe("after"),
)

# --- search: made from the tables above, and made anew at will ----------------------------------------------------

item = Table(
    "item",
    metadata,
    # By this number hits are in their order: `taiwa.store.order` makes it.
    Column("id", Number, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("ref"),
    # What the item belongs to and goes with when it is indexed anew: a version's identifier, or the item's own.
    _text("owner"),
    _text("language"),
    _maybe("forum"),
    _maybe("meeting"),
    _text("date"),
    _text("act"),
    Column("force", SmallInteger),
    _text("followup"),
    _text("label"),
    _text("body"),
    Index(None, "owner"),
)
tag = Table(
    "tag",
    metadata,
    Column("item", Number, primary_key=True, autoincrement=False),
    _text("facet", primary_key=True),
    _text("value", primary_key=True),
    sqlite_with_rowid=False,
)

# --- who may see and do what: of this installation, in no export ---------------------------------------------------

account = Table(
    "account",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("created"),
    _maybe("secret"),
    _maybe("issuer"),
    _maybe("subject"),
    Column("active", Boolean, nullable=False),
    # Nobody is two accounts; rows without an issuer are told apart by both databases.
    Index(None, "issuer", "subject", unique=True),
)
# An account's role in a forum, or everywhere: no reference, since `*` is no forum.
role = Table(
    "role",
    metadata,
    Column("account", Text, ForeignKey("account.id"), primary_key=True),
    _text("forum", primary_key=True),
    _text("role"),
    _maybe("party"),
)
signed = Table(
    "signed",
    metadata,
    _text("digest", primary_key=True),
    Column("account", Text, ForeignKey("account.id"), nullable=False, index=True),
    _text("kind"),
    _text("name"),
    _text("scopes"),
    _text("created"),
    _text("expires"),
    _text("used"),
    Column("ended", Boolean, nullable=False),
)
# It only grows, as the history does.
audit = Table(
    "audit",
    metadata,
    Column("number", Number, primary_key=True),
    _text("at"),
    _text("who"),
    _text("event"),
    _text("about"),
    _text("address"),
    Index(None, "event", "at"),
)

# --- about the record itself: which analyzer made its words -------------------------------------------------------

about = Table("about", metadata, _text("key", primary_key=True), _text("value"))
