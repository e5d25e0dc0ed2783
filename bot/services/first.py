"""What a person sees before anything else: the languages, then who this is and is not."""

from bot.domain.chat import Chat
from bot.domain.pages import Offer, choose_language, introduce
from bot.domain.values import Button
from bot.services.desk import Desk
from bot.services.visit import Answer, Visit
from bot.text.words import Words


def languages(desk: Desk, chat: Chat, visit: Visit) -> Answer:
    """The languages on offer, the person's own or the guessed one first, each with its state in its own words."""
    language = desk.language(chat, visit)
    offers = tuple(_offer(code, words) for code, words in desk.words.items())
    return Answer(choose_language(offers, language), language)


def _offer(code: str, words: Words) -> Offer:
    native, reviewed = words.language.native, words.catalog.is_reviewed
    marked = Button("", "start/language", "native", values={"native": native})
    return Offer(code, native if reviewed else words.label(marked), reviewed)


def first_words(desk: Desk, chat: Chat, visit: Visit) -> Answer | None:
    """The languages, then the first words; None for who has understood them."""
    if not chat.language:
        return languages(desk, chat, visit)
    return None if chat.understood else Answer(introduce(), desk.language(chat, visit))
