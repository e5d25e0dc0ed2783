"""The page in a real browser, with a small bot that answers over HTTP."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.local_api import LocalTelegram

NAMES = ("chromium", "google-chrome")
BROWSER = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, NAMES) if path), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium was found ($CHROMIUM, chromium, google-chrome)")


def keyboard(*labels: str) -> dict[str, Any]:
    rows = [[{"text": label, "callback_data": label.lower()}] for label in labels]
    return {"inline_keyboard": [*rows, [{"text": "Source", "url": "https://example.org/"}]]}


async def answer(api: Any, update: dict[str, Any]) -> None:
    if "message" in update:
        chat = update["message"]["chat"]["id"]
        await api.ok(
            "sendMessage", chat_id=chat, text="<b>Hello</b> /check", parse_mode="HTML", reply_markup=keyboard("Yes")
        )
        return
    query = update["callback_query"]
    message = query["message"]
    place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Read this", show_alert=True)
    await api.ok("editMessageText", **place, text="You said yes", reply_markup=keyboard("Back"))


async def run_bot(api: Any) -> None:
    offset = 0
    while True:
        for update in await api.ok("getUpdates", offset=offset, timeout=50):
            await answer(api, update)
            offset = update["update_id"] + 1


@pytest.fixture
async def page(api: Any, running: Any) -> AsyncIterator[Page]:
    bot = asyncio.create_task(run_bot(api))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = await browser.new_page(reduced_motion="reduce")
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(running[1])
        yield page
        await browser.close()
    bot.cancel()
    await asyncio.wait([bot])
    assert problems == []
    assert [url for url in asked if not url.startswith(running[1])] == []


async def test_a_person_talks_with_the_bot_by_keyboard_alone(page: Page, telegram: LocalTelegram) -> None:
    phone = page.get_by_role("region", name="Phone of Maria")
    log = phone.get_by_role("log")
    await phone.get_by_role("button", name="Start", exact=True).press("Enter")
    await expect(log.get_by_text("Hello")).to_be_visible()
    link = phone.get_by_role("link", name="Source")
    assert await link.get_attribute("rel") == "noopener noreferrer"
    await phone.get_by_role("button", name="Yes").press("Enter")
    alert = page.get_by_role("dialog")
    await expect(alert.get_by_text("Read this")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await expect(log.get_by_text("You said yes")).to_be_visible()
    await expect(log.get_by_text("edited")).to_be_visible()
    await phone.get_by_label("Message from Maria").fill("hola")
    await page.keyboard.press("Enter")
    await expect(log.get_by_text("hola")).to_be_visible()
    await telegram.idle()
    assert [one.text for one in telegram.person("Maria").messages if not one.by_bot] == ["/start", "hola"]


async def test_a_narrow_page_shows_one_phone_and_adds_people(page: Page, telegram: LocalTelegram) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await expect(page.get_by_role("region")).to_have_count(1)
    await page.get_by_role("button", name="Add a person").click()
    await page.get_by_label("Name").fill("Nadia")
    await page.get_by_label("Language of the phone").select_option("ar")
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(page.get_by_role("region", name="Phone of Nadia")).to_be_visible()
    assert telegram.person("Nadia").language == "ar"
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_what_telegram_refuses_is_said_on_the_phone(page: Page, telegram: LocalTelegram, api: Any) -> None:
    maria = telegram.person("Maria")
    await maria.says("hello")
    await telegram.idle()
    phone = page.get_by_role("region", name="Phone of Maria")
    await expect(phone.get_by_text("Hello", exact=True)).to_be_visible()
    await api.refused("sendMessage", chat_id=maria.id, text="<b>", parse_mode="HTML")
    await expect(phone.get_by_text("Can't find end tag")).to_be_visible()


async def test_what_a_bot_sends_never_becomes_markup(page: Page, telegram: LocalTelegram, api: Any) -> None:
    maria = telegram.person("Maria")
    await maria.says("hello")
    await telegram.idle()
    text = "<img src=x onerror=alert(1)>"
    await api.ok("sendMessage", chat_id=maria.id, text=text, reply_markup=keyboard(text))
    phone = page.get_by_role("region", name="Phone of Maria")
    await expect(phone.get_by_role("button", name=text)).to_be_visible()
    assert await page.locator("img").count() == 0
