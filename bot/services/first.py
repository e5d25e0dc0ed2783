"""What a person sees before anything else: the languages, then who this is and is not."""

from bot.domain.chat import Chat
from bot.domain.pages import Offer, choose_language, introduce
from bot.services.desk import Desk
from bot.services.visit import Answer, Visit


def languages(desk: Desk, chat: Chat, visit: Visit) -> Answer:
    """The languages on offer, the person's own or the guessed one first."""
    language = desk.language(chat, visit)
    offers = tuple(Offer(code, desk.law.languages[code].native) for code in desk.words)
    return Answer(choose_language(offers, language), language)


def first_words(desk: Desk, chat: Chat, visit: Visit) -> Answer | None:
    """The languages, then the first words; None for who has understood them."""
    if not chat.language:
        return languages(desk, chat, visit)
    return None if chat.understood else Answer(introduce(), desk.language(chat, visit))
