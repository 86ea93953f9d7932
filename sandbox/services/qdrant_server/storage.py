"""All collections of this server, one folder each."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from .collection import Collection
from .collection_config import check_name, check_name_length, read_config
from .errors import QdrantError, not_found


class Storage:
    def __init__(self, folder: Path) -> None:
        """:raises BlockingIOError: when another process serves the same folder."""
        self._folder = folder / "collections"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / ".lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.collections: dict[str, Collection] = {}
        for entry in sorted(self._folder.iterdir()):
            if entry.name.startswith("."):
                shutil.rmtree(entry, ignore_errors=True)
            elif collection := Collection.open(entry):
                self.collections[unquote(entry.name)] = collection

    def find(self, name: str) -> Collection:
        check_name_length(name)
        collection = self.collections.get(name)
        if collection is None:
            raise not_found(f"Collection `{name}` doesn't exist!")
        return collection

    def create(self, name: str, body: Any) -> None:
        check_name(name)
        config = read_config(body)
        if name in self.collections:
            raise QdrantError(409, f"Wrong input: Collection `{name}` already exists!")
        self.collections[name] = Collection.create(self._folder / folder_name(name), config)

    def delete(self, name: str) -> bool:
        collection = self.collections.pop(name, None)
        if collection is None:
            return False
        collection.is_dropped = True
        collection.shard.close()
        dropped = collection.folder.with_name(f".dropped-{collection.folder.name}")
        collection.folder.rename(dropped)
        shutil.rmtree(dropped, ignore_errors=True)
        return True

    def flush(self) -> None:
        for collection in self.collections.values():
            collection.flush()

    def close(self) -> None:
        for collection in self.collections.values():
            collection.close()


def folder_name(name: str) -> str:
    """A leading dot is kept for what is unfinished or dropped."""
    quoted = quote(name, safe="")
    return f"%2E{quoted[1:]}" if quoted.startswith(".") else quoted
