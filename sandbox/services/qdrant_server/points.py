"""Points and vectors, from JSON to the engine and back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy
import qdrant_edge as engine

from .errors import format_error, invalid
from .inference import embed_document, is_inference_object

NOT_A_VECTOR = "data did not match any variant of untagged enum VectorStruct"


def parse_id(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            pass
    raise format_error(f"value {value} is not a valid point ID, valid values are either an unsigned integer or a UUID")


def parse_ids(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise format_error("invalid type: expected a sequence of point ids")
    return [parse_id(value) for value in values]


def parse_point(value: Any) -> engine.Point:
    if not isinstance(value, dict) or "id" not in value or "vector" not in value:
        raise format_error(f"missing field `{'vector' if isinstance(value, dict) and 'id' in value else 'id'}`")
    payload = value.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise format_error("invalid type: payload must be a map")
    return engine.Point(parse_id(value["id"]), parse_vectors(value["vector"]), payload or {})


def parse_batch(batch: dict[str, Any]) -> list[dict[str, Any]]:
    """The column-wise form of an upsert, as rows."""
    ids, vectors = batch["ids"], batch["vectors"]
    payloads = batch.get("payloads") or [None] * len(ids)
    if isinstance(vectors, dict):
        rows = [{name: column[row] for name, column in vectors.items()} for row in range(len(ids))]
    else:
        rows = vectors
    if not len(ids) == len(rows) == len(payloads):
        raise invalid("batch", f"number of ids ({len(ids)}) and vectors ({len(rows)}) must match")
    return [
        {"id": point_id, "vector": vector, "payload": payload}
        for point_id, vector, payload in zip(ids, rows, payloads, strict=True)
    ]


def parse_vectors(value: Any) -> Any:
    if isinstance(value, dict) and not is_inference_object(value):
        return {name: parse_vector(vector) for name, vector in value.items()}
    return parse_vector(value)


def parse_vector(value: Any) -> Any:
    """A dense or multi-dense vector stays a list; sparse ones and documents become the engine's sparse vector."""
    if isinstance(value, list):
        if not value:
            raise invalid("vector", "dense vector must not be empty")
        return value
    if is_inference_object(value):
        return embed_document(value)
    if isinstance(value, dict) and value.keys() >= {"indices", "values"}:
        return parse_sparse(value)
    raise format_error(NOT_A_VECTOR)


def parse_sparse(value: dict[str, Any]) -> engine.SparseVector:
    indices, values = value["indices"], value["values"]
    if len(indices) != len(values):
        raise invalid("values", "must be the same length as indices")
    if len(set(indices)) != len(indices):
        raise invalid("indices", "must be unique")
    if any(left > right for left, right in pairwise(indices)):
        # The engine expects them in order and stops with a panic where they are not.
        indices, values = zip(*sorted(zip(indices, values, strict=True)), strict=True)
    return engine.SparseVector(list(indices), list(values))


def render_vector(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: render_vector(vector) for name, vector in value.items()}
    if isinstance(value, engine.SparseVector):
        return {"indices": list(value.indices), "values": numpy.array(value.values, numpy.float32)}
    # The engine stores 32 bits; printed from there a number keeps its short form, as the server prints it.
    return numpy.array(value, numpy.float32)


def render_id(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)


def render_record(record: Any) -> dict[str, Any]:
    return {"id": render_id(record.id)} | render_optional(record)


def render_scored(point: Any, has_vectors: bool) -> dict[str, Any]:
    head = {"id": render_id(point.id), "version": point.version, "score": numpy.float32(point.score)}
    return head | render_optional(point, has_vectors)


def render_optional(point: Any, has_vectors: bool = True) -> dict[str, Any]:
    parts = {}
    if point.payload is not None:
        parts["payload"] = point.payload
    if has_vectors and point.vector is not None:
        parts["vector"] = render_vector(point.vector)
    if point.order_value is not None:
        parts["order_value"] = point.order_value
    return parts


def parse_payload_selector(value: Any, default: bool) -> Any:
    if value is None:
        return default
    if isinstance(value, (bool, list)):
        return value
    if isinstance(value, dict) and value.keys() == {"include"}:
        return engine.PayloadSelector.Include(value["include"])
    if isinstance(value, dict) and value.keys() == {"exclude"}:
        return engine.PayloadSelector.Exclude(value["exclude"])
    raise format_error("data did not match any variant of untagged enum WithPayloadInterface")


def parse_vector_selector(value: Any) -> Any:
    if value is None:
        return False
    if isinstance(value, bool) or (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        return value
    raise format_error("data did not match any variant of untagged enum WithVector")
