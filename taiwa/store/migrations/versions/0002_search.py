"""Search: items, their facets and their words; all of it can be made anew from the record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables of search, empty: `taiwa.record` fills them when it finds no analyzer named in `about`."""
    op.create_table(
        "about",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "item",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("forum", TEXT, nullable=True),
        sa.Column("meeting", TEXT, nullable=True),
        sa.Column("date", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("force", sa.SmallInteger(), nullable=True),
        sa.Column("followup", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("item") as batch_op:
        batch_op.create_index(batch_op.f("ix_item_owner"), ["owner"], unique=False)
    op.create_table(
        "tag",
        sa.Column("item", NUMBER, autoincrement=False, nullable=False),
        sa.Column("facet", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("item", "facet", "value"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: the text stands in `item` already. Words come ready-made: of the tokenizers, `ascii` alone takes
        # every letter as it is (the others know those of Unicode 6 only); facets are words with a sign. A single
        # Japanese character is looked for as the beginning of a pair: an index of its own serves that. No sizes of
        # texts are kept: they would serve ranks that aren't ours.
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5"
            "(body, content='', columnsize=0, prefix='1', tokenize=\"ascii tokenchars '='\")"
        )
    else:
        op.create_table(
            "words",
            sa.Column("item", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        )
        op.create_index("ix_words_words", "words", ["words"], postgresql_using="gin")
