"""What changes points."""

from __future__ import annotations

from typing import Any

import qdrant_edge as engine

from .collection import Collection
from .collection_routes import done
from .errors import QdrantError, format_error, invalid
from .filters import parse_filter
from .points import parse_batch, parse_id, parse_ids, parse_point, parse_vectors
from .request import Request
from .storage import Storage

Update = engine.UpdateOperation
MODES = {
    None: None,
    "upsert": engine.UpdateMode.Upsert,
    "insert_only": engine.UpdateMode.InsertOnly,
    "update_only": engine.UpdateMode.UpdateOnly,
}


async def upsert(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    return await apply(collection, request, [make_upsert(collection, request.body)])


async def delete(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    return await apply(collection, request, [make_delete(collection, request.body)])


async def update_vectors(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    return await apply(collection, request, [make_update_vectors(collection, request.body)])


async def delete_vectors(storage: Storage, request: Request) -> Any:
    return await apply(storage.find(request.collection), request, make_delete_vectors(request.body))


async def set_payload(storage: Storage, request: Request) -> Any:
    return await apply(storage.find(request.collection), request, make_payload_change(request.body, "set"))


async def overwrite_payload(storage: Storage, request: Request) -> Any:
    return await apply(storage.find(request.collection), request, make_payload_change(request.body, "overwrite"))


async def delete_payload(storage: Storage, request: Request) -> Any:
    return await apply(storage.find(request.collection), request, make_delete_payload(request.body))


async def clear_payload(storage: Storage, request: Request) -> Any:
    return await apply(storage.find(request.collection), request, make_clear_payload(request.body))


async def batch(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    made = [make_one_of_batch(collection, one) for one in request.body["operations"]]
    return [await apply(collection, request, operations) for operations in made]


async def apply(collection: Collection, request: Request, operations: list[Any]) -> Any:
    try:
        return done(await collection.write(*operations), request)
    except QdrantError:
        # Who does not wait is not told; what could be checked before was, as the server does.
        if request.wait:
            raise
        return done(collection.operations, request)


def make_one_of_batch(collection: Collection, one: dict[str, Any]) -> list[Any]:
    makers = {
        "upsert": lambda body: [make_upsert(collection, body)],
        "delete": lambda body: [make_delete(collection, body)],
        "update_vectors": lambda body: [make_update_vectors(collection, body)],
        "delete_vectors": make_delete_vectors,
        "set_payload": lambda body: make_payload_change(body, "set"),
        "overwrite_payload": lambda body: make_payload_change(body, "overwrite"),
        "delete_payload": make_delete_payload,
        "clear_payload": make_clear_payload,
    }
    for name, make in makers.items():
        if name in one:
            return make(one[name])
    raise format_error("data did not match any variant of untagged enum UpdateOperation")


def make_upsert(collection: Collection, body: dict[str, Any]) -> Any:
    if "batch" in body:
        rows = parse_batch(body["batch"])
    elif isinstance(body.get("points"), list):
        rows = body["points"]
    else:
        raise format_error("Invalid PointInsertOperations format, expected `points` or `batch`")
    points = [parse_point(row) for row in rows]
    for point in points:
        collection.check_vectors(point.vector)
    mode = body.get("update_mode")
    if mode not in MODES:
        raise format_error(f"unknown variant `{mode}`")
    collection.unindexed += len(points)
    return Update.upsert_points(points, parse_filter(body.get("update_filter")), MODES[mode])


def make_delete(collection: Collection, body: Any) -> Any:
    ids, wanted = read_selector(body)
    if ids is not None:
        collection.deletions += len(ids)
        return Update.delete_points(ids)
    collection.deletions += collection.read(engine.EdgeShard.count, engine.CountRequest(exact=False, filter=wanted))
    return Update.delete_points_by_filter(wanted)


def make_update_vectors(collection: Collection, body: dict[str, Any]) -> Any:
    rows = []
    for row in body["points"]:
        vectors = parse_vectors(row["vector"])
        if not vectors:
            raise invalid("points[0].vector", "must specify vectors to update for point")
        collection.check_vectors(vectors)
        rows.append(engine.PointVectors(parse_id(row["id"]), vectors))
    collection.unindexed += len(rows)
    return Update.update_vectors(rows, parse_filter(body.get("update_filter")))


def make_delete_vectors(body: dict[str, Any]) -> list[Any]:
    ids, wanted = read_selector(body)
    if ids is not None:
        return [Update.delete_vectors(ids, body["vector"])]
    return [Update.delete_vectors_by_filter(wanted, body["vector"])]


def make_payload_change(body: dict[str, Any], kind: str) -> list[Any]:
    ids, wanted = read_selector(body)
    payload, key = body["payload"], body.get("key")
    if ids is not None:
        make = Update.set_payload if kind == "set" else Update.overwrite_payload
        return [make(ids, payload, key)]
    make = Update.set_payload_by_filter if kind == "set" else Update.overwrite_payload_by_filter
    return [make(wanted, payload, key)]


def make_delete_payload(body: dict[str, Any]) -> list[Any]:
    ids, wanted = read_selector(body)
    if ids is not None:
        return [Update.delete_payload(ids, body["keys"])]
    return [Update.delete_payload_by_filter(wanted, body["keys"])]


def make_clear_payload(body: Any) -> list[Any]:
    ids, wanted = read_selector(body)
    if ids is not None:
        return [Update.clear_payload(ids)]
    return [Update.clear_payload_by_filter(wanted)]


def read_selector(body: Any) -> tuple[list[Any] | None, Any]:
    """Either ids or a filter; the server refuses a request that names neither."""
    if isinstance(body, dict) and body.get("points") is not None:
        return parse_ids(body["points"]), None
    if isinstance(body, dict) and body.get("filter") is not None:
        return None, parse_filter(body["filter"])
    raise format_error("Either list of point ids or filter must be provided")
