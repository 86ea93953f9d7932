"""A collection's configuration: read from a create request, stored as JSON, given to the engine."""

from __future__ import annotations

from typing import Any

import qdrant_edge as engine

from .errors import format_error, invalid, not_supported, wrong_input

DISTANCES = {
    "Cosine": engine.Distance.Cosine,
    "Euclid": engine.Distance.Euclid,
    "Dot": engine.Distance.Dot,
    "Manhattan": engine.Distance.Manhattan,
}
DATATYPES = {
    "float32": engine.VectorStorageDatatype.Float32,
    "float16": engine.VectorStorageDatatype.Float16,
    "uint8": engine.VectorStorageDatatype.Uint8,
}
DEFAULT_HNSW = {"m": 16, "ef_construct": 100, "full_scan_threshold": 10_000, "max_indexing_threads": 0}
DEFAULT_OPTIMIZERS = {
    "deleted_threshold": 0.2,
    "vacuum_min_vector_number": 1000,
    "default_segment_number": 0,
    "max_segment_size": None,
    "memmap_threshold": None,
    "indexing_threshold": 10_000,
    "flush_interval_sec": 5,
    "max_optimization_threads": None,
}
MAX_NAME_LENGTH = 255
FORBIDDEN_IN_NAME = '<>:"/\\|?*\0\x1f'


def check_name(name: str) -> None:
    """Stricter than what is asked of the name of a collection that exists, as on the server."""
    check_name_length(name)
    for character in FORBIDDEN_IN_NAME:
        if character in name:
            raise invalid(
                "collection_name",
                f'collection name cannot contain "{character}" char',
                where="path parameters",
            )


def check_name_length(name: str) -> None:
    if not 1 <= len(name) <= MAX_NAME_LENGTH:
        raise invalid(
            "collection_name", f"value {name} invalid, must be from 1 to 255 characters", where="path parameters"
        )


def read_config(body: Any) -> dict[str, Any]:
    """The stored form, which is also what `GET /collections/{name}` shows under `config`."""
    if not isinstance(body, dict):
        raise format_error("invalid type: expected struct CreateCollection")
    if body.get("quantization_config"):
        raise not_supported("quantization")
    if body.get("sharding_method") not in (None, "auto"):
        raise not_supported("custom sharding")
    for name in ("shard_number", "replication_factor", "write_consistency_factor"):
        check_least(name, body.get(name), 1)
    for group, name, least in (
        ("hnsw_config", "ef_construct", 4),
        ("hnsw_config", "full_scan_threshold", 10),
        ("optimizers_config", "vacuum_min_vector_number", 100),
        ("wal_config", "wal_capacity_mb", 1),
    ):
        check_least(f"{group}.{name}", (body.get(group) or {}).get(name), least)
    params: dict[str, Any] = {"shard_number": 1, "replication_factor": 1, "write_consistency_factor": 1}
    params["on_disk_payload"] = body.get("on_disk_payload", True)
    vectors = body.get("vectors") or {}
    params["vectors"] = read_dense(vectors) if "size" in vectors else {n: read_dense(v) for n, v in vectors.items()}
    if body.get("sparse_vectors"):
        params["sparse_vectors"] = {n: read_sparse(v or {}) for n, v in body["sparse_vectors"].items()}
        if "" in params["sparse_vectors"]:
            raise invalid("sparse_vectors", "Sparse vector name cannot be empty")
        shared = params["sparse_vectors"].keys() & (set() if "size" in vectors else vectors.keys())
        if shared:
            raise wrong_input(f"Dense and sparse vector names must be unique - duplicate found with '{min(shared)}'")
    config = {
        "params": params,
        "hnsw_config": DEFAULT_HNSW | without_none(body.get("hnsw_config")),
        "optimizer_config": DEFAULT_OPTIMIZERS | without_none(body.get("optimizers_config")),
        "wal_config": {"wal_capacity_mb": 32, "wal_segments_ahead": 0} | without_none(body.get("wal_config")),
        "quantization_config": None,
    }
    return config | ({"metadata": body["metadata"]} if body.get("metadata") else {})


def check_least(field: str, value: Any, least: int) -> None:
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise format_error(f"invalid value for `{field}`: expected an unsigned integer")
    if value < least:
        raise invalid(field, f"value {value} invalid, must be {least} or larger")


def read_dense(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("size"), int):
        raise format_error("data did not match any variant of untagged enum VectorsConfig")
    if value["size"] < 1 or value["size"] > 65536:
        raise invalid("vectors.size", f"value {value['size']} invalid, must be from 1 to 65536")
    if value.get("distance") not in DISTANCES:
        raise format_error("data did not match any variant of untagged enum VectorsConfig")
    if value.get("quantization_config"):
        raise not_supported("quantization")
    if value.get("datatype") not in (None, *DATATYPES):
        raise format_error(f"unknown variant `{value['datatype']}`")
    return without_none(value)


def read_sparse(value: Any) -> dict[str, Any]:
    if value.get("modifier") not in (None, "none", "idf"):
        raise format_error(f"unknown variant `{value['modifier']}`, expected `none` or `idf`")
    return without_none(value)


def without_none(value: dict[str, Any] | None) -> dict[str, Any]:
    return {name: part for name, part in (value or {}).items() if part is not None}


def dense_sizes(config: dict[str, Any]) -> dict[str, int]:
    return {name: params["size"] for name, params in dense_params(config).items()}


def dense_params(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    vectors = config["params"]["vectors"]
    return {"": vectors} if "size" in vectors else vectors


def make_engine_config(config: dict[str, Any]) -> engine.EdgeConfig:
    sparse = config["params"].get("sparse_vectors") or {}
    optimizers = config["optimizer_config"]
    return engine.EdgeConfig(
        vectors={name: make_dense(params) for name, params in dense_params(config).items()},
        sparse_vectors={name: make_sparse(params) for name, params in sparse.items()},
        hnsw_config=make_hnsw(config["hnsw_config"]),
        optimizers=engine.EdgeOptimizersConfig(
            deleted_threshold=optimizers["deleted_threshold"],
            vacuum_min_vector_number=optimizers["vacuum_min_vector_number"],
            default_segment_number=optimizers["default_segment_number"] or None,
            max_segment_size=optimizers["max_segment_size"],
            indexing_threshold=optimizers["indexing_threshold"],
        ),
        wal_enabled=True,
    )


def make_dense(params: dict[str, Any]) -> engine.EdgeVectorParams:
    multi = params.get("multivector_config")
    return engine.EdgeVectorParams(
        size=params["size"],
        distance=DISTANCES[params["distance"]],
        multivector_config=engine.MultiVectorConfig(engine.MultiVectorComparator.MaxSim) if multi else None,
        datatype=DATATYPES.get(params.get("datatype")),
        hnsw_config=make_hnsw(DEFAULT_HNSW | params["hnsw_config"]) if params.get("hnsw_config") else None,
    )


def make_sparse(params: dict[str, Any]) -> engine.EdgeSparseVectorParams:
    index = params.get("index") or {}
    return engine.EdgeSparseVectorParams(
        full_scan_threshold=index.get("full_scan_threshold"),
        modifier=engine.Modifier.Idf if params.get("modifier") == "idf" else None,
    )


def make_hnsw(params: dict[str, Any]) -> engine.HnswIndexConfig:
    return engine.HnswIndexConfig(
        m=params["m"],
        ef_construct=params["ef_construct"],
        full_scan_threshold=params["full_scan_threshold"],
        max_indexing_threads=params["max_indexing_threads"],
        payload_m=params.get("payload_m"),
    )
