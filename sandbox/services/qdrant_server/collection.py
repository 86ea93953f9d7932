"""One collection: an engine shard on disk, its configuration, and what is done to it."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
import qdrant_edge as engine

from .collection_config import dense_sizes, make_engine_config
from .errors import QdrantError, from_engine, not_found, wrong_input
from .indexes import parse_field_schema

BYTES_PER_FLOAT = 4
QUIET_S = 1.0
GROWTH = 0.5


class Collection:
    """The file `current.json` names the folder the shard lies in: an optimised copy takes over by one rename."""

    def __init__(self, folder: Path, config: dict[str, Any], shard: Any, shard_folder: Path, optimized: int) -> None:
        self.folder = folder
        self.config = config
        self.shard = shard
        self.shard_folder = shard_folder
        self.sizes = dense_sizes(config)
        self.writing = asyncio.Lock()
        self.recorded: list[Any] | None = None
        """The writes since an optimiser copied the shard; None while none is at work."""
        self.unindexed = max(0, shard.info().points_count - optimized)
        """Points written since the last optimisation; those have no graph yet and are scanned."""
        self.deletions = 0
        self.operations = 0
        self.written_at = 0.0
        self.is_dirty = False
        self.is_optimizing = False
        self.is_dropped = False
        self.optimizer_error: str | None = None
        self._schemas: dict[str, dict[str, Any]] = config.setdefault("payload_schema", {})

    @staticmethod
    def create(folder: Path, config: dict[str, Any]) -> Collection:
        """What has no `current.json` was not finished, and is swept when its folder is opened."""
        shard_folder = folder / "shard-0"
        shard_folder.mkdir(parents=True)
        try:
            shard = engine.EdgeShard.create(str(shard_folder), make_engine_config(config))
        except Exception as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise from_engine(error) from error
        (folder / "config.json").write_bytes(orjson.dumps(config))
        write_current(folder, shard_folder, 0)
        return Collection(folder, config, shard, shard_folder, 0)

    @staticmethod
    def open(folder: Path) -> Collection | None:
        if not (folder / "current.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            return None
        current = orjson.loads((folder / "current.json").read_bytes())
        for leftover in folder.glob("shard-*"):
            if leftover.name != current["shard"]:
                shutil.rmtree(leftover, ignore_errors=True)
        config = orjson.loads((folder / "config.json").read_bytes())
        shard_folder = folder / current["shard"]
        shard = engine.EdgeShard.load(str(shard_folder))
        return Collection(folder, config, shard, shard_folder, current["optimized_points"])

    def read(self, call: Any, *arguments: Any) -> Any:
        try:
            return call(self.shard, *arguments)
        except Exception as error:
            raise from_engine(error) from error
        except BaseException as error:
            # A panic of the engine comes as one of these; it costs the request and not the server.
            if type(error).__name__ != "PanicException":
                raise
            raise QdrantError(500, f"Service internal error: {error}") from error

    async def write(self, *operations: Any) -> int:
        """Applies the operations in order; each is in the write-ahead log when this returns. Gives their number."""
        async with self.writing:
            for operation in operations:
                self.is_dirty = True
                self.written_at = monotonic()
                self.read(engine.EdgeShard.update, operation)
                if self.recorded is not None:
                    self.recorded.append(operation)
            self.operations += 1
            return self.operations

    def check_vectors(self, vectors: Any) -> None:
        """Before anything is written, so that a bad point in a request leaves none of it behind."""
        named = vectors if isinstance(vectors, dict) else {"": vectors}
        for name, vector in named.items():
            size = self.sizes.get(name)
            if size is None:
                if name in (self.config["params"].get("sparse_vectors") or {}):
                    if not isinstance(vector, engine.SparseVector):
                        raise wrong_input("Conversion between sparse and regular vectors failed")
                    continue
                raise wrong_input(f"Not existing vector name error: {name}")
            if isinstance(vector, engine.SparseVector):
                raise wrong_input("Conversion between sparse and regular vectors failed")
            for row in vector if vector and isinstance(vector[0], list) else [vector]:
                if len(row) != size:
                    raise wrong_input(f"Vector dimension error: expected dim: {size}, got {len(row)}")

    async def create_index(self, field: str, schema: Any) -> int:
        kind, parameters = parse_field_schema(schema)
        number = await self.write(engine.UpdateOperation.create_field_index(field, parameters))
        described: dict[str, Any] = {"data_type": kind}
        if isinstance(schema, dict):
            described["params"] = schema
        self._schemas[field] = described
        self._store_config()
        return number

    async def delete_index(self, field: str) -> int:
        number = await self.write(engine.UpdateOperation.delete_field_index(field))
        self._schemas.pop(field, None)
        self._store_config()
        return number

    def _store_config(self) -> None:
        replace_file(self.folder / "config.json", orjson.dumps(self.config))

    def fetch_vector(self, point_id: Any, name: str) -> Any:
        found = self.read(engine.EdgeShard.retrieve, [point_id], False, [name] if name else True)
        if not found:
            raise not_found(f"No point with id {point_id} found")
        vector = found[0].vector
        vector = vector.get(name) if isinstance(vector, dict) else vector
        if vector is None:
            raise wrong_input(f"Not existing vector name error: {name}")
        return vector

    def describe(self) -> dict[str, Any]:
        info = self.shard.info()
        points = info.payload_schema
        return {
            "status": "yellow" if self.is_optimizing or self.wants_optimizing() else "green",
            "optimizer_status": "ok" if self.optimizer_error is None else {"error": self.optimizer_error},
            "indexed_vectors_count": info.indexed_vectors_count,
            "points_count": info.points_count,
            "segments_count": info.segments_count,
            "config": {name: part for name, part in self.config.items() if name != "payload_schema"},
            "payload_schema": {
                field: schema | {"points": points[field].points if field in points else 0}
                for field, schema in self._schemas.items()
            },
            "update_queue": {"length": 0},
        }

    def wants_optimizing(self) -> bool:
        """As the server's optimisers decide: enough vectors without an index, or enough points deleted."""
        if self.optimizer_error is not None:
            return False
        optimizers = self.config["optimizer_config"]
        enough_deleted = max(
            optimizers["vacuum_min_vector_number"],
            optimizers["deleted_threshold"] * (self.shard.info().points_count if self.deletions else 0),
        )
        unindexed_kb = self.unindexed * sum(self.sizes.values()) * BYTES_PER_FLOAT / 1024
        return self.deletions > enough_deleted or unindexed_kb > (optimizers["indexing_threshold"] or float("inf"))

    def is_worth_optimizing_now(self) -> bool:
        """While points pour in, an optimisation would be outdated before it ends: it waits for a pause or for many."""
        if not self.wants_optimizing():
            return False
        is_quiet = monotonic() - self.written_at > QUIET_S
        return is_quiet or self.unindexed > GROWTH * self.shard.info().points_count

    def take_over(self, optimized: Path, unindexed: int) -> None:
        """Serves from the optimised copy, which by now holds everything; `unindexed` points came after it was made."""
        write_current(self.folder, optimized, self.shard.info().points_count - unindexed)
        outdated = self.shard, self.shard_folder
        self.shard_folder = optimized
        self.shard = engine.EdgeShard.load(str(optimized))
        self.unindexed, self.deletions = unindexed, 0
        outdated[0].close()
        shutil.rmtree(outdated[1], ignore_errors=True)

    def flush(self) -> None:
        if self.is_dirty:
            self.is_dirty = False
            self.shard.flush()

    def close(self) -> None:
        self.flush()
        self.shard.close()


def write_current(folder: Path, shard_folder: Path, optimized_points: int) -> None:
    current = {"shard": shard_folder.name, "optimized_points": optimized_points}
    replace_file(folder / "current.json", orjson.dumps(current))


def replace_file(file: Path, content: bytes) -> None:
    """Whole or not at all, also when the process is killed between two lines."""
    beside = file.with_name(f".{file.name}.new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.rename(file)
