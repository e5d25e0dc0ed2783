"""How often something was released or closed: what was worked out of the reports stands until the number grows."""

import sqlalchemy as sa
from alembic import op

revision = "r002"
down_revision = "r001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_releases"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("releases")
