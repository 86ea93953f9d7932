"""`python -m qdrant_server --data FOLDER [--port 0]`: prints the port when it answers, ends with its parent."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import signal
import sys
from pathlib import Path

from .http_server import Connection
from .optimizer import optimize_in_background
from .routes import Api
from .storage import Storage

FLUSH_INTERVAL_S = 5


async def serve(storage: Storage, port: int, ends_with_parent: bool) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if ends_with_parent:
        # The parent holds the other end of the pipe; it closes however the parent ends.
        reader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        loop.create_task(reader.read()).add_done_callback(lambda _: stopped.set())
    api = Api(storage)
    server = await loop.create_server(lambda: Connection(api.handle), "127.0.0.1", port)
    background = [
        asyncio.create_task(optimize_in_background(lambda: storage.collections.values())),
        asyncio.create_task(flush_in_background(storage)),
    ]
    print(server.sockets[0].getsockname()[1], flush=True)
    await stopped.wait()
    server.close()
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)


async def flush_in_background(storage: Storage) -> None:
    """The write-ahead log holds what is not flushed; flushing keeps it, and the next start, short."""
    while True:
        await asyncio.sleep(FLUSH_INTERVAL_S)
        with contextlib.suppress(Exception):
            storage.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="qdrant_server", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--end-with-parent", action="store_true", help="stop when stdin closes")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    try:
        storage = Storage(options.data)
    except BlockingIOError:
        sys.exit(f"Another process serves {options.data}. Stop that one first.")
    # What is loaded by now lives as long as the server: the collector need not look at it again.
    gc.freeze()
    try:
        asyncio.run(serve(storage, options.port, options.end_with_parent))
    finally:
        storage.close()


if __name__ == "__main__":
    main()
