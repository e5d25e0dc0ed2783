import os
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.publishing import Spoken
from bot.domain.reports import Line, Waiting
from bot.storage.keys import Keys
from bot.storage.report_buffer import MOST_IN_A_BATCH
from bot.storage.report_counts import spoken
from bot.storage.report_keys import rewrap
from bot.storage.report_release import MOST_TAGS, close_months, release_due
from bot.storage.reports_tables import batch_keys, batches, buffer, month_keys, reports, tags
from tests.reports.office import CHANCE, CHECKED, CHILD, NO_TIME, Office, check

A_DAY = timedelta(hours=25)  # whatever minute it was opened in
NOV = ("2026-11", "miami", CHECKED)


async def test_five_people_and_a_day_release_a_court_and_all_without_a_court(office: Office) -> None:
    await office.all_report(range(5), (*check("miami", NO_TIME), Line("", "nta", CHILD)))
    office.now += A_DAY
    assert await office.release() == 2
    assert await office.rows() == {NOV: 5, ("2026-11", "miami", NO_TIME): 5, ("2026-11", "", CHILD): 5}
    assert await office.store.run(spoken) == [Spoken("2026-11", "es", 5)]
    assert [await office.size(table) for table in (buffer, batches, batch_keys)] == [0, 0, 0]


async def test_four_people_wait(office: Office) -> None:
    await office.all_report(range(4))
    office.now += A_DAY
    assert await office.release() == 0
    assert await office.size(reports) == 0


async def test_five_reports_of_one_person_are_one_person(office: Office) -> None:
    for defect in ("no-time", "no-date", "no-place", "weekend", "odd-hour"):
        await office.report(5, check("miami", defect))
    office.now += A_DAY
    assert await office.release() == 0
    await office.all_report(range(10, 14))
    assert await office.release() == 2


async def test_each_court_waits_for_five_people_of_its_own(office: Office) -> None:
    await office.all_report(range(5))
    await office.all_report(range(10, 14), check("austin"))
    office.now += A_DAY
    assert await office.release() == 2
    assert await office.rows() == {NOV: 5}


@pytest.mark.parametrize(("hours", "released"), [(23, 0), (24, 0), (25, 2)])
async def test_a_batch_is_open_a_day_whatever_minute_it_was_opened_in(
    office: Office, hours: int, released: int
) -> None:
    await office.all_report(range(9))
    office.now = office.now.replace(minute=0) + timedelta(hours=hours)
    assert await office.release() == released


async def test_a_demo_that_waits_for_nobody_releases_at_once(office: Office) -> None:
    office.waiting = Waiting(people=1, hours=0)
    await office.report(5)
    assert await office.release() == 2
    assert await office.rows() == {NOV: 1}


async def test_after_a_release_the_next_report_opens_another_batch(office: Office) -> None:
    await office.all_report(range(5))
    office.now += A_DAY
    await office.release()
    assert await office.report(0) == 0
    await office.report(99)
    assert await office.release() == 0
    assert await office.size(batches) == 2


async def test_a_full_batch_is_followed_by_another(office: Office) -> None:
    await office.all_report(range(2 * MOST_IN_A_BATCH + 1))
    assert await office.size(batches) == 6
    office.now += A_DAY
    assert await office.release() == 4
    office.now += timedelta(days=30)
    assert await office.release() == 2
    assert await office.rows() == {NOV: 2 * MOST_IN_A_BATCH + 1}


async def test_the_month_is_released_on_the_second_of_the_next_and_closed(office: Office) -> None:
    await office.report(5)
    office.now = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)
    assert await office.close() == []
    assert await office.rows() == {}
    office.now += timedelta(seconds=1)
    assert await office.close() == ["2026-11"]
    assert await office.rows() == {NOV: 1}
    assert [await office.size(table) for table in (buffer, batches, batch_keys, tags, month_keys)] == [0] * 5


async def test_what_is_reported_while_a_month_is_released_counts_in_the_next(office: Office) -> None:
    await office.all_report(range(6))
    office.now = datetime(2026, 12, 2, tzinfo=UTC)

    def one(db: object) -> int:
        return release_due(db, office.keys, office.now, waiting=office.waiting, chance=CHANCE)  # type: ignore[arg-type]

    assert await office.store.run(one) == 1
    await office.all_report(range(6))
    assert await office.store.run(one) == 1
    assert await office.close() == ["2026-11"]
    assert await office.rows() == {NOV: 6}
    office.now += timedelta(days=40)
    await office.close()
    assert await office.rows() == {NOV: 6, ("2026-12", "miami", CHECKED): 6}


