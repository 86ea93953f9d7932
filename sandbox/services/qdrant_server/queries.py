"""The universal query: nearest, recommend, fusion, formula, order, sample and MMR, over nested prefetches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import qdrant_edge as engine

from .errors import bad_request, format_error, invalid, not_supported
from .filters import parse_filter
from .formulas import parse_formula
from .inference import embed_query, is_inference_object
from .points import parse_id, parse_payload_selector, parse_sparse, parse_vector_selector

DEFAULT_LIMIT = 10
DEFAULT_RRF_K = 2
DEFAULT_MMR_DIVERSITY = 0.5

FetchVector = Callable[[Any, str, dict[str, Any] | None], Any]
"""(point id, vector name, lookup_from) → that point's stored vector"""


def parse_query_request(body: dict[str, Any], fetch_vector: FetchVector) -> engine.QueryRequest:
    """:raises QdrantError: 400 for a shape the server would not read, 422 for a value out of range."""
    stage = Stage(body, fetch_vector)
    return engine.QueryRequest(
        limit=stage.limit,
        offset=read_count(body, "offset", 0, least=0),
        query=stage.query,
        prefetches=stage.prefetches,
        with_vector=parse_vector_selector(body.get("with_vector", body.get("with_vectors"))),
        with_payload=parse_payload_selector(body.get("with_payload"), default=False),
        filter=stage.filter,
        score_threshold=body.get("score_threshold"),
        params=stage.params,
    )


class Stage:
    """What a query and each of its prefetches have in common."""

    def __init__(self, body: Any, fetch_vector: FetchVector) -> None:
        if not isinstance(body, dict):
            raise format_error("invalid type: expected a query")
        self.limit = read_count(body, "limit", DEFAULT_LIMIT, least=1)
        self.params = parse_search_params(body.get("params"))
        inner = body.get("prefetch") or []
        self.prefetches = [parse_prefetch(one, fetch_vector) for one in (inner if isinstance(inner, list) else [inner])]
        self._using = body.get("using") or ""
        self._lookup_from = body.get("lookup_from")
        self._fetch_vector = fetch_vector
        self._referenced: set[Any] = set()
        self.query = self._parse_query(body.get("query"))
        self.filter = self._without_referenced(parse_filter(body.get("filter")))

    def _parse_query(self, value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, dict) or is_inference_object(value) or "indices" in value:
            return engine.Query.Nearest(self._resolve(value), using=self._using)
        for name, parse in self._kinds().items():
            if name in value:
                return parse(value)
        raise format_error("Expected some form of vector, id, or a type of query")

    def _kinds(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "nearest": self._parse_nearest,
            "recommend": self._parse_recommend,
            "fusion": self._parse_fusion,
            "rrf": self._parse_rrf,
            "formula": parse_formula,
            "order_by": lambda value: parse_order_by(value["order_by"]),
            "sample": self._parse_sample,
            "discover": refuse("discover queries"),
            "context": refuse("context queries"),
            "relevance_feedback": refuse("relevance feedback"),
        }

    def _parse_nearest(self, value: dict[str, Any]) -> Any:
        vector = self._resolve(value["nearest"])
        mmr = value.get("mmr")
        if mmr is None:
            return engine.Query.Nearest(vector, using=self._using)
        diversity = mmr.get("diversity")
        if diversity is None:
            diversity = DEFAULT_MMR_DIVERSITY
        if not 0 <= diversity <= 1:
            raise invalid("query.mmr.diversity", f"value {diversity} invalid, must be from 0.0 to 1.0")
        candidates = mmr.get("candidates_limit") or self.limit
        return engine.Mmr(vector, 1.0 - diversity, candidates, using=self._using)

    def _parse_recommend(self, value: dict[str, Any]) -> Any:
        examples = value["recommend"]
        positive = [self._resolve(one) for one in examples.get("positive") or []]
        negative = [self._resolve(one) for one in examples.get("negative") or []]
        strategy = examples.get("strategy") or "average_vector"
        if strategy == "best_score" or strategy == "sum_scores":
            if not positive and not negative:
                raise bad_request("At least one positive or negative vector ID required")
            query = engine.RecommendQuery(positive, negative)
            if strategy == "best_score":
                return engine.Query.RecommendBestScore(query, using=self._using)
            return engine.Query.RecommendSumScores(query, using=self._using)
        if strategy != "average_vector":
            raise format_error(f"unknown variant `{strategy}`")
        return engine.Query.Nearest(average_examples(positive, negative), using=self._using)

    def _parse_fusion(self, value: dict[str, Any]) -> Any:
        if value["fusion"] == "rrf":
            return self._parse_rrf({"rrf": {}})
        if value["fusion"] != "dbsf":
            raise format_error(f"unknown variant `{value['fusion']}`, expected `rrf` or `dbsf`")
        return engine.Fusion.Dbsf()

    @staticmethod
    def _parse_rrf(value: dict[str, Any]) -> Any:
        options = value["rrf"] or {}
        k = options.get("k")
        if k is not None and k < 1:
            raise invalid("query.rrf.k", f"value {k} invalid, must be 1 or larger")
        return engine.Fusion.Rrf(k=DEFAULT_RRF_K if k is None else k, weights=options.get("weights"))

    def _parse_sample(self, value: dict[str, Any]) -> Any:
        if value["sample"] != "random":
            raise format_error(f"unknown variant `{value['sample']}`, expected `random`")
        return engine.Sample.Random

    def _resolve(self, value: Any) -> Any:
        """The vector that is given, inferred, or that of the point that is named."""
        if isinstance(value, list):
            if not value:
                raise invalid("query", "dense vector must not be empty")
            return value
        if is_inference_object(value):
            return embed_query(value)
        if isinstance(value, dict) and value.keys() >= {"indices", "values"}:
            return parse_sparse(value)
        if isinstance(value, (int, str)):
            point_id = parse_id(value)
            if self._lookup_from is None:
                self._referenced.add(point_id)
            return self._fetch_vector(point_id, self._using, self._lookup_from)
        raise format_error("Expected some form of vector, id, or a type of query")

    def _without_referenced(self, given: engine.Filter | None) -> engine.Filter | None:
        """A point that the query names is no answer to it."""
        if not self._referenced:
            return given
        excluded = engine.HasIdCondition(self._referenced)
        return engine.Filter(must=None if given is None else [given], must_not=[excluded])


