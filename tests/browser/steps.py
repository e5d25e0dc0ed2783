"""A whole notice check of the made-up paper that stands on the page, step by step."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.law.load import load_law
from bot.text.dates import write_plain_day
from tests.browser.phone import SHARED, Phone

PAPER = "notice-check/"
ZIP = "33130"
COURT = next(court for court in load_law().courts.values() if court.zip == ZIP)
EXPECTED = {"weekend", "under-10-days", "unsigned", "no-certificate-of-service"}


async def day_on_the_paper(phone: Phone) -> date:
    """The date of the made-up paper."""
    printed = await phone.page.locator("#paper-date").text_content()
    return datetime.strptime(printed or "", "%m/%d/%Y").replace(tzinfo=ZoneInfo(COURT.time_zone)).date()


def spelled(phone: Phone, day: date) -> str:
    """A date with its month in the words of the phone's language, which nobody can read in two ways."""
    return write_plain_day(day, phone.words.language)


async def get_to_the_paper(phone: Phone) -> None:
    """From Start to the question which paper it is."""
    await phone.begins()
    await phone.presses_value(phone.words.language.code)
    await phone.presses(SHARED, "understood", "go-on")
    await phone.presses("start/menu", "check")
    await phone.presses(PAPER + "for_whom", "me")


async def get_to_the_date(phone: Phone) -> None:
    """From the paper to the question for its date."""
    await phone.presses(PAPER + "document", "nta")
    await phone.presses(SHARED, "none-of-these")


async def give_the_hearing(phone: Phone) -> None:
    """Its date, hour and place."""
    await phone.says(spelled(phone, await day_on_the_paper(phone)))
    await phone.presses(SHARED, "yes-it-says-that")
    await phone.says("8:30 AM", ZIP)
    await phone.presses_court(COURT)


async def give_the_rest(phone: Phone) -> None:
    """From the address to the result."""
    await phone.presses(PAPER + "address", "right")
    await phone.presses(PAPER + "before_judge", "never")
    await phone.presses(PAPER + "groups", "service")
    await phone.presses(SHARED, "done")
    await phone.presses(PAPER + "faults_paper", "no-certificate-of-service", "unsigned")
    await phone.presses(SHARED, "done")
    await phone.presses(PAPER + "acis", "same")
    await phone.presses(PAPER + "served_how", "in-person")
    await phone.says(spelled(phone, datetime.now(ZoneInfo(COURT.time_zone)).date()))
    await phone.presses(PAPER + "prompt_hearing_signed", "no")
