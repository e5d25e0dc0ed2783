"""The roles, and the invitations to them."""

import sqlalchemy as sa
from alembic import op

revision = "a003"
down_revision = "a002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invites"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roles",
        sa.Column("index", sa.LargeBinary(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("ended", sa.String(10), nullable=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("index", name="pk_roles"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("roles")
    op.drop_table("invites")
