"""Which buttons typed words may name below what the bot sent by itself, and below what is kept for reminders."""

from collections.abc import Iterator
from datetime import date

from bot.domain.broadcast_message import show_teaser
from bot.domain.remind_screens import MESSAGE, Courts, show_list, show_on, show_opened, show_plan
from bot.domain.subscriptions import NEWS, Subscription
from bot.domain.values import Button


def typed_below(subscription: Subscription, courts: Courts, today: date) -> Iterator[tuple[Button, ...]]:
    """The buttons of one screen after the other: of the newest message, then of what may be asked or changed."""
    kind, _, of = subscription.last.partition(".")
    if kind == NEWS:
        yield show_teaser(of).buttons
    elif kind:
        opens = Button(f"r:show:{kind}.{of}", MESSAGE, "show")
        yield (opens, *show_opened(subscription, kind, of, courts, today=today).buttons)
    if not subscription.agreed("news"):
        yield show_on(news=False).buttons
    yield show_plan().buttons
    yield show_list(subscription, courts, today).buttons
