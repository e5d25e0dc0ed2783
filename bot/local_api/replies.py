"""JSON out of the server."""

from typing import Any

import orjson
from starlette.responses import Response


def json_reply(value: Any, status: int = 200) -> Response:
    """Give a JSON answer."""
    return Response(orjson.dumps(value), status, media_type="application/json")
