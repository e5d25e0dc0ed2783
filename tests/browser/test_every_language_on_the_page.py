"""Both walks on the phone page in the languages that differ most; `make languages` goes through all of them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.both_walks import HEIGHT, WIDTH, ask_for_more_time, come_in, finish_the_check
from tests.browser.conftest import OpenPage
from tests.browser.demo import demo
from tests.browser.looks import GAP, SEEN, Looks, plain
from tests.browser.phone import Phone, read_words
from tests.browser.steps import get_to_the_date, get_to_the_paper
from tests.text.shown import offered

pytestmark = pytest.mark.asyncio(loop_scope="module")
SMALLEST = (320, 568)
BETWEEN_NAMES = """tab => {
  const range = document.createRange();
  range.selectNodeContents(tab.firstChild);
  const [name, language] = [range.getBoundingClientRect(), tab.querySelector("small").getBoundingClientRect()];
  return Math.max(language.left - name.right, name.left - language.right);
}"""
WRONG = f"""<div class="log" style="width: 300px; overflow-y: auto"><article>
  <div class="words" style="white-space: pre-wrap; overflow-wrap: anywhere">مرحبا\n{"longer" * 20} \U00030edd</div>
  <button class="key" style="width: 60px; overflow: hidden; white-space: nowrap">مساعدة قانونية مجانية</button>
  <p style="width: 500px">wide</p></article></div>"""
ENGLISH = "This is a part of the paper which you have with you."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Where one demo serves its page to all tests of this file: each has a person of its own."""
    async with demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.mark.parametrize("code", ["ar", "zh_Hans"])
async def test_a_person_who_was_added_finishes_the_check_and_more_time(
    open_page: OpenPage, address: str, code: str
) -> None:
    phone, looks = await come_in(await open_page(WIDTH, HEIGHT), address, code)
    assert await finish_the_check(phone) == []
    assert await ask_for_more_time(phone) == []
    assert looks.faults == []


async def test_on_the_smallest_phone_names_stand_apart_and_numbers_and_windows_are_whole(
    open_page: OpenPage, address: str
) -> None:
    page = await open_page(*SMALLEST)
    phone, looks = await come_in(page, address, "ar", "ليلى")
    assert await page.locator(".tabs [aria-current]").evaluate(BETWEEN_NAMES) >= 4
    await get_to_the_paper(phone)
    await get_to_the_date(phone)
    for page_of_dates in ("~", "~2027", "~2027-12"):
        await phone.presses_value(page_of_dates)
    assert looks.faults == []
    await phone.newest.get_by_role("button", name="Options for this message").click()
    await phone.node.get_by_role("button", name="How it looked before").click()
    await expect(page.get_by_role("button", name="Close", exact=True)).to_be_in_viewport(ratio=1)


async def test_whatever_is_wrong_with_how_a_message_looks_is_seen(browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    await page.set_content(WRONG)
    seen = await page.locator("article").evaluate(f"node => ({SEEN})(node, 'rtl')")
    assert {fault.partition(":")[0] for fault in seen} == {
        "the chat scrolls sideways",
        "cut",
        "broken word",
        "a box instead of a letter",
        "runs the wrong way",
        "does not begin at the right",
    }


async def test_english_and_arabic_that_begins_from_the_left_are_read() -> None:
    arabic = read_words("ar")["ar"]
    faults = Looks(arabic).read(f"{ENGLISH}\n{plain(arabic.block(*GAP, {}))}\nCourt مرحبا")
    assert faults == ["a part is in English", f"English left: {ENGLISH}", "begins from the left: Court مرحبا"]


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
