"""The floor: a bare ASGI application on uvicorn and uvloop that answers an update in the body and keeps nothing.

Runs in the peers' environment: `python floor.py <port> <api> <folder>`.
"""

import sys
from typing import Any

import orjson
import uvicorn
import uvloop

TOKEN, SECRET = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK", b"peer"
QUESTIONS = 10
HEADERS = [(b"content-type", b"application/json")]


def keyboard(number: int) -> dict[str, Any]:
    """Three answers, one a row."""
    return {"inline_keyboard": [[{"text": f"Answer {n}", "callback_data": f"{number}:{n}"}] for n in "123"]}


def reply(update: dict[str, Any]) -> dict[str, Any]:
    """The call that goes back in the body."""
    if "message" in update:
        told = {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"]}
        return told | {"text": "Question 1 of 10", "reply_markup": keyboard(1)}
    query = update["callback_query"]
    number = int(query["data"].partition(":")[0]) % QUESTIONS + 1
    where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
    text = {"text": f"Question {number} of 10", "reply_markup": keyboard(number)}
    return {"method": "editMessageText"} | where | text


async def site(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """One webhook; the secret is looked at, nothing else."""
    if scope["type"] != "http":
        return
    right = (b"x-telegram-bot-api-secret-token", SECRET) in scope["headers"]
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    answer = orjson.dumps(reply(orjson.loads(body))) if right else b""
    await send({"type": "http.response.start", "status": 200 if right else 403, "headers": HEADERS})
    await send({"type": "http.response.body", "body": answer})


def main() -> None:
    """Tell Telegram where it is, then serve until the process is told to stop."""
    import urllib.request

    port, api = int(sys.argv[1]), sys.argv[2]
    told = orjson.dumps({"url": f"http://127.0.0.1:{port}/hook", "secret_token": SECRET.decode()})
    call = urllib.request.Request(f"{api}/bot{TOKEN}/setWebhook", told, {"Content-Type": "application/json"})  # noqa: S310 - loopback
    urllib.request.urlopen(call, timeout=10).close()  # noqa: S310
    uvloop.install()
    uvicorn.run(site, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off")


if __name__ == "__main__":
    main()
