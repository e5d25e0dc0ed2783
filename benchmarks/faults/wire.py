"""The wire between the bot and PostgreSQL, which a trial takes away, makes silent, or cuts at a COMMIT."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

COMMIT = b"COMMIT\0"  # as psycopg says it: a message of its own
A_READ = 65_536
PORT = 5432


@dataclass
class Wire:
    """A TCP proxy before a server's Unix socket.

    `cuts` are how many connections were cut at a COMMIT: some after the server got it and before its answer went
    back, some before it got it. `share` of all COMMITs are cut, as `chance` has it.
    """

    socket: str
    chance: random.Random
    share: float = 0
    port: int = 0
    commits: int = 0
    cuts: int = 0
    connections: int = 0
    _server: asyncio.Server | None = None
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        """Let connections through: from now on, or again."""
        self._flowing.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Break every connection, and let nobody connect."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for end in tuple(self._ends):
            end.transport.abort()

    async def fall_silent(self) -> None:
        """Keep every connection and take new ones, and pass nothing on: as a server that was stopped."""
        self._flowing.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        self.connections += 1
        server_reader, server_writer = await asyncio.open_unix_connection(self.socket)
        ends = {writer, server_writer}
        self._ends |= ends
        with suppress(OSError):
            await asyncio.gather(self._ask(reader, server_writer, writer), self._answer(server_reader, writer))
        for end in ends:
            end.close()
        self._ends -= ends

    async def _ask(
        self, reader: asyncio.StreamReader, server: asyncio.StreamWriter, client: asyncio.StreamWriter
    ) -> None:
        """What the bot says, up to a COMMIT that is cut."""
        while data := await reader.read(A_READ):
            await self._flowing.wait()
            is_commit = COMMIT in data
            self.commits += is_commit
            if is_commit and self.chance.random() < self.share:
                self.cuts += 1
                client.transport.abort()
                if self.chance.random() < 1 / 2:
                    break
            server.write(data)
            await server.drain()
        server.close()

    async def _answer(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        while data := await reader.read(A_READ):
            await self._flowing.wait()
            if client.is_closing():
                return
            client.write(data)
            await client.drain()
        client.close()


@asynccontextmanager
async def wired(urls: Sequence[str], chance: random.Random) -> AsyncIterator[tuple[Wire, list[str]]]:
    """A wire to the server that has these databases, and their addresses over it."""
    folder = make_url(urls[0]).query["host"]
    wire = Wire(f"{folder}/.s.PGSQL.{PORT}", chance)
    await wire.open()
    over = {"host": "127.0.0.1", "port": wire.port, "query": {"sslmode": "disable", "gssencmode": "disable"}}
    try:
        yield wire, [make_url(url).set(**over).render_as_string(hide_password=False) for url in urls]
    finally:
        await wire.refuse()
