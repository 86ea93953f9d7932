"""Scoring formulas (recency, boosts), from Qdrant's JSON to the engine's expression tree."""

from __future__ import annotations

from typing import Any

import qdrant_edge as engine

from .errors import format_error
from .filters import parse_condition

Expression = engine.Expression
DECAYS = {
    "lin_decay": engine.DecayKind.Lin,
    "exp_decay": engine.DecayKind.Exp,
    "gauss_decay": engine.DecayKind.Gauss,
}
SINGLE = {
    "neg": Expression.Neg,
    "abs": Expression.Abs,
    "sqrt": Expression.Sqrt,
    "exp": Expression.Exp,
    "log10": Expression.Log10,
    "ln": Expression.Ln,
}


def parse_formula(query: dict[str, Any]) -> engine.Formula:
    return engine.Formula(parse_expression(query["formula"]), query.get("defaults") or {})


def parse_expression(value: Any) -> Any:
    if isinstance(value, bool):
        raise format_error("data did not match any variant of untagged enum Expression")
    if isinstance(value, (int, float)):
        return Expression.Constant(float(value))
    if isinstance(value, str):
        return Expression.Variable(value)
    if not isinstance(value, dict):
        raise format_error("data did not match any variant of untagged enum Expression")
    if len(value) == 1:
        name, inner = next(iter(value.items()))
        if name in SINGLE:
            return SINGLE[name](parse_expression(inner))
        if name in DECAYS:
            return parse_decay(DECAYS[name], inner)
        if name in COMPOUND:
            return COMPOUND[name](inner)
    return Expression.Condition(parse_condition(value))


def parse_decay(kind: engine.DecayKind, value: dict[str, Any]) -> Any:
    target = value.get("target")
    return Expression.Decay(
        kind,
        parse_expression(value["x"]),
        None if target is None else parse_expression(target),
        value.get("midpoint"),
        value.get("scale"),
    )


COMPOUND = {
    "sum": lambda value: Expression.Sum([parse_expression(one) for one in value]),
    "mult": lambda value: Expression.Mult([parse_expression(one) for one in value]),
    "div": lambda value: Expression.Div(
        parse_expression(value["left"]), parse_expression(value["right"]), value.get("by_zero_default")
    ),
    "pow": lambda value: Expression.Pow(parse_expression(value["base"]), parse_expression(value["exponent"])),
    "datetime": Expression.Datetime,
    "datetime_key": Expression.DatetimeKey,
    "geo_distance": lambda value: Expression.GeoDistance(
        engine.GeoPoint(value["origin"]["lon"], value["origin"]["lat"]), value["to"]
    ),
}
