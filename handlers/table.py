"""Every handler in the order in which it is tried; the first that fits handles the update.

Commands and buttons come before words, since any text would fit those. What fits none (groups, edited
messages, inline queries) gets no answer, on purpose: nothing of it is read.
"""

from typing import Any

from telegram.ext import BaseHandler

from handlers import bulletin, check, first, own_data, papers, remind, rights, team, words

HANDLERS: tuple[BaseHandler[Any, Any, Any], ...] = (
    *check.PRESSES,  # nine of ten updates: each handler that is tried before costs a hundredth of an update
    *first.HANDLERS,
    *own_data.HANDLERS,
    *papers.HANDLERS,
    *remind.HANDLERS,
    *rights.HANDLERS,
    *bulletin.HANDLERS,
    *team.HANDLERS,
    *check.HANDLERS,
    *words.HANDLERS,
)
