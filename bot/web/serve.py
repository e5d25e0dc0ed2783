"""One port of this machine, served by uvicorn for as long as the block lasts."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import uvicorn
import uvloop
from starlette.types import ASGIApp

GRACE = 15  # seconds for requests that are being answered when the server stops
TURNS = 10  # of the event loop, in which connections that do nothing close
T = TypeVar("T")


class PortInUse(Exception):  # noqa: N818 - it says what is the case
    """Somebody else listens on this port."""


class Server(uvicorn.Server):
    """uvicorn without signal handlers and ticks of its own: whoever serves decides when it ends."""

    def __init__(self, config: uvicorn.Config) -> None:
        """Keep the configuration."""
        super().__init__(config)
        self.leaving = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signals alone."""
        yield

    async def main_loop(self) -> None:
        """Serve until told to leave."""
        await self.leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take nothing new, and end at once where nothing is being answered; else as uvicorn does, in its tenths."""
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)


@asynccontextmanager
async def serving(app: ASGIApp, *, host: str, port: int) -> AsyncIterator[int]:
    """Serve the application while the block runs; gives the port (0 chooses a free one).

    Raises PortInUse. When the block ends, requests that are being answered are finished first.
    """
    listener = _listen(host, port)
    chosen: int = listener.getsockname()[1]
    server = Server(_config(app))
    task = asyncio.create_task(server.serve([listener]))
    try:
        yield chosen
    finally:
        server.leaving.set()
        await task


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run the program's main coroutine on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def _config(app: ASGIApp) -> uvicorn.Config:
    """Neither an access log (paths hold secrets) nor a server header, and no proxy's word is taken."""
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",  # it would write paths even without an access log, if a handler were attached
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with its protocol named: asyncio sets TCP_NODELAY only then, and an answer waited 40 ms without
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} is in use") from None
        raise
    listener.setblocking(False)  # noqa: FBT003 - the library's signature
    return listener
