"""Filter conditions, from Qdrant's JSON to the engine's objects. Unknown keys are refused as the server does."""

from __future__ import annotations

from typing import Any

import numpy
import qdrant_edge as engine

from .errors import format_error, invalid

FILTER_KEYS = {"must", "should", "must_not", "min_should"}
NOT_A_CONDITION = "data did not match any variant of untagged enum Condition"


def parse_filter(value: Any) -> engine.Filter | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise format_error("invalid type: expected struct Filter")
    unknown = value.keys() - FILTER_KEYS
    if unknown:
        raise format_error(
            f"unknown field `{min(unknown)}`, expected one of `should`, `min_should`, `must`, `must_not`"
        )
    min_should = value.get("min_should")
    return engine.Filter(
        must=parse_conditions(value.get("must")),
        should=parse_conditions(value.get("should")),
        must_not=parse_conditions(value.get("must_not")),
        min_should=None if min_should is None else parse_min_should(min_should),
    )


def parse_min_should(value: dict[str, Any]) -> engine.MinShould:
    conditions = parse_conditions(value.get("conditions"))
    count = value.get("min_count")
    if conditions is None or not isinstance(count, int):
        raise format_error("missing field `min_count` or `conditions`")
    if count < 1:
        raise invalid("filter.min_should.min_count", "min_count must be greater than 0")
    return engine.MinShould(conditions, count)


def parse_conditions(value: Any) -> list[Any] | None:
    if value is None:
        return None
    return [parse_condition(one) for one in (value if isinstance(value, list) else [value])]


def parse_condition(value: Any) -> Any:
    if not isinstance(value, dict):
        raise format_error(NOT_A_CONDITION)
    if "key" in value:
        return parse_field_condition(value)
    if "is_empty" in value:
        return engine.IsEmptyCondition(value["is_empty"]["key"])
    if "is_null" in value:
        return engine.IsNullCondition(value["is_null"]["key"])
    if "has_id" in value:
        return engine.HasIdCondition(set(value["has_id"]))
    if "has_vector" in value:
        return engine.HasVectorCondition(value["has_vector"])
    if "nested" in value:
        nested = value["nested"]
        return engine.NestedCondition(nested["key"], parse_filter(nested.get("filter", {})))
    if value.keys() & FILTER_KEYS or not value:
        return parse_filter(value)
    raise format_error(NOT_A_CONDITION)


def parse_field_condition(value: dict[str, Any]) -> engine.FieldCondition:
    given = {name: value[name] for name in FIELD_PARTS if value.get(name) is not None}
    if not given:
        raise invalid("filter", "At least one field condition must be specified")
    return engine.FieldCondition(value["key"], **{name: FIELD_PARTS[name](part) for name, part in given.items()})


def parse_match(value: Any) -> Any:
    if not isinstance(value, dict):
        raise format_error(NOT_A_CONDITION)
    for name, parse in MATCHES.items():
        if name in value:
            return parse(value[name])
    raise format_error(NOT_A_CONDITION)


def match_value(value: Any) -> engine.MatchValue:
    if not isinstance(value, (str, int)):
        raise format_error(NOT_A_CONDITION)
    # The engine reads Python's True as the number 1, numpy's as what it is.
    return engine.MatchValue(numpy.bool_(value) if isinstance(value, bool) else value)


def parse_range(value: dict[str, Any]) -> Any:
    bounds = {name: value[name] for name in ("gt", "gte", "lt", "lte") if value.get(name) is not None}
    if any(isinstance(bound, str) for bound in bounds.values()):
        return engine.RangeDateTime(**bounds)
    return engine.RangeFloat(**bounds)


def parse_point(value: dict[str, Any]) -> engine.GeoPoint:
    return engine.GeoPoint(value["lon"], value["lat"])


def parse_ring(value: dict[str, Any]) -> list[engine.GeoPoint]:
    return [parse_point(one) for one in value["points"]]


MATCHES = {
    "value": match_value,
    "any": engine.MatchAny,
    "except": engine.MatchExcept,
    "text": engine.MatchText,
    "text_any": engine.MatchTextAny,
    "phrase": engine.MatchPhrase,
    "prefix": engine.MatchPrefix,
    "substring": engine.MatchSubstring,
}

FIELD_PARTS = {
    "match": parse_match,
    "range": parse_range,
    "geo_bounding_box": lambda value: engine.GeoBoundingBox(
        parse_point(value["top_left"]), parse_point(value["bottom_right"])
    ),
    "geo_radius": lambda value: engine.GeoRadius(parse_point(value["center"]), value["radius"]),
    "geo_polygon": lambda value: engine.GeoPolygon(
        parse_ring(value["exterior"]), [parse_ring(one) for one in value.get("interiors") or []]
    ),
    "values_count": lambda value: engine.ValuesCount(**value),
    "is_empty": bool,
    "is_null": bool,
}