def parse_prefetch(body: Any, fetch_vector: FetchVector) -> engine.Prefetch:
    stage = Stage(body, fetch_vector)
    return engine.Prefetch(
        limit=stage.limit,
        query=stage.query,
        prefetches=stage.prefetches,
        params=stage.params,
        filter=stage.filter,
        score_threshold=body.get("score_threshold"),
    )


def average_examples(positive: list[Any], negative: list[Any]) -> Any:
    if not positive:
        raise bad_request("At least one positive vector ID required with this strategy")
    if not all(isinstance(vector, list) for vector in positive + negative):
        raise not_supported("averaging sparse or multi vectors in recommend")
    average = mean(positive)
    if not negative:
        return average
    away = mean(negative)
    return [2 * towards - from_ for towards, from_ in zip(average, away, strict=True)]


def mean(vectors: list[list[float]]) -> list[float]:
    return [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]


def parse_order_by(value: Any) -> engine.OrderBy:
    if isinstance(value, str):
        return engine.OrderBy(value)
    if not isinstance(value, dict) or "key" not in value:
        raise format_error("data did not match any variant of untagged enum OrderByInterface")
    directions = {None: None, "asc": engine.Direction.Asc, "desc": engine.Direction.Desc}
    direction = value.get("direction")
    if direction not in directions:
        raise format_error(f"unknown variant `{direction}`, expected `asc` or `desc`")
    return engine.OrderBy(value["key"], directions[direction], value.get("start_from"))


def parse_search_params(value: Any) -> engine.SearchParams | None:
    if value is None:
        return None
    idf = value.get("idf")
    corpus = None if idf is None or idf == "global" else parse_filter(idf["corpus"])
    return engine.SearchParams(
        hnsw_ef=value.get("hnsw_ef"),
        exact=value.get("exact") or False,
        indexed_only=value.get("indexed_only") or False,
        idf=None if idf is None else engine.IdfParams(corpus),
    )


def read_count(body: dict[str, Any], name: str, default: int, least: int) -> int:
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise format_error(f"invalid value for `{name}`: expected usize")
    if value < least:
        raise invalid(name, f"value {value} invalid, must be {least} or larger")
    return value


def refuse(feature: str) -> Callable[[dict[str, Any]], Any]:
    def parse(_: dict[str, Any]) -> Any:
        raise not_supported(feature)

    return parse
