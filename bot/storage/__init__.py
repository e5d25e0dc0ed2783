"""Rows, keys and the store threads. Rows never leave this room.

`keys` seals and indexes, `key_file` keeps the root keys, `store` runs units of work, `engines` opens a
database the way we need it, `tables` says what is kept, and one module of functions for each subject
(`chats`) reads and writes it. A unit of work is a plain function of a SQLAlchemy Connection: it takes
at most 50 ms, can be run again, and never catches a database error.
"""
