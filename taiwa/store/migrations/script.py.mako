"""${message}."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """One step forwards."""
    ${upgrades if upgrades else "pass"}
