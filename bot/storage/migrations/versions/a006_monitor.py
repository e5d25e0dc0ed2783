"""The team's log, sign-ins and sessions of the monitor, notes on a court and a defect."""

import sqlalchemy as sa
from alembic import op

revision = "a006"
down_revision = "a005"
branch_labels = None
depends_on = None

REFUSED = "the log is only added to"
SQLITE = """
CREATE TRIGGER audit_no_{name} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
POSTGRES_FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{refused}'; END $$
"""
POSTGRES = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("n", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("about", sa.String(128), nullable=False),
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_audit"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_state",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("told", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_audit_state"),
        sqlite_with_rowid=False,
    )
    _refuse_changes()
    for table, *columns in (("web_tokens", "until"), ("web_sessions", "began", "seen")):
        op.create_table(
            table,
            sa.Column("hash", sa.LargeBinary(32), nullable=False),
            sa.Column("index", sa.LargeBinary(32), nullable=False),
            *(sa.Column(name, sa.BigInteger, nullable=False) for name in columns),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("hash", name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{table}_index", table, ["index"])
    _make_watches()
    op.create_table(
        "notes",
        sa.Column("court", sa.String(64), nullable=False),
        sa.Column("defect", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("court", "defect", name="pk_notes"),
        sqlite_with_rowid=False,
    )


def _make_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("index", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("index", "kind", "about", name="pk_watches"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("watches", "notes", "web_sessions", "web_tokens", "audit_state", "audit"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_refuse()")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(name=verb.lower(), verb=verb, refused=REFUSED))
    else:
        op.execute(POSTGRES_FUNCTION.format(refused=REFUSED))
        op.execute(POSTGRES)
