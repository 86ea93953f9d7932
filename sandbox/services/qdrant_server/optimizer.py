"""Optimisation beside the requests: a copy is optimised in another process, catches up, and takes over.

Writes wait only while the files are copied; reads and kills never matter: until `current.json` names the copy, the
shard in use is whole and has every acknowledged write in its log.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import qdrant_edge as engine

from .collection import Collection

INTERVAL_S = 0.5


async def optimize_in_background(list_collections: Callable[[], Iterable[Collection]]) -> None:
    while True:
        await asyncio.sleep(INTERVAL_S)
        for collection in list(list_collections()):
            if not collection.is_worth_optimizing_now():
                continue
            collection.is_optimizing = True
            try:
                await optimize(collection)
            except Exception as error:  # noqa: BLE001 — whatever went wrong, the shard in use still serves
                collection.optimizer_error = f"{type(error).__name__}: {error}"
                print(f"optimising {collection.folder.name} failed: {error}", file=sys.stderr, flush=True)
            finally:
                collection.is_optimizing = False
                collection.recorded = None


async def optimize(collection: Collection) -> None:
    source = collection.shard_folder
    copy = collection.folder / f"shard-{int(source.name.removeprefix('shard-')) + 1}"
    async with collection.writing:
        collection.flush()
        await asyncio.to_thread(copy_folder, source, copy)
        collection.recorded = []
        copied = collection.unindexed
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "qdrant_server.optimize_copy", str(copy), cwd=Path(__file__).parent.parent
    )
    try:
        status = await child.wait()
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise
    if collection.is_dropped:
        return
    if status != 0:
        raise RuntimeError(f"the optimiser ended with {status}")
    async with collection.writing:
        await asyncio.to_thread(catch_up, copy, collection.recorded or [])
        if not collection.is_dropped:
            collection.take_over(copy, max(0, collection.unindexed - copied))


def copy_folder(source: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy)


def catch_up(folder: Path, operations: list[object]) -> None:
    shard = engine.EdgeShard.load(str(folder))
    for operation in operations:
        shard.update(operation)
    shard.flush()
    shard.close()
