"""What reads points."""

from __future__ import annotations

from typing import Any

import qdrant_edge as engine

from .collection import Collection
from .errors import QdrantError, format_error, not_found, wrong_input
from .filters import parse_filter
from .points import (
    parse_id,
    parse_ids,
    parse_payload_selector,
    parse_vector_selector,
    render_id,
    render_record,
    render_scored,
)
from .queries import DEFAULT_LIMIT, FindLookup, VectorLookup, parse_order_by, parse_query_request, read_count
from .request import Request
from .storage import Storage

Shard = engine.EdgeShard


async def retrieve(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    body = request.body
    return [
        render_record(record)
        for record in collection.read(
            Shard.retrieve,
            parse_ids(body.get("ids")),
            parse_payload_selector(body.get("with_payload"), default=True),
            parse_vector_selector(body.get("with_vector", body.get("with_vectors"))),
        )
    ]


async def get_point(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    given = request.names["id"]
    try:
        point_id = parse_id(int(given) if given.isdigit() else given)
    except QdrantError as error:
        raise QdrantError(400, f'Wrong input: Can not recognize "{given}" as point id') from error
    found = collection.read(Shard.retrieve, [point_id], True, True)
    if not found:
        raise not_found(f"Point with id {given} does not exists!")
    return render_record(found[0])


async def query(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    parsed, has_vectors = parse_query_request(request.body, make_lookup(storage, collection))
    return render_points(collection.read(Shard.query, parsed), has_vectors)


async def query_batch(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    searches = request.body.get("searches")
    if not isinstance(searches, list):
        raise format_error("missing field `searches`")
    if not searches:
        return []
    parsed = [parse_query_request(one, make_lookup(storage, collection)) for one in searches]
    answers = collection.read(Shard.query_batch, engine.QueryBatchRequest([one for one, _ in parsed]))
    return [render_points(points, has_vectors) for points, (_, has_vectors) in zip(answers, parsed, strict=True)]


def render_points(points: list[Any], has_vectors: bool) -> dict[str, Any]:
    return {"points": [render_scored(point, has_vectors) for point in points]}


async def scroll(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    body = request.body
    offset, order_by = body.get("offset"), body.get("order_by")
    if offset is not None and order_by is not None:
        raise wrong_input(
            "Cannot use an `offset` when using `order_by`. The alternative for paging is to use `order_by.start_from` "
            "and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value"
        )
    records, next_offset = collection.read(
        Shard.scroll,
        engine.ScrollRequest(
            offset=None if offset is None else parse_id(offset),
            limit=read_count(body, "limit", DEFAULT_LIMIT, least=1),
            filter=parse_filter(body.get("filter")),
            with_payload=parse_payload_selector(body.get("with_payload"), default=True),
            with_vector=parse_vector_selector(body.get("with_vector", body.get("with_vectors"))),
            order_by=None if order_by is None else parse_order_by(order_by),
        ),
    )
    return {
        "points": [render_record(record) for record in records],
        "next_page_offset": None if next_offset is None else render_id(next_offset),
    }


async def count(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    exact = request.body.get("exact")
    counted = engine.CountRequest(exact=exact is not False, filter=parse_filter(request.body.get("filter")))
    return {"count": collection.read(Shard.count, counted)}


async def facet(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    body = request.body
    asked = engine.FacetRequest(
        body["key"],
        limit=read_count(body, "limit", DEFAULT_LIMIT, least=1),
        exact=body.get("exact") or False,
        filter=parse_filter(body.get("filter")),
    )
    return {"hits": [{"value": hit.value, "count": hit.count} for hit in collection.read(Shard.facet, asked).hits]}


def make_lookup(storage: Storage, collection: Collection) -> FindLookup:
    def find(name: str | None) -> VectorLookup:
        if name is None:
            return collection
        found = storage.collections.get(name)
        if found is None:
            raise not_found(f"Collection {name} not found")
        return found

    return find
