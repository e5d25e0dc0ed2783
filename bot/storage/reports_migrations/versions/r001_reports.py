"""The reports, and what they wait in."""

import sqlalchemy as sa
from alembic import op

revision = "r001"
down_revision = None
branch_labels = None
depends_on = None

MONTH = sa.String(7)
ID = sa.LargeBinary(16)
TAG = sa.LargeBinary(32)


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("month", MONTH, nullable=False),
        sa.Column("court", sa.String, nullable=False),
        sa.Column("paper", sa.String, nullable=False),
        sa.Column("defect", sa.String, nullable=False),
        sa.Column("how", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "languages",
        sa.Column("month", MONTH, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("month", "language", name="pk_languages"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "closed_months",
        sa.Column("month", MONTH, nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_closed_months"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "month_keys",
        sa.Column("month", MONTH, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_month_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tags",
        sa.Column("tag", TAG, nullable=False),
        sa.Column("month", MONTH, nullable=False),
        sa.PrimaryKeyConstraint("tag", name="pk_tags"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batches",
        sa.Column("id", ID, nullable=False),
        sa.Column("tag", TAG, nullable=False),
        sa.Column("month", MONTH, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.UniqueConstraint("tag", name="uq_batches_tag"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch_keys",
        sa.Column("batch", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("batch", name="pk_batch_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "buffer",
        sa.Column("id", ID, nullable=False),
        sa.Column("batch", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_buffer"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buffer_batch", "buffer", ["batch"])


def downgrade() -> None:
    for table in (
        "buffer",
        "batch_keys",
        "batches",
        "tags",
        "month_keys",
        "closed_months",
        "languages",
        "reports",
    ):
        op.drop_table(table)
