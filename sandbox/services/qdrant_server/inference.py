"""Documents that the server turns into vectors itself: `{"text": …, "model": "qdrant/bm25"}`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
import qdrant_edge as engine

from .errors import QdrantError, format_error, invalid, wrong_input
from .indexes import parse_stemmer, parse_stopwords, parse_tokenizer

LOCAL_MODELS = {"qdrant/bm25", "bm25"}
BM25_OPTIONS = {
    "k",
    "b",
    "avg_len",
    "tokenizer",
    "language",
    "lowercase",
    "ascii_folding",
    "stopwords",
    "stemmer",
    "min_token_len",
    "max_token_len",
}


def is_inference_object(value: Any) -> bool:
    return isinstance(value, dict) and "model" in value and bool(value.keys() & {"text", "image", "object"})


def embed_document(value: dict[str, Any]) -> engine.SparseVector:
    """As stored: term frequencies, saturated and normalised by length."""
    return find_model(value).embed_document(read_text(value))


def embed_query(value: dict[str, Any]) -> engine.SparseVector:
    """As asked: each word once; the collection's IDF modifier weighs it."""
    return find_model(value).embed_query(read_text(value))


def read_text(value: dict[str, Any]) -> str:
    text = value.get("text")
    if not isinstance(text, str):
        raise wrong_input(f"Only text input is supported for {value['model']}.")
    return text


def find_model(value: dict[str, Any]) -> engine.Bm25:
    name = value["model"]
    if not isinstance(name, str):
        raise format_error("invalid type for `model`, expected a string")
    if not name:
        raise invalid("model", 'value "" invalid, must be at least 1 characters')
    if name.lower() not in LOCAL_MODELS:
        # A Qdrant server says the same when no inference service is configured.
        raise QdrantError(
            500,
            "Service internal error: InferenceService is not initialized. "
            "Please check if it was properly configured and initialized during startup.",
        )
    return make_bm25(orjson.dumps(value.get("options") or {}, option=orjson.OPT_SORT_KEYS))


@lru_cache(maxsize=64)
def make_bm25(options_json: bytes) -> engine.Bm25:
    options = {name: part for name, part in orjson.loads(options_json).items() if name in BM25_OPTIONS}
    for name, parse in (("tokenizer", parse_tokenizer), ("stopwords", parse_stopwords), ("stemmer", parse_stemmer)):
        if options.get(name) is not None:
            options[name] = parse(options[name])
    if options.get("language") == "none":
        # The server's older way to say: no stop words, no stemming.
        del options["language"]
        options = {"stopwords": engine.StopwordsSet(), "stemmer": engine.DisabledStemmer()} | options
    try:
        return engine.Bm25(engine.Bm25Config(**options))
    except (TypeError, ValueError) as error:
        raise wrong_input(f"Invalid BM25 config: {error}") from error
