"""What the main database keeps: every table and column there is."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

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
