"""The routes that a bot speaks to: /bot<token>/<method> and /file/bot<token>/<path>."""

import secrets

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.local_api.calls import answer_call
from bot.local_api.errors import ApiError
from bot.local_api.forms import read_parameters
from bot.local_api.replies import json_reply
from bot.local_api.telegram import LocalTelegram

UNAUTHORIZED = ApiError(401, "Unauthorized")
NOT_FOUND = ApiError(404, "Not Found")


async def on_call(request: Request) -> Response:
    """A call of a method, its parameters in the address or the body."""
    telegram: LocalTelegram = request.app.state.telegram
    if not secrets.compare_digest(request.path_params["token"].encode(), telegram.token.encode()):
        return _refused(UNAUTHORIZED)
    try:
        body = read_parameters(request.headers.get("content-type", ""), await request.body())
    except ApiError as error:
        return _refused(error)
    params = {**request.query_params, **body} if request.url.query else body
    status, envelope = await answer_call(telegram, request.path_params["method"], params)
    return json_reply(envelope, status)


async def on_file(request: Request) -> Response:
    """The download of a file that getFile named."""
    telegram: LocalTelegram = request.app.state.telegram
    if not secrets.compare_digest(request.path_params["token"].encode(), telegram.token.encode()):
        return _refused(UNAUTHORIZED)
    file = telegram.files.by_path(request.path_params["path"])
    if file is None:
        return _refused(NOT_FOUND)
    return Response(file.upload.data, media_type="application/octet-stream")


def _refused(error: ApiError) -> Response:
    return json_reply(error.envelope(), error.status)


ROUTES = [
    Route("/bot{token}/{method}", on_call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", on_file, methods=["GET"]),
]
