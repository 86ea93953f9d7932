"""Every path of the REST API that is spoken here, and the answer's envelope."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, unquote

import orjson

from . import collection_routes, point_routes, read_routes
from .errors import QdrantError, format_error, not_supported
from .request import Request
from .storage import Storage

VERSION = "1.19.0"
JSON = "application/json"

Route = Callable[[Storage, Request], Awaitable[Any]]

ROUTES: list[tuple[str, str, Route]] = [
    ("GET", "/collections", collection_routes.list_collections),
    ("GET", "/collections/{collection}", collection_routes.get_collection),
    ("PUT", "/collections/{collection}", collection_routes.create_collection),
    ("DELETE", "/collections/{collection}", collection_routes.delete_collection),
    ("GET", "/collections/{collection}/exists", collection_routes.collection_exists),
    ("PUT", "/collections/{collection}/index", collection_routes.create_index),
    ("DELETE", "/collections/{collection}/index/{field}", collection_routes.delete_index),
    ("PUT", "/collections/{collection}/points", point_routes.upsert),
    ("POST", "/collections/{collection}/points/delete", point_routes.delete),
    ("PUT", "/collections/{collection}/points/vectors", point_routes.update_vectors),
    ("POST", "/collections/{collection}/points/vectors/delete", point_routes.delete_vectors),
    ("POST", "/collections/{collection}/points/payload", point_routes.set_payload),
    ("PUT", "/collections/{collection}/points/payload", point_routes.overwrite_payload),
    ("POST", "/collections/{collection}/points/payload/delete", point_routes.delete_payload),
    ("POST", "/collections/{collection}/points/payload/clear", point_routes.clear_payload),
    ("POST", "/collections/{collection}/points/batch", point_routes.batch),
    ("POST", "/collections/{collection}/points", read_routes.retrieve),
    ("GET", "/collections/{collection}/points/{id}", read_routes.get_point),
    ("POST", "/collections/{collection}/points/query", read_routes.query),
    ("POST", "/collections/{collection}/points/query/batch", read_routes.query_batch),
    ("POST", "/collections/{collection}/points/scroll", read_routes.scroll),
    ("POST", "/collections/{collection}/points/count", read_routes.count),
    ("POST", "/collections/{collection}/facet", read_routes.facet),
]

NOT_SUPPORTED = [
    ("/collections/{collection}/points/query/groups", "grouping"),
    ("/collections/{collection}/points/search/matrix/{form}", "the distance matrix"),
    ("/collections/{collection}/points/{legacy}", "the search API before `query`"),
    ("/collections/{collection}/points/{legacy}/{form}", "the search API before `query`"),
    ("/collections/{collection}", "updating a collection's parameters"),
    ("/collections/{collection}/aliases", "aliases"),
    ("/collections/aliases", "aliases"),
    ("/aliases", "aliases"),
    ("/collections/{collection}/vectors/{name}", "adding vectors to a collection"),
    ("/collections/{collection}/snapshots", "snapshots"),
    ("/collections/{collection}/snapshots/{name}", "snapshots"),
    ("/snapshots", "snapshots"),
    ("/collections/{collection}/shards", "sharding"),
    ("/collections/{collection}/shards/{shard}", "sharding"),
    ("/collections/{collection}/cluster", "the cluster"),
    ("/collections/{collection}/optimizations", "the list of optimisations"),
    ("/cluster", "the cluster"),
    ("/telemetry", "telemetry"),
    ("/metrics", "metrics"),
    ("/issues", "the list of issues"),
    ("/quotas", "quotas"),
]


def compile_path(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


COMPILED = [(method, compile_path(path), route) for method, path, route in ROUTES]
COMPILED_NOT_SUPPORTED = [(compile_path(path), feature) for path, feature in NOT_SUPPORTED]


class Api:
    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def handle(self, method: str, target: str, body: bytes) -> tuple[int, str, bytes]:
        path, _, query = target.partition("?")
        path = path.rstrip("/") or "/"
        if path == "/":
            about = {"title": "qdrant - vector search engine", "version": VERSION, "commit": "embedded"}
            return 200, JSON, orjson.dumps(about)
        if path in PROBES:
            return 200, "text/plain", PROBES[path]
        started = perf_counter()
        try:
            route, names = find_route(method, path)
            parameters = {name: values[-1] for name, values in parse_qs(query).items()} if query else {}
            result = await route(self._storage, Request(names, parameters, parse_body(method, body)))
            return 200, JSON, envelope(result, "ok", started)
        except QdrantError as error:
            return error.status, JSON, envelope(None, {"error": error.message}, started)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # A body of the wrong shape, met where it is read: serde would have refused it as a whole.
            field = f"missing field {error}" if isinstance(error, KeyError) else str(error)
            refused = format_error(field)
            return refused.status, JSON, envelope(None, {"error": refused.message}, started)
        except Exception as error:  # noqa: BLE001 — one request's failure is not the server's
            traceback.print_exc(file=sys.stderr)
            failure = f"Service internal error: {type(error).__name__}"
            return 500, JSON, envelope(None, {"error": failure}, started)


PROBES = {"/healthz": b"healthz check passed", "/livez": b"healthz check passed", "/readyz": b"all shards are ready"}


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    for verb, pattern, route in COMPILED:
        if verb == method and (match := pattern.fullmatch(path)):
            return route, {name: unquote(value) for name, value in match.groupdict().items()}
    for pattern, feature in COMPILED_NOT_SUPPORTED:
        if pattern.fullmatch(path):
            raise not_supported(feature)
    raise QdrantError(404, f"Not found: {method} {path}")


def parse_body(method: str, body: bytes) -> Any:
    if not body or method == "GET":
        return {}
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise format_error(str(error)) from error


def envelope(result: Any, status: Any, started: float) -> bytes:
    time = perf_counter() - started
    whole = {"status": status, "time": time} if result is None else {"result": result, "status": status, "time": time}
    return orjson.dumps(whole, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS)
