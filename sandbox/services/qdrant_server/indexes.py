"""Payload indexes: Qdrant's schema in JSON to the engine's parameters."""

from __future__ import annotations

from typing import Any

import qdrant_edge as engine

from .errors import format_error, invalid

SIMPLE = {
    "keyword": engine.PayloadSchemaType.Keyword,
    "integer": engine.PayloadSchemaType.Integer,
    "float": engine.PayloadSchemaType.Float,
    "geo": engine.PayloadSchemaType.Geo,
    "text": engine.PayloadSchemaType.Text,
    "bool": engine.PayloadSchemaType.Bool,
    "datetime": engine.PayloadSchemaType.Datetime,
    "uuid": engine.PayloadSchemaType.Uuid,
}

# What is accepted and has no effect here: where the index lies is the embedded engine's own choice.
PLACEMENT = {"type", "on_disk", "memory"}

PARAMETERS: dict[str, tuple[Any, set[str]]] = {
    "keyword": (engine.KeywordIndexParams, {"is_tenant", "enable_hnsw", "prefix", "nested"}),
    "integer": (engine.IntegerIndexParams, {"lookup", "range", "is_principal", "enable_hnsw", "nested"}),
    "float": (engine.FloatIndexParams, {"is_principal", "enable_hnsw", "nested"}),
    "geo": (engine.GeoIndexParams, {"enable_hnsw", "nested"}),
    "bool": (engine.BoolIndexParams, {"enable_hnsw", "nested"}),
    "datetime": (engine.DatetimeIndexParams, {"is_principal", "enable_hnsw", "nested"}),
    "uuid": (engine.UuidIndexParams, {"is_tenant", "enable_hnsw", "nested"}),
    "text": (
        engine.TextIndexParams,
        {
            "tokenizer",
            "min_token_len",
            "max_token_len",
            "lowercase",
            "ascii_folding",
            "phrase_matching",
            "stopwords",
            "stemmer",
            "enable_hnsw",
            "scoring",
            "nested",
        },
    ),
}


def parse_field_schema(value: Any) -> tuple[str, Any]:
    """The type's name and what the engine makes the index from."""
    if isinstance(value, str) and value in SIMPLE:
        return value, SIMPLE[value]
    if isinstance(value, dict) and value.get("type") in PARAMETERS:
        kind = value["type"]
        make, known = PARAMETERS[kind]
        given = {name: part for name, part in value.items() if part is not None and name not in PLACEMENT}
        unknown = given.keys() - known
        if unknown:
            raise format_error(f"unknown field `{min(unknown)}` in the parameters of a {kind} index")
        for name, parse in (("tokenizer", parse_tokenizer), ("stopwords", parse_stopwords), ("stemmer", parse_stemmer)):
            if name in given:
                given[name] = parse(given[name])
        if given.get("lookup") is False and given.get("range") is False:
            raise invalid(
                "field_schema", "Validation error: the 'lookup' and 'range' capabilities can't be both disabled"
            )
        return kind, make(**given)
    raise format_error("data did not match any variant of untagged enum PayloadFieldSchema")


def parse_tokenizer(value: Any) -> engine.TokenizerType:
    return pick(engine.TokenizerType, value, "tokenizer")


def parse_stopwords(value: Any) -> Any:
    if isinstance(value, str):
        return pick(engine.Language, value, "stopwords")
    languages = {pick(engine.Language, one, "stopwords") for one in value.get("languages") or []}
    return engine.StopwordsSet(languages=languages, custom=set(value.get("custom") or []))


def parse_stemmer(value: Any) -> Any:
    if not isinstance(value, dict) or value.get("type") not in ("snowball", "none"):
        raise format_error("data did not match any variant of untagged enum StemmingAlgorithm")
    if value["type"] == "none":
        return engine.DisabledStemmer()
    return engine.SnowballParams(pick(engine.SnowballLanguage, value.get("language"), "language"))


def pick(choices: Any, value: Any, field: str) -> Any:
    found = getattr(choices, str(value).capitalize(), None)
    if found is None:
        raise format_error(f"unknown variant `{value}` for `{field}`")
    return found
