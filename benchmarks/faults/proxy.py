"""The load balancer before two replicas."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BAD_GATEWAY = 502
PASSED_ON = {"content-type", "x-telegram-bot-api-secret-token"}
PASSED_BACK = ("content-type", "retry-after")


@dataclass
class Proxy:
    """Hands each request to the next replica; where nobody listens, to the one after it."""

    targets: Sequence[str]
    asked: Counter[str] = field(default_factory=Counter)

    def app(self, http: aiohttp.ClientSession) -> Starlette:
        """The proxy as an application."""
        turn = cycle(range(len(self.targets)))

        async def pass_on(request: Request) -> Response:
            body = await request.body()
            headers = {name: value for name, value in request.headers.items() if name in PASSED_ON}
            first = next(turn)
            for target in (*self.targets[first:], *self.targets[:first]):
                try:
                    async with http.post(target + request.url.path, data=body, headers=headers) as answer:
                        self.asked[target] += 1
                        back = {n: answer.headers[n] for n in PASSED_BACK if n in answer.headers}
                        return Response(await answer.read(), answer.status, back)
                except aiohttp.ClientConnectorError:
                    continue
                except aiohttp.ClientError:  # it took the request and is gone: only Telegram may repeat it
                    break
            return Response(status_code=BAD_GATEWAY, headers={"Retry-After": "0"})

        return Starlette(routes=[Route("/telegram", pass_on, methods=["POST"])])
