"""The methods of the Bot API that are served here, one module per subject."""

from collections.abc import Callable
from typing import Any

from bot.local_api.methods import about, commands, delivery, editing, queries, sending

Method = Callable[..., Any]

METHODS: dict[str, Method] = {
    **about.METHODS,
    **commands.METHODS,
    **delivery.METHODS,
    **editing.METHODS,
    **queries.METHODS,
    **sending.METHODS,
}
