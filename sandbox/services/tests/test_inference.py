import pytest

from qdrant_server.errors import QdrantError
from qdrant_server.inference import embed_document, embed_query, is_inference_object

MODEL = "Qdrant/bm25"


def weigh(text, **options):
    vector = embed_document({"text": text, "model": MODEL, "options": options})
    return dict(zip(vector.indices, vector.values, strict=True))


def test_a_query_counts_each_word_once():
    vector = embed_query({"text": "price price and prices", "model": MODEL})
    assert vector.values == [1.0]


def test_weights_are_bm25s():
    (twice,) = weigh("price price", k=1.2, b=0.75, avg_len=2).values()
    # 2 · (k + 1) / (2 + k · (1 − b + b · 2 / 2))
    assert twice == pytest.approx(2 * 2.2 / (2 + 1.2))


def test_options_change_the_words():
    assert len(weigh("running run")) == 1
    assert len(weigh("running run", stemmer={"type": "none"})) == 2
    assert len(weigh("running the run", language="none")) == 3
    assert len(weigh("Vertrag Verträge", language="german")) == 1
    assert len(weigh("naïve naive", ascii_folding=True)) == 1
    assert len(weigh("hello deal", stopwords={"custom": ["deal"]})) == 1
    assert weigh("") == {}


@pytest.mark.parametrize("options", [{"b": 7}, {"avg_len": 0}, {"tokenizer": "sentence"}, {"language": "klingon"}])
def test_refuses_options(options):
    with pytest.raises(QdrantError) as refused:
        weigh("x", **options)
    assert refused.value.status == 400


def test_refuses_what_is_no_text_or_no_model():
    with pytest.raises(QdrantError, match="Only text input"):
        embed_query({"image": "x", "model": MODEL})
    with pytest.raises(QdrantError, match="InferenceService is not initialized"):
        embed_query({"text": "x", "model": "somebody/else"})


def test_a_vector_is_no_document():
    assert not is_inference_object({"indices": [1], "values": [1.0]})
    assert not is_inference_object({"text": [1.0, 2.0], "dense": [1.0]})
    assert is_inference_object({"text": "x", "model": MODEL})
