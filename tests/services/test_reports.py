import os
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.publishing import Cell, Count, Spoken
from bot.domain.reports import Line, Waiting
from bot.law.load import load_law
from bot.services.exporting import files_of, public_tables, volunteers_tables
from bot.services.reports import Reports, states_of
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.report_release import Chance
from bot.storage.store import Store
from bot.text.documents import Documents
from bot.text.places import data_folder
from tests.text.shown import words_of

CHECK = (Line("miami", "nta", "checked"), Line("miami", "nta", "no-time"))
LAW = load_law()


@dataclass
class Clock:
    now: datetime = field(default=datetime(2026, 11, 10, 12, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reports_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/reports.db"


@pytest.fixture
def reports(reports_url: str, clock: Clock) -> Reports:
    store = Store.open(reports_url, REPORTS)
    chance = Chance(os.urandom, random.SystemRandom().shuffle)
    return Reports(store, Keys.of(os.urandom(32)), clock, chance, states_of(LAW))


async def exported(reports: Reports) -> dict[str, bytes]:
    """Every file that could be exported now."""
    documents = Documents(words_of("en"), data_folder("templates"))
    both = public_tables(await reports.published()), volunteers_tables(await reports.for_volunteers())
    return {
        name: content
        for tables in both
        for form in ("csv", "json")
        for name, content in files_of(tables, form, documents=documents, law=LAW, least=11).items()
    }


async def test_exports_are_the_same_bytes_between_two_releases_while_a_thousand_reports_come_in(
    reports: Reports, clock: Clock
) -> None:
    for person in range(60):
        await reports.submit(person, CHECK, "es")
    clock.now = datetime(2026, 12, 2, tzinfo=UTC)
    assert await reports.keep()
    before = await exported(reports)
    for person in range(1000):
        await reports.submit(person, CHECK, "ht")
        if person % 250 == 0:
            await reports.keep()
            assert await exported(reports) == before
    assert await exported(reports) == before
    clock.now += timedelta(hours=25)
    assert await reports.keep()
    after = await exported(reports)
    assert after["cells.csv"] == before["cells.csv"]
    assert after["counts.csv"] != before["counts.csv"]
    reports.store.close()


async def test_a_report_waits_is_released_and_is_published_when_its_month_is_closed(
    reports: Reports, clock: Clock
) -> None:
    for person in range(12):
        assert await reports.submit(person, CHECK, "es") == 2
        assert await reports.submit(person, CHECK, "es") == 0
    assert await reports.keep()
    assert await reports.for_volunteers() == ()
    clock.now += timedelta(hours=25)
    assert await reports.keep()
    assert await reports.for_volunteers() == tuple(
        Count("2026-11", "miami", "nta", defect, "", 12) for defect in ("checked", "no-time")
    )
    assert (await reports.published()).cells == ()
    clock.now = datetime(2026, 12, 2, tzinfo=UTC)
    assert await reports.keep()
    published = await reports.published()
    assert published.cells == tuple(Cell("2026-11", "court", "miami", d, 10) for d in ("checked", "no-time"))
    assert published.languages == (Spoken("2026-11", "es", 10),)
    reports.store.close()


async def test_a_demo_releases_at_once(reports: Reports) -> None:
    demo = replace(reports, waiting=Waiting(people=1, hours=0))
    for person in range(5):
        await demo.submit(person, CHECK, "es")
        await demo.keep()
    assert {count.n for count in await demo.for_volunteers()} == {5}
    reports.store.close()


async def test_keys_are_sealed_under_the_newest_root_key_by_keeping(reports: Reports, clock: Clock) -> None:
    for person in range(6):
        await reports.submit(person, CHECK, "es")
    old, new = reports.keys.live[0].root, os.urandom(32)
    await replace(reports, keys=Keys.of(new, old)).keep()
    clock.now += timedelta(hours=25)
    alone = replace(reports, keys=Keys.of(new))
    await alone.keep()
    assert {count.n for count in await alone.for_volunteers()} == {6}
    reports.store.close()


def test_a_court_that_the_data_does_not_know_is_in_no_state() -> None:
    state_of = states_of(LAW)
    assert (state_of("miami"), state_of("no-such-court"), state_of("")) == ("FL", "", "")
