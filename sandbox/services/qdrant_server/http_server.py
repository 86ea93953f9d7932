"""HTTP/1.1 with keep-alive on asyncio.

The engine holds Python's interpreter lock in every call, so threads would only wait for each other: one loop answers
all connections, and the HTTP layer stays thin because nothing else runs beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

MAX_HEAD_BYTES = 64 * 1024
MAX_BODY_BYTES = 32 * 1024 * 1024

Handle = Callable[[str, str, bytes], Awaitable[tuple[int, str, bytes]]]
"""(method, target, body) → (status, content type, body)"""


class Connection(asyncio.Protocol):
    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._busy = False
        self._told_to_continue = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._busy:
            self._next_request()

    def _next_request(self) -> None:
        """Requests of one connection are answered in their order, as HTTP/1.1 asks of pipelining."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > MAX_HEAD_BYTES:
                self._refuse(431, "Request Header Fields Too Large")
            return
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        if len(words) != 3:
            self._refuse(400, "Malformed request line")
            return
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if "transfer-encoding" in headers:
            self._refuse(411, "Send a content-length")
            return
        length = headers.get("content-length", "0")
        if not length.isdigit():
            self._refuse(400, "Malformed content-length")
            return
        if int(length) > MAX_BODY_BYTES:
            self._refuse(400, f"JSON payload ({length} bytes) is larger than allowed (limit: {MAX_BODY_BYTES} bytes).")
            return
        whole = end + 4 + int(length)
        if len(self._buffer) < whole:
            if headers.get("expect", "").lower() == "100-continue" and not self._told_to_continue:
                self._told_to_continue = True
                self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return
        self._told_to_continue = False
        body = bytes(self._buffer[end + 4 : whole])
        del self._buffer[:whole]
        keep = headers.get("connection", "").lower() != "close"
        self._busy = True
        asyncio.get_running_loop().create_task(self._answer(words[0], words[1], body, keep))

    async def _answer(self, method: str, target: str, body: bytes, keep: bool) -> None:
        status, content_type, reply = await self._handle(method, target, body)
        self._write(render(status, content_type, reply, keep))
        self._busy = False
        if not keep:
            self._close()
        elif self._buffer and self._transport:
            self._next_request()

    def _refuse(self, status: int, reason: str) -> None:
        reply = b'{"status":{"error":"%s"},"time":0.0}' % reason.encode()
        self._write(render(status, "application/json", reply, keep=False))
        self._buffer.clear()
        self._close()

    def _write(self, data: bytes) -> None:
        if self._transport:
            self._transport.write(data)

    def _close(self) -> None:
        if self._transport:
            self._transport.close()


def render(status: int, content_type: str, body: bytes, keep: bool) -> bytes:
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        f"content-type: {content_type}\r\ncontent-length: {len(body)}\r\n"
    )
    return (head if keep else f"{head}connection: close\r\n").encode() + b"\r\n" + body
