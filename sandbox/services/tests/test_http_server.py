import asyncio

import pytest

from qdrant_server.http_server import MAX_BODY_BYTES, MAX_HEAD_BYTES, Connection


async def echo(method, target, body):
    return 200, "text/plain", f"{method} {target} {len(body)}".encode()


async def exchange(*pieces: bytes) -> str:
    """Sends the pieces one after the other and reads until the server closes."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(echo), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    server.close()
    return answer.decode()


def talk(*pieces: bytes) -> str:
    return asyncio.run(exchange(*pieces))


CLOSING = b"GET /last HTTP/1.1\r\nconnection: close\r\n\r\n"


def test_answers_requests_of_one_connection_in_order():
    answer = talk(b"POST /a HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcGET /b HTTP/1.1\r\n\r\n" + CLOSING)
    assert answer.count("HTTP/1.1 200 OK") == 3
    assert answer.index("POST /a 3") < answer.index("GET /b 0") < answer.index("GET /last 0")


def test_waits_for_a_body_in_pieces():
    assert "POST /a 6" in talk(b"POST /a HTTP/1.1\r\nContent-", b"Length: 6\r\n\r\nabc", b"def" + CLOSING)


def test_tells_a_cautious_client_to_go_on():
    async def scenario():
        server = await asyncio.get_running_loop().create_server(lambda: Connection(echo), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"PUT /a HTTP/1.1\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n")
        assert await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10) == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"abc" + CLOSING)
        assert b"PUT /a 3" in await asyncio.wait_for(reader.read(), 10)
        writer.close()
        server.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\ncontent-length: three\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % (MAX_BODY_BYTES + 1), 400),
        (b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n", 411),
        (b"x" * (MAX_HEAD_BYTES + 1), 431),
    ],
)
def test_refuses_and_closes(request_bytes, status):
    answer = talk(request_bytes)
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert "connection: close" in answer
    assert '"error"' in answer
