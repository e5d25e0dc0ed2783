"""Methods by which a bot gets its updates: polling and the webhook."""

import re
from typing import TYPE_CHECKING

from bot.local_api.errors import ApiError, Json, bad_request

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

MOST = 100
LONGEST_POLL = 50
CONNECTIONS = range(1, 101)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WHILE_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(telegram: "LocalTelegram", params: Json) -> list[Json]:
    """Confirm what came before the offset and give what waits, or wait for it."""
    if telegram.webhook.url:
        raise ApiError(409, WHILE_WEBHOOK)
    telegram.updates.allow(params.get("allowed_updates"))
    if "offset" in params:
        telegram.updates.confirm(params["offset"])
        telegram.settle()
    limit = min(max(params.get("limit", MOST), 1), MOST)
    seconds = min(params.get("timeout", 0), LONGEST_POLL)
    return await telegram.updates.poll(limit, seconds, offset=params.get("offset", 0))


def set_webhook(telegram: "LocalTelegram", params: Json) -> bool:
    """Send updates to an address; an empty one takes the webhook away."""
    url, secret = params["url"], params.get("secret_token", "")
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections", 40)
    if connections not in CONNECTIONS:
        raise bad_request("bad webhook: max_connections must be between 1 and 100")
    telegram.updates.allow(params.get("allowed_updates"))
    _drop(telegram, params)
    if not url:
        return delete_webhook(telegram, params)
    telegram.updates.end_polling("terminated by setWebhook request")
    telegram.webhook.set(url, secret=secret, max_connections=connections)
    telegram.live.tell("bot")
    return True


def delete_webhook(telegram: "LocalTelegram", params: Json) -> bool:
    """Go back to polling; what waits goes on waiting."""
    _drop(telegram, params)
    telegram.webhook.remove()
    telegram.live.tell("bot")
    return True


def get_webhook_info(telegram: "LocalTelegram", _params: Json) -> Json:
    """Tell which webhook is set and how it does."""
    webhook = telegram.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error is not None:
        info["last_error_date"], info["last_error_message"] = int(webhook.last_error[0]), webhook.last_error[1]
    if telegram.updates.allowed is not None:
        info["allowed_updates"] = sorted(telegram.updates.allowed)
    return info


def _drop(telegram: "LocalTelegram", params: Json) -> None:
    if params.get("drop_pending_updates"):
        telegram.updates.pending.clear()
        telegram.settle()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
