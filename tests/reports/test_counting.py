import asyncio

import pytest

from bot.domain.defects import BOOK
from bot.domain.publishing import Spoken
from bot.domain.reports import Line
from bot.law.load import load_law
from bot.storage.report_counts import spoken
from bot.storage.report_entry import Head, seal_head
from bot.storage.reports_tables import batch_keys, batches, buffer, languages, month_keys, tags
from tests.reports.office import CHECKED, CHILD, NO_TIME, Office, check

MANY = 1_000  # ten thousand in `make faults`


async def test_one_account_that_tries_a_thousand_times_counts_once(office: Office) -> None:
    assert await office.all_report([77] * MANY, check("miami", NO_TIME)) == 2
    assert await office.size(buffer) == 2
    await end_of_month(office)
    assert await office.rows() == {("2026-11", "miami", CHECKED): 1, ("2026-11", "miami", NO_TIME): 1}


async def test_a_thousand_accounts_count_a_thousand(office: Office) -> None:
    assert await office.all_report(range(MANY)) == MANY
    await end_of_month(office)
    assert await office.rows() == {("2026-11", "miami", CHECKED): MANY}
    assert await office.store.run(spoken) == [Spoken("2026-11", "es", MANY)]


async def test_a_person_counts_once_for_each_court_paper_and_defect(office: Office) -> None:
    several = (
        check("miami"),
        check("miami", NO_TIME),
        check("austin", NO_TIME),
        (Line("miami", "hearing-notice", CHECKED),),
        (Line("miami", "nta", CHECKED), Line("miami", "nta", "late-notice", "mail")),
        (Line("miami", "nta", CHECKED), Line("miami", "nta", "late-notice", "hand")),
    )
    assert [await office.report(5, lines) for lines in several] == [1, 1, 2, 1, 1, 0]
    await end_of_month(office)
    assert await office.rows() == {
        ("2026-11", "miami", CHECKED): 2,
        ("2026-11", "miami", NO_TIME): 1,
        ("2026-11", "miami", "late-notice"): 1,
        ("2026-11", "austin", CHECKED): 1,
        ("2026-11", "austin", NO_TIME): 1,
    }
    assert await office.store.run(spoken) == [Spoken("2026-11", "es", 1)]


async def test_a_person_counts_again_in_the_next_month(office: Office) -> None:
    assert await office.report(5) == 1
    office.now = office.now.replace(month=12)
    assert await office.report(5) == 1


async def test_nothing_is_written_where_nothing_is_new(office: Office) -> None:
    tables = (tags, buffer, batches, batch_keys, month_keys)
    await office.report(5, check("miami", NO_TIME))
    before = [await office.size(table) for table in tables]
    assert await office.report(5, check("miami"), "ht") == 0
    assert [await office.size(table) for table in tables] == before


async def test_a_report_repeated_at_once_is_counted_once(office: Office) -> None:
    new = await asyncio.gather(*(office.report(5, check("miami", NO_TIME)) for _ in range(50)))
    assert sorted(new) == [0] * 49 + [2]


@pytest.mark.parametrize(
    "lines",
    [check("miami"), check("miami", NO_TIME), check(""), (*check("miami"), Line("", "nta", CHILD))],
    ids=["nothing found", "a defect", "no court", "a child"],
)
async def test_every_submission_is_two_entries_of_one_size(office: Office, lines: tuple[Line, ...]) -> None:
    await office.report(5, lines)
    sizes = await office.store.run(
        lambda db: [len(blob) for blob in db.execute(buffer.select().with_only_columns(buffer.c.sealed)).scalars()]
    )
    assert sizes == [1070, 1070]


async def test_one_of_every_defect_fits(office: Office) -> None:
    counted = [rule for rule in BOOK if rule.counted != "no"]
    for court in ("miami", ""):
        lines = tuple(Line(court, "hearing-notice", rule.id, "not-known") for rule in counted)
        assert await office.report(6 + len(court), lines) == len(counted)


def test_every_court_of_the_data_fits_into_the_head_of_a_batch() -> None:
    heads = [seal_head(bytes(32), bytes(16), Head(court, 2**31)) for court in load_law().courts]
    assert len({len(head) for head in heads}) == 1


async def test_lines_of_two_courts_are_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="one court"):
        await office.report(5, (*check("miami"), *check("austin")))
    assert await office.size(tags) == 0


async def test_languages_are_counted_when_they_are_released_and_not_before(office: Office) -> None:
    await office.all_report(range(4))
    await office.release()
    assert await office.size(languages) == 0


async def end_of_month(office: Office) -> None:
    office.now = office.now.replace(month=12, day=2)
    await office.release()
