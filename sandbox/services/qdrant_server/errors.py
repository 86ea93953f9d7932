"""Qdrant's errors: the HTTP status and the sentence that its server answers with."""

from __future__ import annotations


class QdrantError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def wrong_input(description: str) -> QdrantError:
    return QdrantError(400, f"Wrong input: {description}")


def bad_request(description: str) -> QdrantError:
    return QdrantError(400, f"Bad request: {description}")


def format_error(description: str) -> QdrantError:
    """What serde says of a body that is JSON but not the request's shape."""
    return QdrantError(400, f"Format error in JSON body: {description}")


def invalid(field: str, description: str, where: str = "JSON body") -> QdrantError:
    return QdrantError(422, f"Validation error in {where}: [{field}: {description}]")


def not_found(description: str) -> QdrantError:
    return QdrantError(404, f"Not found: {description}")


def not_supported(feature: str) -> QdrantError:
    return QdrantError(501, f"Not implemented: {feature} is not in this embedded server; use a Qdrant server for it")


def from_engine(error: Exception) -> QdrantError:
    """The engine raises bare exceptions with its own error's sentence; the server's status follows from that."""
    message = str(error)
    if message.startswith("No point with id "):
        return not_found(f"{message} found")
    if message.startswith("Service runtime error: "):
        return QdrantError(500, message.replace("Service runtime error", "Service internal error", 1))
    if message.startswith(("Inconsistent storage", "Out of memory")):
        return QdrantError(500, f"Service internal error: {message}")
    if message == "Wrong usage of sparse vectors":
        return wrong_input("Conversion between sparse and regular vectors failed")
    if message == "Wrong usage of multi vectors":
        return wrong_input("Conversion between multi and regular vectors failed")
    if message.startswith("Operation cancelled"):
        # A formula that fails on one segment cancels the others, and only that reaches us.
        return wrong_input(
            "Expected number value in the payload and/or in the formula defaults. "
            "Error: No value found in a payload nor defaults"
        )
    if isinstance(error, (TypeError, ValueError, OverflowError)):
        return format_error(message)
    return wrong_input(message)
