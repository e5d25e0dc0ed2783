"""A check on the phone page in languages whose letters, direction or width differ most."""

import pytest

from bot.domain.values import Button
from bot.law.load import load_law
from tests.browser.conftest import OpenPage
from tests.browser.phone import Phone, read_words
from tests.browser.steps import EXPECTED, get_to_the_date, get_to_the_paper, give_the_hearing, give_the_rest
from tests.text.shown import offered

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIDTH, HEIGHT = 390, 844


@pytest.mark.parametrize("code", ["ar", "zh_Hans"])
async def test_a_person_who_was_added_finishes_a_check(open_page: OpenPage, address: str, code: str) -> None:
    language = load_law().languages[code]
    page = await open_page(WIDTH, HEIGHT)
    await page.request.post(
        address + "phone/people", data={"name": language.native, "language": language.telegram[0]}
    )
    await page.reload()
    await page.get_by_role("navigation", name="Whose phone").get_by_role("button", name=language.native).click()
    phone = Phone(page, address, language.native, read_words(code)[code])
    await get_to_the_paper(phone)
    await get_to_the_date(phone)
    await give_the_hearing(phone)
    await give_the_rest(phone)
    assert {value.removeprefix("f.") for value in await phone.values()} >= EXPECTED
    assert await page.evaluate("document.documentElement.scrollWidth") == WIDTH
    assert phone.words.label(Button("", "shared/buttons", "menu")) in await phone.newest.inner_text()


async def test_the_list_of_languages_needs_no_more_than_one_screen_of_a_phone(
    open_page: OpenPage, address: str
) -> None:
    page = await open_page(WIDTH, HEIGHT)
    phone = Phone(page, address, "Sam", read_words("en")["en"])
    await phone.begins()
    keys = phone.newest.locator("[data-press]")
    assert await keys.count() == len(offered())
    box = await phone.newest.bounding_box()
    assert box is not None
    assert box["height"] <= HEIGHT
