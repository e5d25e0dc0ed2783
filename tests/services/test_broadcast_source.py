"""What the pump gets of a broadcast, on both databases: everybody once, by day, nobody who must not be reached."""

import os
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.broadcasting import ANNA, BO, CHEN, FIRST_READER, LEASE, NOON, TEAM, Office, accepted, reader
from bot.domain.broadcasts import Caution
from bot.domain.sending import Accepted, Blocked, Errand, Failed, Outcome, Skipped, Unknown
from bot.domain.values import Unavailable
from bot.services.broadcast_source import BroadcastSource
from bot.storage.keys import Keys
from bot.storage.roles import revoke_number
from bot.storage.store import Store
from bot.storage.subscriptions import delete_subscription, load_subscription
from tests.postgres import NewDatabase

HAWAII = "Pacific/Honolulu"


@pytest.fixture
async def office(new_database: NewDatabase) -> AsyncIterator[Office]:
    store = Store.open(new_database())
    made = Office(store, Keys.of(os.urandom(32)))
    await made.hire()
    yield made
    store.close()


class Post:
    """Takes what is sent, and answers as told, else with acceptance."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = [*answers]
        self.sent: list[Errand] = []

    async def __call__(self, errand: Errand) -> Outcome:
        self.sent.append(errand)
        return self.answers.pop(0) if self.answers else Accepted(1, 0)

    @property
    def readers(self) -> list[int]:
        return sorted(e.chat_id - FIRST_READER for e in self.sent)


async def counts(office: Office) -> dict[str, int]:
    (kept,) = await office.kept()
    return dict(kept.tally.counts)


async def state(office: Office) -> str:
    (kept,) = await office.kept()
    return kept.broadcast.state


async def test_everybody_who_asked_for_news_gets_it_once_after_ten_minutes(office: Office) -> None:
    await office.subscribe(*map(reader, range(60)), replace(reader(99), purposes=frozenset({"reminders"})))
    await office.prepared()
    post = Post()
    assert await office.pump(post) == 0
    office.passes(minutes=10)
    assert await office.pump(post) == 60
    assert post.readers == [*range(60)]
    assert await office.pump(post) == 0
    assert (await state(office), await counts(office)) == ("done", {"accepted": 60})


async def test_each_reads_it_in_the_own_language_and_discreetly_if_so_chosen(office: Office) -> None:
    await office.subscribe(
        *map(reader, range(10)), reader(10, "es"), replace(reader(11), discreet=True), reader(12, "xx")
    )
    name = await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post)
    by = {e.chat_id - FIRST_READER: e for e in post.sent}
    assert {n: e.language for n, e in by.items() if n > 8} == {9: "en", 10: "es", 11: "en", 12: "en"}
    assert by[11].screen.name == "teaser"
    assert [b.data for b in by[11].screen.buttons] == [f"n:{name}"]
    assert {e.screen.name for n, e in by.items() if n != 11} == {"broadcast"}


async def test_nobody_is_reached_at_night_and_everybody_by_day(office: Office) -> None:
    office.now = NOON.replace(hour=14)  # 9 in New York, 4 in Honolulu
    await office.subscribe(*map(reader, range(12)), *(reader(n, zone=HAWAII) for n in range(20, 25)))
    await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post)
    assert post.readers == [*range(12)]
    assert await state(office) == "sending"
    office.passes(hours=4)
    await office.pump(post)
    assert post.readers == [*range(12), *range(20, 25)]
    assert await state(office) == "done"


async def test_in_the_demo_it_goes_out_at_night_too(office: Office) -> None:
    office.newsroom.caution = Caution(by_day=False)
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    office.passes(hours=9)  # ten in the evening, there
    post = Post()
    assert await office.pump(post) == 12
    assert min(errand.not_after for errand in post.sent) > office.now


async def test_what_night_overtook_in_the_pumps_hands_goes_out_in_the_morning(office: Office) -> None:
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    office.passes(minutes=10)
    post = Post(Skipped("expired"), Skipped("not-tried"))
    assert await office.pump(post, most_rounds=1) == 12
    office.now = NOON.replace(day=25, hour=3)
    assert await office.pump(post) == 0
    office.now = NOON.replace(day=25, hour=15)
    assert await office.pump(post) == 2
    assert (await state(office), await counts(office)) == ("done", {"accepted": 12})


async def test_every_outcome_is_counted(office: Office) -> None:
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    office.passes(minutes=10)
    await office.pump(Post(Blocked(), Failed("refused"), Failed("refused"), Unknown(), Skipped("opted-out")))
    assert await counts(office) == {
        "accepted": 7, "blocked": 1, "failed.refused": 2, "unknown": 1, "skipped.opted-out": 1
    }  # fmt: skip


async def test_who_said_stop_in_the_meantime_is_not_reached(office: Office) -> None:
    await office.subscribe(*map(reader, range(30)))
    await office.prepared()
    office.passes(minutes=10)
    post = Post(*(Skipped("not-tried"),) * 25)
    await office.pump(post, most_rounds=1)
    for number in range(30):
        await office.store.run(lambda db, n=number: delete_subscription(db, office.keys, FIRST_READER + n))  # type: ignore[misc]
    assert await office.pump(post) == 0
    assert (await state(office), await counts(office)) == ("done", {"skipped.opted-out": 25})


async def test_a_moved_zone_in_the_midst_of_it_brings_nothing_twice(office: Office) -> None:
    office.now = NOON.replace(hour=14)
    await office.subscribe(*map(reader, range(12)), reader(20, zone=HAWAII))
    await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post)
    moved = await office.store.run(lambda db: load_subscription(db, office.keys, FIRST_READER))
    assert moved is not None
    await office.subscribe(replace(moved, zone=HAWAII))
    office.passes(hours=5)
    await office.pump(post)
    assert post.readers == [*range(12), 20]


async def test_what_was_on_its_way_when_the_process_died_is_unknown_and_sent_again_only_on_request(
    office: Office,
) -> None:
    await office.subscribe(*map(reader, range(40)))
    name = await office.prepared()
    office.passes(minutes=10)
    lost = await office.source.take(25, epoch=await office.epoch())
    assert len(lost) == 25
    post = Post()
    assert await office.pump(post) == 15
    assert (await state(office), await counts(office)) == ("done", {"accepted": 15, "unknown": 25})
    assert {e.chat_id for e in lost}.isdisjoint(e.chat_id for e in post.sent)
    await office.presses(CHEN, f"b:{name}:again")
    assert await office.pump(post) == 0
    await office.presses(BO, f"b:{name}:again")
    assert await office.pump(post) == 25
    assert Counter(post.readers) == Counter(range(40))
    assert (await state(office), await counts(office)) == ("done", {"accepted": 40})


async def test_an_outcome_that_comes_under_a_lost_lease_changes_nothing(office: Office) -> None:
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    office.passes(minutes=10)
    epoch = await office.epoch()
    first, *_ = await office.source.take(25, epoch=epoch)
    await office.source.note(first, Accepted(1, 0), epoch=epoch + 1)
    assert await counts(office) == {}
    assert await office.source.take(25, epoch=epoch + 1) == ()
    await office.source.note(first, Accepted(1, 0), epoch=epoch)
    await office.source.note(first, Accepted(1, 0), epoch=epoch)
    assert await counts(office) == {"accepted": 1}


async def test_pause_stops_it_and_going_on_reaches_the_rest(office: Office) -> None:
    await office.subscribe(*map(reader, range(60)))
    name = await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post, most_rounds=1)
    await office.presses(CHEN, f"b:{name}:pause")
    assert await office.pump(post) == 0
    await office.presses(ANNA, f"b:{name}:resume")
    assert await office.pump(post) == 0
    await office.presses(CHEN, f"b:{name}:resume")
    assert await office.pump(post) == 35
    assert post.readers == [*range(60)]


@pytest.mark.parametrize("gone", [ANNA, BO])
async def test_a_role_that_ends_in_flight_ends_the_broadcast(office: Office, gone: int) -> None:
    await office.subscribe(*map(reader, range(60)))
    await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post, most_rounds=1)
    today = office.desk.today_utc()
    await office.store.run(lambda db: revoke_number(db, TEAM[gone].number, today=today))
    assert await office.pump(post) == 0
    assert await state(office) == "cancelled"


async def test_nothing_goes_out_after_its_time(office: Office) -> None:
    await office.subscribe(*map(reader, range(60)))
    await office.prepared()
    office.passes(minutes=10)
    post = Post()
    await office.pump(post, most_rounds=1)
    assert {e.not_after for e in post.sent} == {NOON.replace(day=25, hour=2)}  # 9 in the evening in New York
    office.passes(hours=24)
    assert await office.pump(post) == 0
    assert await state(office) == "done"


async def test_a_started_clinic_and_a_veto_in_the_ten_minutes_send_nothing(office: Office) -> None:
    await office.subscribe(*map(reader, range(12)))
    name = await office.prepared()
    office.passes(minutes=9)
    await office.presses(CHEN, f"b:{name}:stop")
    office.passes(minutes=5)
    assert await office.pump(accepted) == 0
    assert await state(office) == "cancelled"


async def test_the_audience_is_who_fits_when_it_is_sent(office: Office) -> None:
    await office.subscribe(
        *(reader(n, court="miami") for n in range(12)), *(reader(n, court="el-paso") for n in range(20, 30))
    )
    answer = await office.presses(ANNA, "b:new:look-again")
    name = answer.screen.buttons[0].data.split(":")[1]
    await office.presses(ANNA, f"b:{name}:=courts=+miami")
    for deed in ("test", "submit"):
        await office.presses(ANNA, f"b:{name}:{deed}")
    looked = await office.presses(BO, f"b:{name}:show")
    await office.presses(BO, next(b.data for b in looked.screen.buttons if ":approve." in b.data))
    office.passes(minutes=10)
    post = Post()
    await office.pump(post)
    assert post.readers == [*range(12)]


async def test_two_broadcasts_of_a_day_go_out_one_after_the_other(office: Office) -> None:
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    await office.prepared()
    office.passes(minutes=10)
    post = Post()
    assert await office.pump(post) == 24
    assert Counter(post.readers) == Counter(dict.fromkeys(range(12), 2))
    third = await office.prepared()
    states = {k.broadcast.id: k.broadcast.state for k in await office.kept()}
    assert states[third] == "submitted"
    office.passes(hours=24, minutes=1)
    assert timedelta(0) < office.now - NOON


async def test_progress_that_cannot_be_shown_makes_nobody_unknown(office: Office) -> None:
    async def cannot(_kept: object) -> None:
        raise Unavailable

    office.source = BroadcastSource(office.newsroom, LEASE, cannot)
    await office.subscribe(*map(reader, range(12)))
    await office.prepared()
    office.passes(minutes=10)
    assert await office.pump(accepted) == 12
    assert (await state(office), await counts(office)) == ("done", {"accepted": 12})
