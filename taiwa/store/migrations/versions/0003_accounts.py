"""Accounts, their roles, what they are signed in by, and the audit that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables of accounts, empty: without an account the record is its owner's alone, as before."""
    op.create_table(
        "account",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("secret", TEXT, nullable=True),
        sa.Column("issuer", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("account") as batch_op:
        batch_op.create_index(batch_op.f("ix_account_issuer_subject"), ["issuer", "subject"], unique=True)
    op.create_table(
        "role",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("forum", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_role_account")),
        sa.PrimaryKeyConstraint("account", "forum"),
    )
    op.create_table(
        "signed",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("scopes", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.Column("used", TEXT, nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_signed_account")),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("signed") as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_account"), ["account"], unique=False)
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["event", "at"], unique=False)
    _guard_the_audit()


def _guard_the_audit() -> None:
    """The database itself refuses to change or take away a line of the audit."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql"
        " AS $$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
    )
