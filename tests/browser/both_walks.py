"""Somebody who is added on the page in a language finishes the notice check and more time, whatever the words are."""

from playwright.async_api import Page

from bot.text.dates import write_day
from tests.browser.looks import Looks, plain
from tests.browser.phone import Phone, read_words
from tests.browser.steps import (
    COURT,
    EXPECTED,
    day_on_the_paper,
    get_to_the_date,
    get_to_the_paper,
    give_the_hearing,
    give_the_rest,
)

WIDTH, HEIGHT = 390, 844
REASON = "find-lawyer"
MORE_TIME = ("+" + REASON, ".", "none", "never")


async def come_in(page: Page, address: str, code: str, name: str = "") -> tuple[Phone, Looks]:
    """The phone of somebody who is added in this language, in front, and what looks at its messages.

    Who has no name is called as the language is; two of one name are told apart by nobody.
    """
    words = read_words(code)[code]
    name = name or words.language.native
    added = {"name": name, "language": words.language.telegram[0]}
    person = await (await page.request.post(address + "phone/people", data=added)).json()
    await page.reload()
    await page.get_by_role("navigation", name="Whose phone").locator(f'[data-person="{person["id"]}"]').click()
    looks = Looks(words)
    return Phone(page, address, name, words, look=looks.look), looks


async def finish_the_check(phone: Phone) -> list[str]:
    """Go through the check of the made-up paper; what the result lacks, in words."""
    await get_to_the_paper(phone)
    await get_to_the_date(phone)
    await give_the_hearing(phone)
    await give_the_rest(phone)
    return await missing(phone, {"f." + finding for finding in EXPECTED})


async def ask_for_more_time(phone: Phone) -> list[str]:
    """Go through more time after the check; what the result lacks, in words."""
    await phone.says("/moretime")
    for value in MORE_TIME:
        await phone.presses_value(value)
    return await missing(phone, {"g." + REASON})


async def missing(phone: Phone, values: set[str]) -> list[str]:
    """What a result does not have: these buttons, the day as it was given, the court, the way to the menu."""
    text = plain((await phone.messages())[-1]["text"])
    day = write_day(await day_on_the_paper(phone), phone.words.language)
    lacking = [f"no button {value}" for value in sorted(values - {*await phone.values()})]
    return lacking + [f"does not say {words}" for words in (plain(day), COURT.name) if words not in text]
