"""The record: forums, meetings, texts, readings, decisions, entities, and the history that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables of the record."""
    op.create_table(
        "change",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=True),
        sa.Column("after", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("change") as batch_op:
        batch_op.create_index(batch_op.f("ix_change_subject"), ["subject"], unique=False)
    op.create_table(
        "entity",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "evidence",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("certainty", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("subject", "field", "source"),
    )
    op.create_table(
        "forum",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "name",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("subject", "position"),
    )
    with op.batch_alter_table("name") as batch_op:
        batch_op.create_index(batch_op.f("ix_name_text"), ["text"], unique=False)
    op.create_table(
        "source",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "identifier",
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entity.id"], name=op.f("fk_identifier_entity")),
        sa.PrimaryKeyConstraint("entity", "position"),
    )
    with op.batch_alter_table("identifier") as batch_op:
        batch_op.create_index(batch_op.f("ix_identifier_scheme_value"), ["scheme", "value"], unique=False)
    op.create_table(
        "level",
        sa.Column("forum", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], name=op.f("fk_level_forum")),
        sa.PrimaryKeyConstraint("forum", "id"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("forum", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("date", TEXT, nullable=True),
        sa.Column("end", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("format", TEXT, nullable=True),
        sa.Column("chair", TEXT, nullable=True),
        sa.Column("next_chair", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], name=op.f("fk_meeting_forum")),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_forum"), ["forum"], unique=False)
    op.create_table(
        "membership",
        sa.Column("forum", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("since", TEXT, nullable=True),
        sa.Column("until", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], name=op.f("fk_membership_forum")),
        sa.PrimaryKeyConstraint("forum", "position"),
    )
    op.create_table(
        "delegate",
        sa.Column("meeting", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("party_to_text", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_delegate_meeting")),
        sa.PrimaryKeyConstraint("meeting", "party", "person"),
    )
    op.create_table(
        "text",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("forum", TEXT, nullable=True),
        sa.Column("meeting", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("date", TEXT, nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], name=op.f("fk_text_forum")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_text_meeting")),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("text") as batch_op:
        batch_op.create_index(batch_op.f("ix_text_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_text_meeting"), ["meeting"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("authority", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("received", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["source.sha256"], name=op.f("fk_version_sha256")),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_version_text")),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("version") as batch_op:
        batch_op.create_index(batch_op.f("ix_version_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_text"), ["text"], unique=False)
    op.create_table(
        "correction",
        sa.Column("version", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("machine", TEXT, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_correction_version")),
        sa.PrimaryKeyConstraint("version", "number"),
    )
    op.create_table(
        "link",
        sa.Column("version", TEXT, nullable=False),
        sa.Column("provision", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("written", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entity.id"], name=op.f("fk_link_entity")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_link_version")),
        sa.PrimaryKeyConstraint("version", "provision", "start", "entity"),
    )
    with op.batch_alter_table("link") as batch_op:
        batch_op.create_index(batch_op.f("ix_link_entity"), ["entity"], unique=False)
    op.create_table(
        "reading",
        sa.Column("version", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("scale", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_reading_version")),
        sa.PrimaryKeyConstraint("version", "number"),
    )
    _guard_the_history()


def _guard_the_history() -> None:
    """The database itself refuses to change or take away a line of the history."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER change_no_{verb.lower()} BEFORE {verb} ON change"
                " BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION change_only_grows() RETURNS trigger LANGUAGE plpgsql"
        " AS $$ BEGIN RAISE EXCEPTION 'the history only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER change_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON change"
        " FOR EACH STATEMENT EXECUTE FUNCTION change_only_grows()"
    )
