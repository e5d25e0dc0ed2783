"""Rows, keys and the store threads. Rows never leave this room.

`keys` seals and indexes, `key_file` keeps the root keys, `store` runs units of work, `engines` opens a
database the way we need it, `tables` says what is kept, and one module of functions for each subject
(`chats`) reads and writes it. The reports have a database of their own (`reports_tables`): `report_buffer`
takes them, `report_release` releases them and closes months, `report_counts` adds them up. A unit of work is a
plain function of a SQLAlchemy Connection: it takes at most 50 ms, can be run again, and never catches a database
error.
"""