async def test_a_clock_set_back_reopens_no_closed_month(office: Office) -> None:
    await office.report(5)
    office.now = datetime(2026, 12, 2, tzinfo=UTC)
    await office.close()
    for back in (datetime(2026, 11, 30, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)):
        office.now = back
        await office.report(int(back.timestamp()))
        assert await office.close() == ["2026-11"]
    office.now = datetime(2027, 1, 2, tzinfo=UTC)
    assert await office.close() == ["2026-11", "2026-12"]
    assert await office.rows() == {NOV: 1, ("2026-12", "miami", CHECKED): 2}


async def test_a_bot_that_was_off_for_six_weeks_closes_all_that_is_over(office: Office) -> None:
    await office.report(5)
    office.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    await office.report(5)
    office.now = datetime(2027, 1, 13, tzinfo=UTC)
    await office.report(5)
    assert await office.close() == ["2026-11", "2026-12"]
    assert await office.rows() == {NOV: 1, ("2026-12", "miami", CHECKED): 1}
    assert await office.size(month_keys) == 1


async def test_many_tags_are_deleted_in_short_units(office: Office) -> None:
    await office.report(5)
    rows = [{"tag": os.urandom(32), "month": "2026-11"} for _ in range(2 * MOST_TAGS)]
    await office.store.run(lambda db: db.execute(tags.insert(), rows) and None)
    office.now = datetime(2026, 12, 2, tzinfo=UTC)
    assert await office.release() == 2
    units = [await office.store.run(lambda db: close_months(db, office.now)) for _ in range(5)]
    assert units == [1, MOST_TAGS, MOST_TAGS, 2, 0]
    assert await office.size(tags) == 0


async def test_keys_under_an_old_root_key_are_sealed_anew(office: Office) -> None:
    await office.all_report(range(4))
    old, new = office.keys.live[0].root, os.urandom(32)
    office.keys = Keys.of(new, old)
    assert await office.store.run(lambda db: rewrap(db, office.keys)) == 3
    assert await office.store.run(lambda db: rewrap(db, office.keys)) == 0
    office.keys = Keys.of(new)
    assert await office.report(3) == 0
    assert await office.report(4) == 1
    office.now += A_DAY
    assert await office.release() == 2
    assert await office.rows() == {NOV: 5}


async def test_batches_whose_root_key_is_lost_wait_for_it_until_the_month_is_over(office: Office) -> None:
    await office.all_report(range(6))
    right, office.keys = office.keys, Keys.of(os.urandom(32))
    office.now += A_DAY
    assert await office.release() == 0
    with capture_logs() as logs:
        assert await office.report(7) == 1
    assert [line["event"] for line in logs] == ["report-key-unreadable"]
    office.keys = Keys.of(office.keys.live[0].root, right.live[0].root)
    assert await office.release() == 2
    office.keys = Keys.of(os.urandom(32))
    office.now = datetime(2026, 12, 2, tzinfo=UTC)
    with capture_logs() as logs:
        assert await office.close() == ["2026-11"]
    assert [line["event"] for line in logs] == ["report-batch-unreadable"] * 2
    assert await office.rows() == {NOV: 6}
    assert await office.size(buffer) == 0


async def test_a_damaged_entry_takes_no_other_with_it(office: Office) -> None:
    await office.all_report(range(6))
    damage = buffer.update().values(sealed=bytes(1070))
    first = buffer.select().with_only_columns(buffer.c.id).limit(1).scalar_subquery()
    await office.store.run(lambda db: db.execute(damage.where(buffer.c.id == first)) and None)
    office.now += A_DAY
    with capture_logs() as logs:
        assert await office.release() == 2
    assert {line["event"] for line in logs} == {"report-entry-unreadable"}
    assert sum((await office.rows()).values()) in (5, 6)


async def test_an_entry_moved_to_another_row_does_not_open(office: Office) -> None:
    await office.all_report(range(6))

    def swap(db: object) -> None:
        rows = db.execute(buffer.select()).all()  # type: ignore[attr-defined]
        for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
            db.execute(buffer.update().where(buffer.c.id == row.id).values(sealed=other.sealed))  # type: ignore[attr-defined]

    await office.store.run(swap)
    office.now += timedelta(days=30)
    with capture_logs():
        await office.close()
    assert await office.rows() == {}


async def test_a_submission_at_the_last_moment_of_a_month_is_one_of_that_month(office: Office) -> None:
    office.now = datetime(2026, 11, 30, 23, 59, 59, 999_999, tzinfo=UTC)
    await office.report(5)
    office.now += timedelta(microseconds=1)
    await office.report(5)
    office.now = datetime(2027, 2, 2, tzinfo=UTC)
    await office.close()
    assert await office.rows() == {NOV: 1, ("2026-12", "miami", CHECKED): 1}
