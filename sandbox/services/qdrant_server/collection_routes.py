from __future__ import annotations

from typing import Any

from .errors import QdrantError
from .request import Request
from .storage import Storage


async def list_collections(storage: Storage, _: Request) -> Any:
    return {"collections": [{"name": name} for name in storage.collections]}


async def get_collection(storage: Storage, request: Request) -> Any:
    return storage.find(request.collection).describe()


async def create_collection(storage: Storage, request: Request) -> Any:
    storage.create(request.collection, request.body)
    return True


async def delete_collection(storage: Storage, request: Request) -> Any:
    return storage.delete(request.collection)


async def collection_exists(storage: Storage, request: Request) -> Any:
    return {"exists": request.collection in storage.collections}


async def create_index(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    schema = request.body.get("field_schema", request.body.get("field_type"))
    if schema is None:
        raise QdrantError(400, "Wrong input: field_schema is required")
    return done(await collection.create_index(request.body["field_name"], schema), request)


async def delete_index(storage: Storage, request: Request) -> Any:
    collection = storage.find(request.collection)
    return done(await collection.delete_index(request.names["field"]), request)


def done(operation_id: int, request: Request) -> Any:
    """Everything is applied and logged when it is answered; with `wait=false` the server promises less, as Qdrant."""
    return {"operation_id": operation_id, "status": "completed" if request.wait else "acknowledged"}
