"""How a record of an older version becomes one of this version: numbered steps, each run once, for Alembic."""
