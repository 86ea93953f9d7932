"""What a route gets of an HTTP request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .errors import QdrantError


@dataclass(frozen=True, slots=True)
class Request:
    names: dict[str, str]
    """From the path."""
    parameters: dict[str, str]
    """From the query string."""
    body: Any

    @property
    def collection(self) -> str:
        return self.names["collection"]

    @property
    def wait(self) -> bool:
        value = self.parameters.get("wait", "false")
        if value not in ("true", "false"):
            raise QdrantError(
                400,
                "Deserialize error in query parameters: provided string was not `true` or `false`",
            )
        return value == "true"
