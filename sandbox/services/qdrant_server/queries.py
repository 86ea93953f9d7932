"""The universal query: nearest, recommend, fusion, formula, order, sample and MMR, over nested prefetches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy
import qdrant_edge as engine

from .errors import bad_request, format_error, invalid, not_supported
from .filters import parse_filter
from .formulas import parse_formula
from .inference import embed_query, is_inference_object
from .points import parse_id, parse_payload_selector, parse_sparse, parse_vector_selector

DEFAULT_LIMIT = 10
DEFAULT_RRF_K = 2
DEFAULT_MMR_DIVERSITY = 0.5


class VectorLookup(Protocol):
    """Where vectors come from that a query names by a point's id."""

    def fetch_vector(self, point_id: Any, name: str) -> Any: ...


FindLookup = Callable[[str | None], VectorLookup]
"""The collection of this name; None: the one that is queried."""


def parse_query_request(body: dict[str, Any], find_lookup: FindLookup) -> tuple[engine.QueryRequest, bool]:
    """The engine's request, and whether the points' vectors belong into the answer.

    :raises QdrantError: 400 for a shape the server would not read, 422 for a value out of range.
    """
    stage = Stage(body, find_lookup)
    with_vector = parse_vector_selector(body.get("with_vector", body.get("with_vectors")))
    request = engine.QueryRequest(
        limit=stage.limit,
        offset=read_count(body, "offset", 0, least=0),
        query=stage.query,
        prefetches=stage.prefetches,
        with_vector=with_vector,
        with_payload=parse_payload_selector(body.get("with_payload"), default=False),
        filter=stage.filter,
        score_threshold=body.get("score_threshold"),
        params=stage.params,
    )
    # For MMR the engine fetches vectors to compare, and leaves them in.
    return request, bool(with_vector) or not stage.is_mmr


class Stage:
    """What a query and each of its prefetches have in common."""

    def __init__(self, body: Any, find_lookup: FindLookup) -> None:
        if not isinstance(body, dict):
            raise format_error("invalid type: expected a query")
        self.limit = read_count(body, "limit", DEFAULT_LIMIT, least=1, where="internal.")
        self.params = parse_search_params(body.get("params"))
        inner = body.get("prefetch") or []
        self.prefetches = [parse_prefetch(one, find_lookup) for one in (inner if isinstance(inner, list) else [inner])]
        self._using = body.get("using") or ""
        self._lookup_from = body.get("lookup_from")
        self._lookups = find_lookup
        self._referenced: set[Any] = set()
        self.is_mmr = False
        self.query = self._parse_query(body.get("query"))
        self.filter = self._without_referenced(parse_filter(body.get("filter")))
        self._check_whole(body)

    def _check_whole(self, body: dict[str, Any]) -> None:
        if self.prefetches and self.query is None:
            raise bad_request(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query."
            )
        if body.get("score_threshold") is not None and self.query is None:
            raise bad_request(
                "A query is needed to use the score_threshold. Can't have score_threshold without defining a query."
            )
        if body.get("score_threshold") is not None and isinstance(self.query, engine.OrderBy):
            raise bad_request("Can't use score_threshold with an order_by query.")
        if isinstance(self.query, (engine.Fusion.Rrf, engine.Fusion.Dbsf)) and self._using:
            raise bad_request("Fusion queries cannot be combined with the 'using' field.")
        if self._lookup_from is not None:
            self._find_lookup(self._lookup_from)

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
            "discover": self._parse_discover,
            "context": self._parse_context,
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
        if isinstance(vector, engine.SparseVector):
            raise not_supported("MMR over sparse vectors")
        self.is_mmr = True
        return engine.Mmr(vector, 1.0 - diversity, candidates, using=self._using)

    def _parse_recommend(self, value: dict[str, Any]) -> Any:
        examples = value["recommend"]
        positive = [self._resolve(one) for one in examples.get("positive") or []]
        negative = [self._resolve(one) for one in examples.get("negative") or []]
        strategy = examples.get("strategy") or "average_vector"
        if not positive and not negative:
            raise invalid("query.recommend", "At least one positive or negative example is required")
        if strategy == "best_score" or strategy == "sum_scores":
            query = engine.RecommendQuery(positive, negative)
            if strategy == "best_score":
                return engine.Query.RecommendBestScore(query, using=self._using)
            return engine.Query.RecommendSumScores(query, using=self._using)
        if strategy != "average_vector":
            raise format_error(f"unknown variant `{strategy}`")
        return engine.Query.Nearest(average_examples(positive, negative), using=self._using)

    def _parse_discover(self, value: dict[str, Any]) -> Any:
        asked = value["discover"]
        query = engine.DiscoverQuery(self._resolve(asked["target"]), self._parse_pairs(asked.get("context")))
        return engine.Query.Discover(query, using=self._using)

    def _parse_context(self, value: dict[str, Any]) -> Any:
        return engine.Query.Context(engine.ContextQuery(self._parse_pairs(value["context"])), using=self._using)

    def _parse_pairs(self, value: Any) -> list[engine.ContextPair]:
        pairs = value if isinstance(value, list) else [] if value is None else [value]
        return [engine.ContextPair(self._resolve(one["positive"]), self._resolve(one["negative"])) for one in pairs]

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
                return self._lookups(None).fetch_vector(point_id, self._using)
            return self._find_lookup(self._lookup_from).fetch_vector(point_id, self._lookup_from.get("vector") or "")
        raise format_error("Expected some form of vector, id, or a type of query")

    def _find_lookup(self, location: dict[str, Any]) -> VectorLookup:
        return self._lookups(location["collection"])

    def _without_referenced(self, given: engine.Filter | None) -> engine.Filter | None:
        """A point that the query names is no answer to it."""
        if not self._referenced:
            return given
        excluded = engine.HasIdCondition(self._referenced)
        return engine.Filter(must=None if given is None else [given], must_not=[excluded])


def parse_prefetch(body: Any, find_lookup: FindLookup) -> engine.Prefetch:
    stage = Stage(body, find_lookup)
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
    average = numpy.mean(numpy.array(positive, numpy.float32), axis=0)
    if negative:
        average += average - numpy.mean(numpy.array(negative, numpy.float32), axis=0)
    return average.tolist()


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
    if value.get("hnsw_ef") == 0:
        raise invalid("params.hnsw_ef", "value 0 invalid, must be 1 or larger")
    idf = value.get("idf")
    corpus = None if idf is None or idf == "global" else parse_filter(idf["corpus"])
    return engine.SearchParams(
        hnsw_ef=value.get("hnsw_ef"),
        exact=value.get("exact") or False,
        indexed_only=value.get("indexed_only") or False,
        idf=None if idf is None else engine.IdfParams(corpus),
    )


def read_count(body: dict[str, Any], name: str, default: int, least: int, where: str = "") -> int:
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise format_error(f"invalid value for `{name}`: expected usize")
    if value < least:
        raise invalid(where + name, f"value {value} invalid, must be {least} or larger")
    return value


def refuse(feature: str) -> Callable[[dict[str, Any]], Any]:
    def parse(_: dict[str, Any]) -> Any:
        raise not_supported(feature)

    return parse
