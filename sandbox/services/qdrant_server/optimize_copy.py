"""Optimises one shard folder and ends: `python -m qdrant_server.optimize_copy FOLDER`.

A process of its own, because `EdgeShard.optimize()` keeps Python's interpreter lock for as long as it takes to build
the graphs: in the server's process nobody would be answered meanwhile.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

import qdrant_edge as engine

PR_SET_PDEATHSIG = 1


def main(folder: str) -> None:
    with contextlib.suppress(AttributeError, OSError):
        # Linux: end with the server, also when it is killed. Elsewhere the folder is swept at the next start.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.nice(10)
    shard = engine.EdgeShard.load(folder)
    shard.optimize()
    shard.flush()
    shard.close()


if __name__ == "__main__":
    main(sys.argv[1])
