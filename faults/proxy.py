"""A proxy that can leave its connections half open: what is said on them arrives nowhere, and nobody is told."""

import asyncio
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from faults.processes import free_port

CHUNK = 65536


class SwallowingProxy:
    """Passes bytes on to a port of this machine, in a thread of its own."""

    def __init__(self, to_port: int) -> None:
        self.port = free_port()
        self._to_port = to_port
        self._generation = 0
        self._loop = asyncio.new_event_loop()
        self._is_listening = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def swallow(self) -> None:
        """From now on the connections that are open carry nothing; new ones do."""
        self._generation += 1

    def __enter__(self) -> Self:
        self._thread.start()
        self._is_listening.wait(10)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._connect, "127.0.0.1", self.port))
        self._is_listening.set()
        self._loop.run_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
            born_in = self._generation
            await asyncio.gather(self._pass_on(reader, to_writer, born_in), self._pass_on(to_reader, writer, born_in))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, born_in: int) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if self._generation == born_in:
                    writer.write(data)
                    await writer.drain()
            if self._generation == born_in:
                writer.close()
