"""Signing in and out; each test is named after the row of OWASP ASVS 5 that it holds, where there is one."""

from http.cookies import SimpleCookie

from bot.local_api import Person
from bot.services.sign_in import hash_of
from bot.storage.audit import read_log
from bot.storage.roles import revoke
from tests.monitor.desk import COOKIE, Visitor, fills, gives, rows, token_of
from tests.world import World


async def actions(world: World) -> list[str]:
    return await world.bot.desk.store.read(lambda db: [row.entry.action for row in read_log(db)])


async def test_a_link_from_the_chat_signs_in_once(visitor: Visitor, world: World, volunteer: Person) -> None:
    assert (await visitor.gets("/monitor")).status == 401
    token = await token_of(world, volunteer)
    made = await visitor.posts("/monitor/sign-in", token=token)
    assert (made.status, made.headers["location"]) == (303, "/monitor")
    assert (await visitor.gets("/monitor")).status == 200
    again = await visitor.posts("/monitor/sign-in", token=token)
    assert again.status == 403
    assert "does not work any more" in again.text
    assert (await actions(world))[-1] == "signed-in"


async def test_looking_at_the_link_uses_nothing_up(visitor: Visitor, world: World, volunteer: Person) -> None:
    """What previews and prefetches do: GET and HEAD, even with the token in the query."""
    token = await token_of(world, volunteer)
    for path in ("/monitor/enter", f"/monitor/enter?token={token}", f"/monitor/sign-in?token={token}"):
        for method in ("GET", "HEAD"):
            await visitor.asks(method, path)
    assert (await visitor.posts("/monitor/sign-in", token=token)).status == 303


