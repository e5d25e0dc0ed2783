"""What the main database keeps: every table and column there is."""

from sqlalchemy import BigInteger, Column, Double, Index, Integer, LargeBinary, MetaData, String, Table

DAY = String(10)  # ISO 8601: compares as text in the order of days, in every database

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"},
)

chats = Table(
    "chats",
    metadata,
    Column("index", LargeBinary(32), primary_key=True),  # the blind index of the chat
    Column("revision", Integer, nullable=False),
    Column("day", DAY, nullable=False),  # of the last answer, for the purge; no time
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a rowid would tell the order of arrival
)
Index(None, chats.c.day)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),  # a process
    Column("epoch", BigInteger, nullable=False),  # grows with each new holding, so that an old one is known
    Column("until", Double, nullable=False),  # seconds since 1970 by the database's clock
    sqlite_with_rowid=False,
)

invites = Table(
    "invites",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("until", Integer, nullable=False),  # hours since 1970; not when it was made
    Column("inviter", Integer),  # the number of the administrator who has to confirm who took it; null: nobody has to
    sqlite_with_rowid=False,
)

joinings = Table(
    "joinings",
    metadata,
    Column("index", LargeBinary(32), primary_key=True),  # the blind index of the chat that took an invitation
    Column("role", String(16), nullable=False),
    Column("inviter", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # what both sides see, and the helper's number afterwards
    Column("until", Integer, nullable=False),  # hours since 1970
    Column("sealed", LargeBinary, nullable=False),  # the chat id
    sqlite_with_rowid=False,
)

roles = Table(
    "roles",
    metadata,
    Column("index", LargeBinary(32), primary_key=True),  # the blind index of the chat
    Column("role", String(16), nullable=False),
    Column("ended", DAY),  # null while the role is held
    Column("sealed", LargeBinary, nullable=False),  # the chat id: without it no row could follow a new key
    Column("number", Integer),  # the helper's, by chance; never given again on purpose
    Column("since", Integer),  # hours since 1970
    sqlite_with_rowid=False,
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

broadcast_marks = Table(
    "broadcast_marks",
    metadata,
    Column("broadcast", String(8), primary_key=True),
    Column("index", LargeBinary(32), primary_key=True),  # of the subscription
    Column("state", String(8), nullable=False),  # sending, unknown
    sqlite_with_rowid=False,
)

broadcast_counts = Table(
    "broadcast_counts",
    metadata,
    Column("broadcast", String(8), primary_key=True),
    Column("outcome", String(32), primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

clinics = Table(
    "clinics",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("index", LargeBinary(32), primary_key=True),  # the blind index of the chat
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # all of one size; when it ends stands in it, and nowhere else
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),  # HMAC of the chat and the reminder: one row for one reminder
    Column("sealed", LargeBinary, nullable=False),  # whom, what and when: rows are there an hour before at most
    sqlite_with_rowid=False,
)
