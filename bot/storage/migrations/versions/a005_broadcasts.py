"""The broadcasts, the clinics, who confirms a new role, and the numbers of those who hold one."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "a005"
down_revision = "a004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invites", sa.Column("inviter", sa.Integer, nullable=True))
    op.add_column("roles", sa.Column("number", sa.Integer, nullable=True))
    op.add_column("roles", sa.Column("since", sa.Integer, nullable=True))
    _number_roles()
    op.create_table(
        "joinings",
        sa.Column("index", sa.LargeBinary(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("inviter", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("index", name="pk_joinings"),
        sqlite_with_rowid=False,
    )
    for name in ("broadcasts", "clinics"):
        op.create_table(
            name,
            sa.Column("id", sa.String(8), nullable=False),
            sa.Column("revision", sa.Integer, nullable=False),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "broadcast_marks",
        sa.Column("broadcast", sa.String(8), nullable=False),
        sa.Column("index", sa.LargeBinary(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "index", name="pk_broadcast_marks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_counts",
        sa.Column("broadcast", sa.String(8), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "outcome", name="pk_broadcast_counts"),
        sqlite_with_rowid=False,
    )


def _number_roles() -> None:
    """Give a number to those who hold a role already, as if they had held it for long."""
    roles = sa.table("roles", sa.column("index"), sa.column("number"), sa.column("since"))
    db = op.get_bind()
    for (index,) in db.execute(sa.select(roles.c.index)).all():
        number = 100_000 + secrets.randbelow(900_000)
        db.execute(sa.update(roles).where(roles.c.index == index).values(number=number, since=0))


def downgrade() -> None:
    for name in ("broadcast_counts", "broadcast_marks", "clinics", "broadcasts", "joinings"):
        op.drop_table(name)
    for table, column in (("roles", "since"), ("roles", "number"), ("invites", "inviter")):
        op.drop_column(table, column)