async def test_asvs_7_2_3_the_secrets_have_256_random_bits_and_only_their_hashes_are_kept(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    token = await token_of(world, volunteer)
    assert len(token) == 43
    assert hash_of(token) in [row[0] for row in rows(world.settings.data, "web_tokens")]
    await visitor.posts("/monitor/sign-in", token=token)
    session = visitor.cookies[COOKIE]
    assert len(session) == 43
    kept = rows(world.settings.data, "web_sessions")
    assert [row[0] for row in kept] == [hash_of(session)]
    assert session.encode() not in repr(kept).encode()
    assert str(volunteer.id) not in repr(kept)


async def test_asvs_7_2_4_every_sign_in_makes_a_new_session(visitor: Visitor, volunteer: Person) -> None:
    sessions = set()
    for _ in range(3):
        await visitor.signs_in(volunteer)
        sessions.add(visitor.cookies[COOKIE])
    assert len(sessions) == 3


async def test_asvs_7_3_1_half_an_hour_without_a_visit_ends_the_session(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    await visitor.signs_in(volunteer)
    for _ in range(3):
        world.clock.passes(minutes=29)
        assert (await visitor.gets("/monitor")).status == 200
    world.clock.passes(minutes=30)
    assert (await visitor.gets("/monitor")).status == 401


async def test_asvs_7_3_2_eight_hours_end_the_session_however_often_it_is_used(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    await visitor.signs_in(volunteer)
    for _ in range(23):
        world.clock.passes(minutes=20)
        assert (await visitor.gets("/monitor")).status == 200
    world.clock.passes(minutes=20)
    assert (await visitor.gets("/monitor")).status == 401


async def test_a_link_lasts_five_minutes_and_a_newer_one_ends_it(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    first = await token_of(world, volunteer)
    second = await token_of(world, volunteer)
    assert (await visitor.posts("/monitor/sign-in", token=first)).status == 403
    world.clock.passes(minutes=5)
    assert (await visitor.posts("/monitor/sign-in", token=second)).status == 403


async def test_asvs_7_4_1_signing_out_ends_the_session_at_the_server(visitor: Visitor, volunteer: Person) -> None:
    await visitor.signs_in(volunteer)
    kept = dict(visitor.cookies)
    gone = await visitor.posts("/monitor/sign-out")
    assert gone.status == 303
    assert '"cookies"' in gone.headers["clear-site-data"]
    assert not visitor.cookies
    visitor.cookies = kept
    assert (await visitor.gets("/monitor")).status == 401


async def test_asvs_7_4_2_a_role_that_is_removed_ends_the_session_at_once(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    await visitor.signs_in(volunteer)
    await fills(world, 200)
    assert (await visitor.gets("/monitor/files/counts.csv")).status == 200
    desk = world.bot.desk
    assert await desk.store.run(lambda db: revoke(db, desk.keys, volunteer.id, today=desk.today_utc()))
    for path in ("/monitor", "/monitor/courts", "/monitor/files/counts.csv"):
        assert (await visitor.gets(path)).status == 401


async def test_a_link_is_worth_nothing_once_the_role_is_gone(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    token, desk = await token_of(world, volunteer), world.bot.desk
    await desk.store.run(lambda db: revoke(db, desk.keys, volunteer.id, today=desk.today_utc()))
    assert (await visitor.posts("/monitor/sign-in", token=token)).status == 403


async def test_asvs_7_4_5_sign_out_on_all_devices_ends_every_session(visitor: Visitor, volunteer: Person) -> None:
    await visitor.signs_in(volunteer)
    other = dict(visitor.cookies)
    await visitor.signs_in(volunteer)
    await visitor.posts("/monitor/sign-out-everywhere")
    visitor.cookies = other
    assert (await visitor.gets("/monitor")).status == 401


async def test_asvs_3_3_the_cookie_is_for_this_host_alone_and_for_no_script(
    visitor: Visitor, volunteer: Person
) -> None:
    made = await visitor.signs_in(volunteer)
    cookie = SimpleCookie(made.headers["set-cookie"])[COOKIE]
    assert COOKIE.startswith("__Host-")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        True,
        "strict",
        "/",
        "",
    )
    assert not cookie["max-age"]
    assert not cookie["expires"]


async def test_who_has_no_role_gets_no_link(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español")
    await world.says(maria, "/monitor")
    assert not [button for button in maria.last.buttons if button.url]
    assert await world.bot.monitor.sign_in.token(maria.id) is None


async def test_the_page_speaks_the_language_of_the_chat(visitor: Visitor, world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español")
    await gives(world, maria, "volunteer")
    await world.says(maria, "/monitor")
    link = next(button.url for button in maria.last.buttons if button.url)
    door = await visitor.gets(
        "/monitor/enter" + link.partition("/monitor/enter")[2].partition("#")[0], accept_language="en-US"
    )
    assert "Código del enlace" in door.text
    assert "ya no sirve" in (await visitor.posts("/monitor/sign-in?lang=es", token="x")).text
    await visitor.signs_in(maria)
    for path in ("/monitor", "/monitor/courts/nowhere"):
        page = (await visitor.gets(path, accept_language="en-US")).text
        assert '<html lang="es" dir="ltr">' in page
        assert "no es una muestra" in page
    assert (await visitor.posts("/monitor/sign-out")).headers["location"] == "/monitor/enter?lang=es"


async def test_a_wrong_code_is_refused(visitor: Visitor) -> None:
    for token in ("", "x", "A" * 43, "A" * 5000, "\u0000\ud83d", "%00"):
        made = await visitor.posts("/monitor/sign-in", token=token.encode("utf-8", "replace").decode())
        assert made.status == 403, token
        assert not visitor.cookies


async def test_what_has_had_its_time_is_deleted(visitor: Visitor, world: World, volunteer: Person) -> None:
    await visitor.signs_in(volunteer)
    await token_of(world, volunteer)
    world.clock.passes(hours=1)
    from bot.services.housekeeping import House

    await House(world.bot.desk, world.bot.reports, lambda: 1).keep_once()
    assert rows(world.settings.data, "web_tokens") == rows(world.settings.data, "web_sessions") == []
