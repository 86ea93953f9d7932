import asyncio
import shutil

import orjson
import pytest

from qdrant_server.optimizer import optimize
from qdrant_server.routes import Api
from qdrant_server.storage import Storage

CONFIG = {"vectors": {"size": 2, "distance": "Dot"}, "optimizers_config": {"indexing_threshold": 1}}


async def call(storage, method, target, body=None):
    status, _, answer = await Api(storage).handle(method, target, orjson.dumps(body) if body is not None else b"")
    return status, orjson.loads(answer)


async def upsert(storage, ids):
    points = [{"id": n, "vector": [n, 1]} for n in ids]
    return await call(storage, "PUT", "/collections/deals/points?wait=true", {"points": points})


async def count(storage):
    _, answer = await call(storage, "POST", "/collections/deals/points/count", {})
    return answer["result"]["count"]


def test_an_optimised_copy_takes_over_with_what_was_written_meanwhile(tmp_path):
    async def scenario():
        storage = Storage(tmp_path)
        storage.create("deals", CONFIG)
        collection = storage.find("deals")
        await upsert(storage, range(500))
        assert collection.wants_optimizing()
        working = asyncio.create_task(optimize(collection))
        written = 500
        while not working.done():
            await upsert(storage, [written])
            written += 1
            await asyncio.sleep(0.005)
        await working
        assert written > 500
        assert collection.shard_folder.name == "shard-1"
        assert not (collection.folder / "shard-0").exists()
        assert await count(storage) == written
        storage.close()

    asyncio.run(scenario())


def test_a_copy_that_never_took_over_is_swept(tmp_path):
    async def scenario():
        storage = Storage(tmp_path)
        storage.create("deals", CONFIG)
        await upsert(storage, range(3))
        folder = storage.find("deals").folder
        storage.close()
        shutil.copytree(folder / "shard-0", folder / "shard-1")
        (tmp_path / "collections" / "half-made" / "shard-0").mkdir(parents=True)
        storage._lock.close()
        again = Storage(tmp_path)
        assert list(again.collections) == ["deals"]
        assert not (folder / "shard-1").exists()
        assert await count(again) == 3
        again.close()

    asyncio.run(scenario())


def test_dropping_a_collection_ends_its_optimisation(tmp_path):
    async def scenario():
        storage = Storage(tmp_path)
        storage.create("deals", CONFIG)
        collection = storage.find("deals")
        await upsert(storage, range(500))
        working = asyncio.create_task(optimize(collection))
        await asyncio.sleep(0.05)
        assert storage.delete("deals") is True
        await asyncio.gather(working, return_exceptions=True)
        assert list((tmp_path / "collections").iterdir()) == []
        storage.create("deals", CONFIG)
        assert await count(storage) == 0
        storage.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("name", ["deals 2026", "ünïcode", ".hidden", "a.b-c_d"])
def test_names_are_kept_over_a_restart(tmp_path, name):
    storage = Storage(tmp_path)
    storage.create(name, CONFIG)
    storage.close()
    storage._lock.close()
    again = Storage(tmp_path)
    assert list(again.collections) == [name]
    again.close()


def test_two_servers_do_not_share_a_folder(tmp_path):
    storage = Storage(tmp_path)
    with pytest.raises(BlockingIOError):
        Storage(tmp_path)
    storage.close()


def test_a_failure_inside_costs_one_request(tmp_path):
    async def scenario():
        storage = Storage(tmp_path)
        storage.create("deals", CONFIG)
        await upsert(storage, [1])
        storage.find("deals").shard.close()
        status, answer = await call(storage, "POST", "/collections/deals/points/count", {})
        assert status >= 400
        assert "error" in answer["status"]

    asyncio.run(scenario())


def test_bodies_of_the_wrong_shape_are_refused(tmp_path):
    async def scenario():
        storage = Storage(tmp_path)
        storage.create("deals", CONFIG)
        for target, method, body in [
            ("/collections/deals/points", "PUT", {"points": 7}),
            ("/collections/deals/points", "PUT", {"points": [{"id": 1}]}),
            ("/collections/deals/points", "PUT", [1, 2]),
            ("/collections/deals/points?wait=perhaps", "PUT", {"points": []}),
            ("/collections/deals/points/query", "POST", [1]),
            ("/collections/deals/points/query", "POST", {"limit": "ten"}),
            ("/collections/deals/points/payload", "POST", {"points": [1]}),
            ("/collections/deals/index", "PUT", {"field_schema": "keyword"}),
            ("/collections/deals/points/scroll", "POST", {"with_payload": 3}),
        ]:
            status, answer = await call(storage, method, target, body)
            assert status == 400, (target, body, answer)
            assert answer["status"]["error"]
        storage.close()

    asyncio.run(scenario())
