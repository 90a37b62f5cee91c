"""A bad day: between the real runner and a real Dagster every fourth answer is broken, and runners are killed.

Usage: bad_day.py --runner FILE --url URL [--jobs N] [--kills N] [--seed S] [--parallel P] [--every N]
Starts each job again until it ends, as a cluster does, and asks Dagster itself what was launched. Exit 1
unless nothing is double, lost or wrong, and half of the jobs need at most two starts more than their kills.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

# What is done to an answer, and whether Dagster has done what was asked by then.
KINDS = [
    ("500", False), ("500 afterwards", True), ("503", False), ("504 afterwards", True), ("redirection", False),
    ("log-in page", True), ("nothing", True), ("cut off", True), ("cut short", True), ("reset", False),
    ("reset afterwards", True), ("database away", False),
]  # fmt: skip
DATABASE_AWAY = json.dumps(
    {
        "data": None,
        "errors": [
            {
                "message": "server closed the connection unexpectedly",
                "path": ["any"],
                "extensions": {"errorInfo": {"message": "server closed", "cls_name": "OperationalError"}},
            }
        ],
    }
).encode()
# No pod is started so often.
MOST_STARTS = 25
LEASE = 10


class Proxy:
    def __init__(self, url: str, every: int) -> None:
        self.target, self.every = urlsplit(url), every
        self.count, self.kinds, self.injected = itertools.count(1), itertools.cycle(KINDS), Counter()
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def fault(self) -> tuple[str, bool] | None:
        with self.lock:
            if next(self.count) % self.every:
                return None
            kind = next(self.kinds)
            self.injected[kind[0]] += 1
            return kind

    def handler(proxy):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                kind, forwarded = proxy.fault() or (None, True)
                status, text = self.ask(body) if forwarded else (0, b"")
                try:
                    self.reply(kind, status, text)
                except OSError:
                    # Whoever asked has been killed.
                    self.close_connection = True

            def ask(self, body: bytes) -> tuple[int, bytes]:
                connection = http.client.HTTPConnection(proxy.target.hostname, proxy.target.port, timeout=120)
                connection.request("POST", self.path, body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                found = answer.status, answer.read()
                connection.close()
                return found

            def reply(self, kind: str | None, status: int, text: bytes) -> None:
                match kind:
                    case None: self.send(status, text)
                    case "500" | "500 afterwards": self.send(500, b"Internal Server Error", "text/plain")
                    case "503": self.send(503, b"no healthy upstream", "text/plain")
                    case "504 afterwards": self.send(504, b"upstream request timeout", "text/plain")
                    case "redirection": self.send(302, b"", "text/html", location="/login")
                    case "log-in page": self.send(200, b"<!doctype html><form>Sign in</form>", "text/html")
                    case "nothing": self.send(200, b"", "application/json")
                    case "cut off": self.send(200, text[: len(text) // 2], length=len(text))
                    case "cut short": self.send(200, text[: len(text) // 2])
                    case "database away": self.send(500, DATABASE_AWAY)
                    case _: self.reset()  # fmt: skip

            def send(
                self,
                status: int,
                text: bytes,
                content: str = "application/json",
                length: int | None = None,
                location: str | None = None,
            ) -> None:
                self.send_response(status)
                self.send_header("Content-Type", content)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", str(len(text) if length is None else length))
                self.end_headers()
                self.wfile.write(text)
                if length is not None:
                    self.close_connection = True

            def reset(self) -> None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.shutdown(socket.SHUT_RD)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def steps(kind: int, chance: random.Random) -> tuple[str, int, int]:
    """A job's steps, how many there are, and the exit code that it has to end with."""
    day = chance.randint(1, 20)
    backfill = (
        "  - backfill:\n      assets:\n      - orders_single_run\n      partitions:\n        partitioning: daily\n"
        f'        from: "2024-05-{day:02}"\n        through: "2024-05-{day + 2:02}"\n'
    )
    launch = "  - launch:\n      job: noop_job\n      location: lab\n"
    failing = launch.replace("noop_job", "failing_job")
    materialize = "  - materialize:\n      asset: dim_products\n"
    return [(backfill, 1, 0), (materialize, 1, 0), (launch, 1, 0), (launch + materialize, 2, 0), (failing, 1, 1)][kind % 5]


