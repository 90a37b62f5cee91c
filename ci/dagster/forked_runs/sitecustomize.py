"""Starts runs quicker. For tests only; Python imports this at its start where its folder is in PYTHONPATH.

Dagster's code server starts each run in a new interpreter, which first imports Dagster for more than a
second (`multiprocessing.get_context("spawn")` in dagster/_grpc/server.py). Here each run is forked from a
process that has imported it. Nothing else changes: a run is a process of its own all the same.
"""

import multiprocessing
import sys

_get_context = multiprocessing.get_context


def _forking_context(method=None):
    if method != "spawn" or "grpc" not in sys.argv:
        return _get_context(method)
    context = _get_context("forkserver")
    context.set_forkserver_preload(["dagster", "dagster._grpc.impl"])
    return context


multiprocessing.get_context = _forking_context
