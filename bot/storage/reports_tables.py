"""What the database of the reports keeps: every table and column there is.

No column of a report tells when it came, or from whom. What tells more is sealed, under keys that are destroyed.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

MONTH = String(7)  # "2026-11": compares as text in the order of months
RANDOM_BYTES = 16
TAG_BYTES = 32
ID = LargeBinary(RANDOM_BYTES)  # of random bytes, so that no order of rows is the order of arrival

reports_metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    },
)

reports = Table(
    "reports",
    reports_metadata,
    Column("id", ID, primary_key=True),
    Column("month", MONTH, nullable=False),
    Column("court", String, nullable=False),  # "": none
    Column("paper", String, nullable=False),
    Column("defect", String, nullable=False),
    Column("how", String, nullable=False),
    sqlite_with_rowid=False,
)

languages = Table(
    "languages",
    reports_metadata,
    Column("month", MONTH, primary_key=True),
    Column("language", String, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

closed_months = Table(
    "closed_months",
    reports_metadata,
    Column("month", MONTH, primary_key=True),
    sqlite_with_rowid=False,
)

month_keys = Table(
    "month_keys",
    reports_metadata,
    Column("month", MONTH, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # 32 random bytes, under the root key
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    reports_metadata,
    Column("tag", LargeBinary(TAG_BYTES), primary_key=True),  # HMAC under the month's key of a person and a line
    Column("month", MONTH, nullable=False),
    sqlite_with_rowid=False,
)

batches = Table(
    "batches",
    reports_metadata,
    Column("id", ID, primary_key=True),
    Column("tag", LargeBinary(TAG_BYTES), nullable=False),  # HMAC under the month's key of the court
    Column("month", MONTH, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the court and the hour of opening, under the batch's key
    UniqueConstraint("tag"),
    sqlite_with_rowid=False,
)

batch_keys = Table(
    "batch_keys",
    reports_metadata,
    Column("batch", ID, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # 32 random bytes, under the root key
    sqlite_with_rowid=False,
)

buffer = Table(
    "buffer",
    reports_metadata,
    Column("id", ID, primary_key=True),
    Column("batch", ID, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # under the batch's key, all of one size
    sqlite_with_rowid=False,
)
Index(None, buffer.c.batch)

releases = Table(
    "releases",
    reports_metadata,
    Column("name", String(16), primary_key=True),
    Column("n", BigInteger, nullable=False),  # grows with each release and each closed month; no day, no court
    sqlite_with_rowid=False,
)