class Day:
    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self.options, self.work = options, work
        self.proxy = Proxy(options.url, options.every)
        self.environment = {
            **os.environ,
            "DAGSTER_URL": self.proxy.url,
            "DAGSTER_PATIENCE": "600",
            "DAGSTER_REQUEST_TIMEOUT": "10",
            "PRODUCTION_JOBS_LEDGER": f"file://{work}/ledger",
            "PRODUCTION_JOBS_LEASE": str(LEASE),
        }

    def play(self, number: int) -> dict:
        chance = random.Random(f"{self.options.seed}-{number}")
        name, (text, count, expected) = f"bad-day-{self.options.seed}-{number}", steps(number, chance)
        path = self.work / f"{name}.yaml"
        head = f"apiVersion: production-jobs/v1\nkind: Job\nmetadata:\n  name: {name}\n  owner: ci\n  reason: A bad day\n"
        path.write_text(f"{head}spec:\n  steps:\n{text}")
        kills = int(number % 3 == 0 and number // 3 < self.options.kills)
        killed, exits = 0, []
        for _ in range(MOST_STARTS + kills):
            child = subprocess.Popen(
                [self.options.runner, "run", str(path)],
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=open(self.work / f"{name}.log", "a"),
            )
            try:
                exits.append(child.wait(timeout=chance.uniform(0.3, 8) if killed < kills else 900))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                killed += 1
                # A cluster takes as long to start the next one.
                time.sleep(LEASE + 1)
                continue
            if exits[-1] in (0, 1):
                break
            time.sleep(1)
        launches = self.launches(name)
        last = exits[-1] if exits else None
        problem = None
        if any(count > 1 for count in launches.values()):
            problem = "double"
        elif last not in (0, 1):
            problem = "lost"
        elif last != expected or len(launches) != count:
            problem = "wrong"
        restarts = len(exits) - 1
        note = f"{name}: exits {exits}, {killed} kills, launches {dict(launches)}"
        print(f"  {problem or 'right'}: {note}", file=sys.stderr)
        return {"problem": problem, "restarts": restarts, "kills": killed, "exits": exits}

    def launches(self, name: str) -> Counter:
        """How many backfills and runs of their own Dagster has of each step of the job; its own retries are none."""
        query = """query Launched($tags: [ExecutionTag!]) {
          runsOrError(filter: {tags: $tags}) { ... on Runs { results { parentRunId tags { key value } } } }
          runsFeedOrError(view: BACKFILLS, limit: 100, filter: {tags: $tags}) {
            ... on RunsFeedConnection { results { tags { key value } } } } }"""
        tags = [{"key": "production-jobs/job", "value": name}]
        body = json.dumps({"query": query, "variables": {"tags": tags}}).encode()
        request = urllib.request.Request(
            f"{self.options.url}/graphql", data=body, headers={"Content-Type": "application/json"}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            data = json.load(answer)["data"]
        runs = [run for run in data["runsOrError"]["results"] if run["parentRunId"] is None]
        found = [{tag["key"]: tag["value"] for tag in run["tags"]} for run in runs]
        found = [tags for tags in found if "dagster/backfill" not in tags]
        found += [{tag["key"]: tag["value"] for tag in each["tags"]} for each in data["runsFeedOrError"]["results"]]
        return Counter(tags["production-jobs/step"] for tags in found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="ci/faults --bad-day")
    parser.add_argument("--runner", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--jobs", type=int, default=60)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--parallel", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bad-day.") as folder:
        (Path(folder) / "ledger").mkdir()
        day = Day(options, Path(folder))
        with ThreadPoolExecutor(options.parallel) as pool:
            results = list(pool.map(day.play, range(options.jobs)))
    problems = Counter(result["problem"] for result in results if result["problem"])
    restarts = [result["restarts"] for result in results]
    exits = Counter(exit for result in results for exit in result["exits"])
    median = statistics.median(restarts)
    print(
        f"{options.jobs} jobs, {sum(result['kills'] for result in results)} kills, "
        f"{sum(day.proxy.injected.values())} answers broken in {len(day.proxy.injected)} ways, seed {options.seed}\n"
        f"double {problems['double']}, lost {problems['lost']}, wrong {problems['wrong']}\n"
        f"restarts beyond the kills: median {median:g}, at most {max(restarts)}; exits {dict(sorted(exits.items()))}"
    )
    return int(bool(problems) or median > 2)


if __name__ == "__main__":
    sys.exit(main())
