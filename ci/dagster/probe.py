"""Asks a Dagster webserver over GraphQL whether it is ready. Standard library only."""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request
from typing import Any

READY = """
{ workspaceOrError { __typename
    ... on Workspace { locationEntries { name loadStatus
      locationOrLoadError { __typename ... on PythonError { message } } } }
    ... on PythonError { message } }
  instance { info daemonHealth { allDaemonStatuses { daemonType required lastHeartbeatTime } } } }
"""

# Daemons write a heartbeat every 30 s, and after a long iteration a little later.
FRESH_SECONDS = 75


class Broken(Exception):
    """Waiting longer will not help."""


def ask(url: str, query: str, timeout: float = 10) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{url.rstrip('/')}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"Content-Type": "application/json"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=timeout) as answer:
        return json.load(answer)["data"]


def unready(url: str, daemon: bool, since: float, home: str | None, broken: list[str]) -> str | None:
    """Says what is still missing, or None."""
    try:
        data = ask(url, READY)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"no answer from {url}: {error}"
    if home is not None and home not in data["instance"]["info"]:
        return f"{url} is another home's server"
    workspace = data["workspaceOrError"]
    if workspace["__typename"] != "Workspace":
        return f"the workspace does not load: {workspace.get('message')}"
    entries = workspace["locationEntries"]
    for entry in entries:
        location = entry["locationOrLoadError"] or {}
        if location.get("__typename") == "PythonError":
            if entry["name"] in broken:
                continue
            raise Broken(f"location {entry['name']} does not load: {location['message']}")
        if entry["loadStatus"] != "LOADED" or not location:
            return f"location {entry['name']} is {entry['loadStatus']}"
    if not entries:
        return "there is no location yet"
    if daemon:
        oldest = max(since, time.time() - FRESH_SECONDS)
        statuses = data["instance"]["daemonHealth"]["allDaemonStatuses"]
        stale = [
            status["daemonType"]
            for status in statuses
            if status["required"] and (status["lastHeartbeatTime"] or 0) < oldest
        ]
        if stale:
            return f"no fresh heartbeat from {', '.join(stale)}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="ready")
    parser.add_argument("url")
    parser.add_argument("--timeout", type=float, default=90)
    parser.add_argument("--no-daemon", action="store_true")
    parser.add_argument("--since", type=float, default=0)
    parser.add_argument("--home")
    parser.add_argument("--broken", action="append", default=[])
    options = parser.parse_args()
    deadline = time.monotonic() + options.timeout
    while True:
        try:
            missing = unready(options.url, not options.no_daemon, options.since, options.home, options.broken)
        except Broken as error:
            missing, deadline = str(error), 0
        if missing is None:
            return 0
        if time.monotonic() >= deadline:
            print(f"not ready: {missing}", file=sys.stderr)
            return 1
        time.sleep(0.25)


if __name__ == "__main__":
    sys.exit(main())
