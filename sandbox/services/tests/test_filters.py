import pytest
import qdrant_edge as engine

from qdrant_server.errors import QdrantError
from qdrant_server.filters import parse_filter


def test_nothing_is_no_filter():
    assert parse_filter(None) is None


def test_a_truth_value_stays_one():
    condition = parse_filter({"must": [{"key": "open", "match": {"value": True}}]}).must[0]
    assert condition.match.value is True
    assert parse_filter({"must": {"key": "n", "match": {"value": 1}}}).must[0].match.value == 1


def test_bounds_that_are_text_are_times():
    assert isinstance(
        parse_filter({"must": [{"key": "at", "range": {"gte": "2026-01-01"}}]}).must[0].range, engine.RangeDateTime
    )
    assert isinstance(
        parse_filter({"must": [{"key": "n", "range": {"lt": 3, "gt": None}}]}).must[0].range, engine.RangeFloat
    )


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ([], 400),
        ({"musst": []}, 400),
        ({"must": [{"colour": 1}]}, 400),
        ({"must": ["tenant"]}, 400),
        ({"must": [{"key": "n", "match": {"value": 1.5}}]}, 400),
        ({"must": [{"key": "n"}]}, 422),
        ({"min_should": {"conditions": [], "min_count": 0}}, 422),
    ],
)
def test_refuses(value, status):
    with pytest.raises(QdrantError) as refused:
        parse_filter(value)
    assert refused.value.status == status
