import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.keys import BadKey, Keys, Sealed

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
ROW = b"r" * 32


@given(plain=st.binary(max_size=1000), row=st.binary(max_size=40))
def test_what_was_sealed_opens_in_its_place(plain: bytes, row: bytes) -> None:
    keys = Keys.of(NEW)
    assert keys.open("chats", row, keys.seal("chats", row, plain)) == plain


@pytest.mark.parametrize(("table", "row"), [("chats", b"s" * 32), ("subscriptions", ROW), ("chat", b"s" + ROW)])
def test_a_blob_moved_to_another_row_or_table_does_not_open(table: str, row: bytes) -> None:
    keys = Keys.of(NEW)
    blob = keys.seal("chats", ROW, b"an answer")
    with pytest.raises(Sealed):
        keys.open(table, row, blob)


@given(at=st.integers(0, 288), bit=st.integers(0, 7))
def test_a_blob_with_one_bit_changed_does_not_open(at: int, bit: int) -> None:
    keys = Keys.of(NEW)
    blob = bytearray(keys.seal("chats", ROW, b"an answer"))
    blob[at] ^= 1 << bit
    with pytest.raises(Sealed):
        keys.open("chats", ROW, bytes(blob))


@given(blob=st.binary(max_size=60))
def test_no_other_bytes_open(blob: bytes) -> None:
    keys = Keys.of(NEW)
    for found in (blob, b"\x01" + keys.live[0].id + blob):
        with pytest.raises(Sealed):
            keys.open("chats", ROW, found)


def test_the_newest_key_seals_and_an_older_one_still_opens() -> None:
    before, after = Keys.of(OLD), Keys.of(NEW, OLD)
    assert after.open("chats", ROW, before.seal("chats", ROW, b"kept")) == b"kept"
    with pytest.raises(Sealed):
        before.open("chats", ROW, after.seal("chats", ROW, b"new"))


def test_the_same_text_is_never_sealed_the_same() -> None:
    keys = Keys.of(NEW)
    assert len({keys.seal("chats", ROW, b"same") for _ in range(100)}) == 100


def test_the_size_of_a_blob_tells_only_which_quarter_of_a_kilobyte() -> None:
    keys = Keys.of(NEW)
    sizes = [len(keys.seal("chats", ROW, bytes(size))) for size in range(1021)]
    assert len(set(sizes)) == 4
    assert sizes.count(sizes[0]) == 253
    assert sizes[-1] - sizes[0] == 3 * 256


def test_an_index_is_there_for_every_live_key_the_newest_first() -> None:
    old, new, both = Keys.of(OLD), Keys.of(NEW), Keys.of(NEW, OLD)
    assert both.indexes(77) == new.indexes(77) + old.indexes(77)
    assert {len(index) for index in both.indexes(77)} == {32}


@given(chats=st.sets(st.integers(-(2**53), 2**53), min_size=2, max_size=50))
def test_every_chat_has_an_index_of_its_own(chats: set[int]) -> None:
    keys = Keys.of(NEW)
    assert len({keys.indexes(chat)[0] for chat in chats}) == len(chats)


def test_every_purpose_has_a_secret_of_its_own_that_stays_the_same() -> None:
    keys = Keys.of(NEW)
    made = {keys.derive("webhook"), keys.derive("audit"), keys.derive("seal"), Keys.of(OLD).derive("webhook"), NEW}
    assert len(made) == 5
    assert keys.derive("webhook") == Keys.of(NEW, OLD).derive("webhook")


def test_keys_show_their_ids_and_nothing_of_the_roots() -> None:
    root = os.urandom(32)
    keys = Keys.of(root)
    shown = f"{keys!r} {keys} {keys.live[0]!r}"
    assert keys.live[0].id.hex() in shown
    assert keys.live[0].id not in root
    assert not any(root.hex()[at : at + 8] in shown for at in range(57))
    assert "\\x" not in shown


@pytest.mark.parametrize("root", [b"", b"x" * 31, b"x" * 33])
def test_a_root_of_another_length_is_refused(root: bytes) -> None:
    with pytest.raises(BadKey, match="32 bytes"):
        Keys.of(root)


def test_there_is_always_a_key() -> None:
    with pytest.raises(BadKey, match="no live root key"):
        Keys.of()
