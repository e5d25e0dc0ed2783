"""Every handler in the order in which it is tried; the first that fits handles the update.

Commands and buttons come before words, since any text would fit those. What fits none (groups, edited
messages, inline queries) gets no answer, on purpose: nothing of it is read.
"""

from typing import Any

from telegram.ext import BaseHandler

from handlers import check, first, own_data, papers, remind, rights, team, words

HANDLERS: tuple[BaseHandler[Any, Any, Any], ...] = (
    *first.HANDLERS,
    *own_data.HANDLERS,
    *papers.HANDLERS,
    *remind.HANDLERS,
    *rights.HANDLERS,
    *team.HANDLERS,
    *check.HANDLERS,
    *words.HANDLERS,
)
