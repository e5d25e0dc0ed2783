"""Serve an application inside the running event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.local_api.telegram import LocalTelegram

TURNS = 10  # of the event loop, in which connections that do nothing close


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone, and starts and stops at once instead of on a tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()

    async def main_loop(self) -> None:
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listener in self.servers:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self.server_state.connections:
            await super().shutdown(sockets)
        else:
            await self.lifespan.shutdown()


@asynccontextmanager
async def serve(app: Starlette, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve while the block runs, and give the address without a slash at its end; port 0 takes a free one."""
    telegram: LocalTelegram = app.state.telegram
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, date_header=False, ws="none", timeout_graceful_shutdown=1
    )
    # its protocol named: asyncio sets TCP_NODELAY only then, and each answer would wait 40 ms without
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(2048)
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        await server.ready.wait()
        try:
            yield f"http://{host}:{listening.getsockname()[1]}"
        finally:
            await telegram.close()
            server.stop.set()
            await serving
