"""What the pages of the monitor are guarded by: their headers, where a form may come from, and how it is read."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "__Host-fairhearing"
FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 8_000  # bytes
MOST_FIELDS = 10
NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
POLICY = NOTHING + "; style-src 'self'; img-src 'self'; form-action 'self'"
WITH_SCRIPT = POLICY + "; script-src 'self'"
HEADERS = {
    "content-security-policy": POLICY,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def guarded(response: Response) -> Response:
    """The response with the headers of the monitor, where it has none of its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours: the browser says so itself, or names our own origin.

    Sec-Fetch-Site cannot be set by a script (Fetch Metadata); a browser without it sends Origin with every POST.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of a form; HTTPException where it does not come from here, is of another kind or too large."""
    if not comes_from_here(request):
        raise HTTPException(403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415)
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(400) from None


def keep_cookie(response: Response, session: str) -> None:
    """Give the browser the session: for this host alone, over TLS alone, for no script, for no other site."""
    response.set_cookie(COOKIE, session, path="/", secure=True, httponly=True, samesite="strict")


def drop_cookie(response: Response) -> None:
    """Take the session back from the browser, with whatever it keeps of these pages."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    response.headers["clear-site-data"] = '"cache", "cookies", "storage"'
