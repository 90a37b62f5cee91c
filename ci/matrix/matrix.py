"""Takes the real runner through what a job may meet on one Dagster, and says of each case how it went.

Usage: matrix.py --runner FILE --url URL --home DIR --version V --generated DIR --work DIR [--short]
                 [--direct-url URL] [--header NAME=FILE] [--restart SHELL-COMMAND]
Prints one JSON object: the case's name -> "right", "refused: …" or "wrong: …".
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT = 300


class Wrong(Exception):
    """A case that did not go as it has to."""


class Refused(Exception):
    """What this version can't do was refused in words, and nothing was launched."""


@dataclass
class Ending:
    status: int
    text: str


class Place:
    """One Dagster, one ledger and the runner."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.work = Path(options.work)
        self.version = tuple(int(part) for part in options.version.split(".")[:2])
        self.environment = {
            **os.environ,
            "DAGSTER_URL": options.url,
            "PRODUCTION_JOBS_LEDGER": f"file://{self.work}/ledger",
            "PRODUCTION_JOBS_LEASE": "10",
        }
        if options.header:
            self.environment["DAGSTER_HEADERS"] = options.header

    def document(self, name: str, steps: str) -> Path:
        path = self.work / f"{name}.yaml"
        head = "apiVersion: production-jobs/v1\nkind: Job\nmetadata:\n"
        path.write_text(f"{head}  name: {name}\n  owner: ci\n  reason: ci/versions\nspec:\n  steps:\n{steps}")
        return path

    def start(self, *arguments: str | Path, in_folder: Path | None = None) -> subprocess.Popen:
        return subprocess.Popen(
            [self.options.runner, *map(str, arguments)],
            cwd=in_folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def runner(self, *arguments: str | Path, in_folder: Path | None = None) -> Ending:
        return self.end(self.start(*arguments, in_folder=in_folder))

    def end(self, process: subprocess.Popen) -> Ending:
        try:
            text, _ = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Wrong(f"no end after {TIME_LIMIT} s") from None
        return Ending(process.returncode, text)

    def expect(self, status: int, *arguments: str | Path, says: str = "", in_folder: Path | None = None) -> Ending:
        return check(self.runner(*arguments, in_folder=in_folder), status, says)

    def record(self, name: str) -> dict:
        path = self.work / "ledger" / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def wait_for_launch(self, name: str) -> None:
        deadline = time.monotonic() + 60
        while not re.search(r'"dagsterID"|"dagster_id"', json.dumps(self.record(name))):
            if time.monotonic() > deadline:
                raise Wrong("nothing was launched within 60 s")
            time.sleep(0.1)

    def launched_id(self, name: str) -> str:
        """Of the last launch of the job's first step, in Dagster."""
        return self.record(name)["steps"][0]["launches"][-1]["dagsterID"]

    def states(self, name: str) -> list[str]:
        """Of a schedule, and of the sensor that is named after it."""
        here = 'repositoryName: "__repository__", repositoryLocationName: "lab"'
        query = f"""query {{
          scheduleOrError(scheduleSelector: {{{here}, scheduleName: "{name}"}}) {{
            ... on Schedule {{ scheduleState {{ status }} }} }}
          sensorOrError(sensorSelector: {{{here}, sensorName: "{name}_sensor"}}) {{
            ... on Sensor {{ sensorState {{ status }} }} }} }}"""
        data = self.ask(query, {})
        return [data["scheduleOrError"]["scheduleState"]["status"], data["sensorOrError"]["sensorState"]["status"]]

    def statuses(self, name: str) -> list[str]:
        """Those of all runs that carry the job's tag, the newest first."""
        return [run["status"] for run in self.launched(name)["runsOrError"]["results"]]

    def launched(self, name: str) -> dict:
        tag = [{"key": "production-jobs/job", "value": name}]
        query = """query Launched($tags: [ExecutionTag!]) {
          runsOrError(filter: {tags: $tags}) { ... on Runs { results { status tags { key value } } } }
          partitionBackfillsOrError(limit: 200) { ... on PartitionBackfills { results { tags { key value } } } } }"""
        return self.ask(query, {"tags": tag})

    def ask(self, query: str, variables: dict) -> dict:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"{self.options.direct_url}/graphql", data=body, headers={"Content-Type": "application/json"}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["data"]

    def launches(self, name: str) -> int:
        """How many backfills and runs of their own Dagster has that carry the job's tag."""
        data = self.launched(name)
        runs = [{tag["key"] for tag in run["tags"]} for run in data["runsOrError"]["results"]]
        backfills = data["partitionBackfillsOrError"]["results"]
        # A retry has its parent's tags; it is no launch.
        own = sum(keys.isdisjoint({"dagster/backfill", "dagster/parent_run_id"}) for keys in runs)
        tag = {"key": "production-jobs/job", "value": name}
        return own + sum(tag in backfill["tags"] for backfill in backfills)


def check(ending: Ending, status: int, says: str = "") -> Ending:
    if ending.status != status or says not in ending.text:
        wanted = f"exit {status}" + (f' and "{says}"' if says else "")
        raise Wrong(f"expected {wanted}, found exit {ending.status}: {ending.text.strip()[-600:]}")
    return ending


def backfill(asset: str, first: str, last: str, more: str = "") -> str:
    return (
        f"  - backfill:\n      assets:\n      - {asset}\n      partitions:\n        partitioning: daily\n"
        f'        from: "{first}"\n        through: "{last}"\n{more}'
    )


CONFIG = "      config:\n        ops:\n          orders_cfg:\n            config:\n              batch_size: 7\n"


# ---- the cases ------------------------------------------------------------------
def examples(place: Place) -> None:
    """Every job of generated/, one after the other, and each again."""
    folders = sorted(Path(place.options.generated).glob("*/job.yaml"))
    refused = []
    for path in folders[:2] if place.options.short else folders:
        name = path.parent.name
        text = path.read_text()
        if place.version < (1, 11) and re.search(r"- backfill:\n(?:(?!  - ).*\n)*?      config:", text):
            place.expect(69, "run", path, says="needs Dagster 1.11.0 or newer")
            if place.launches(name):
                raise Wrong(f"{name} was refused after a launch")
            refused.append(name)
            continue
        ending = place.runner("run", path)
        # On a Dagster where nothing was made yet, one of them finds more missing than its author allows.
        if ending.status == 77 and "expected at most 10 partitions, found 31" in ending.text:
            if place.launches(name):
                raise Wrong(f"{name} was refused after a launch")
            continue
        if ending.status != 0:
            raise Wrong(f"{name}: exit {ending.status}: {ending.text.strip()[-600:]}")
        count = place.launches(name)
        place.expect(0, "run", path, says="succeeded already")
        if place.launches(name) != count:
            raise Wrong(f"{name} was launched again")
    if refused:
        raise Refused(f"{', '.join(refused)} before a launch: needs Dagster 1.11.0")


def failing(place: Place) -> None:
    """A partition fails, is named with its reason, and alone is launched again once it is mended."""
    path = place.document("failing", backfill("plan_flaky", "2024-03-02", "2024-03-04"))
    place.expect(1, "run", path, says="no data for 2024-03-03")
    (Path(place.options.home) / "plan_flaky_ok_2024-03-03").touch()
    place.expect(0, "run", path)
    if place.launches("failing") != 2:
        raise Wrong(f"expected 2 launches, found {place.launches('failing')}")


SLEEP = (
    "  - launch:\n      job: sleep_job\n      location: lab\n      config:\n        ops:\n          sleep_op:\n"
    "            config:\n              seconds: {}\n"
)


def canceled(place: Place) -> None:
    """A run is canceled under a runner that watches it."""
    path = place.document("canceled", SLEEP.format(200))
    watching = place.start("run", path)
    place.wait_for_launch("canceled")
    place.expect(0, "cancel", "canceled", says="nothing of it runs any more")
    check(place.end(watching), 1, "canceled")


def canceled_backfill(place: Place) -> None:
    """The same with a backfill."""
    path = place.document("canceled-backfill", backfill("slow", "2024-03-01", "2024-03-03"))
    watching = place.start("run", path)
    place.wait_for_launch("canceled-backfill")
    place.expect(0, "cancel", "canceled-backfill", says="nothing of it runs any more")
    check(place.end(watching), 1, "canceled")


def killed(place: Place) -> None:
    """A runner is killed while it watches, and the next one attaches to the same launch."""
    path = place.document("killed", backfill("plan_batched", "2024-05-01", "2024-05-04"))
    first = place.start("run", path)
    place.wait_for_launch("killed")
    first.send_signal(signal.SIGKILL)
    first.communicate()
    deadline = time.monotonic() + 60
    while (ending := place.runner("run", path)).status == 5 and time.monotonic() < deadline:
        time.sleep(1)
    check(ending, 0)
    if place.launches("killed") != 1:
        raise Wrong(f"expected 1 launch, found {place.launches('killed')}")


def stale(place: Place) -> None:
    """What was planned has been made by somebody else since."""
    path = place.document("stale", backfill("plan_stale", "2024-06-01", "2024-06-03"))
    plan = json.loads(place.expect(0, "plan", path, "--output", "json").text)
    digest = plan["digest"]
    step = '  - materialize:\n      asset: plan_stale\n      partition: "2024-06-02"\n'
    place.expect(0, "run", place.document("stale-between", step))
    place.expect(3, "run", path, "--plan", digest)
    if place.launches("stale"):
        raise Wrong("a stale plan was launched")
    plan = json.loads(place.expect(0, "plan", path, "--output", "json").text)
    place.expect(0, "run", path, "--plan", plan["digest"])


def conditions(place: Place) -> None:
    """Every condition once met, and three not met."""
    first = backfill("plan_met_parent", "2024-07-01", "2024-07-02", "      requires:\n      - noActiveBackfill\n")
    met = backfill(
        "plan_met_child",
        "2024-07-01",
        "2024-07-02",
        "      requires:\n      - upstreamMaterialized\n      - noActiveBackfill\n      atMost:\n        partitions: 2\n"
        "        runs: 2\n      overwrites: nothing\n",
    )
    place.expect(0, "run", place.document("conditions-met", first + met))
    for name, more in [
        ("overwrites", "      overwrites: nothing\n"),
        ("at-most", "      atMost:\n        partitions: 1\n"),
    ]:
        path = place.document(f"conditions-{name}", backfill("plan_met_parent", "2024-07-01", "2024-07-02", more))
        place.expect(77, "run", path)
    path = place.document(
        "conditions-upstream",
        backfill("plan_met_child", "2024-07-05", "2024-07-06", "      requires:\n      - upstreamMaterialized\n"),
    )
    place.expect(77, "run", path, says="missing")


def refusals(place: Place) -> None:
    """What the server doesn't have is refused at its line, and nothing is launched."""
    cases = [
        (backfill("ordres", "2024-03-01", "2024-03-01"), 'did you mean "orders"'),
        (backfill("orders", "2031-03-01", "2031-03-01"), "expected a partition of"),
        ("  - launch:\n      job: purge_jb\n      location: lab\n", "purge_job"),
    ]
    for number, (steps, says) in enumerate(cases):
        place.expect(65, "run", place.document(f"refused-{number}", steps), says=says)
        if place.launches(f"refused-{number}"):
            raise Wrong("something was launched")


def configured(place: Place) -> None:
    """A configuration in the second step: carried out, or refused before the first step is launched."""
    steps = backfill("plan_alone", "2024-08-01", "2024-08-01") + backfill(
        "orders_cfg", "2024-08-01", "2024-08-01", CONFIG
    )
    path = place.document("configured", steps)
    if place.version >= (1, 11):
        place.expect(0, "run", path)
        return
    place.expect(69, "run", path, says="step 2: a run configuration for a backfill needs Dagster 1.11.0 or newer")
    if place.launches("configured"):
        raise Wrong("it was refused after the launch of step 1")
    raise Refused("before the first launch: needs Dagster 1.11.0")


NEAR = (
    "  - launch:\n      job: retry_job\n      location: near\n      config:\n        ops:\n          unlucky:\n"
    "            config:\n              name: {}\n              seconds: {}\n"
)


def retried(place: Place) -> None:
    """Dagster's own retries settle a launch and both partitions of a backfill: one launch each, and no failure."""
    days = backfill("retry_days", "2024-03-01", "2024-03-02", "      options:\n        maxRetries: 1\n")
    path = place.document("retried", NEAR.format("retried", 0) + days)
    place.expect(0, "run", path)
    launches = [launch for step in place.record("retried")["steps"] for launch in step["launches"]]
    if place.launches("retried") != 2 or len(launches) != 2:
        raise Wrong(f"expected 2 launches, found {place.launches('retried')}, recorded {len(launches)}")
    if failed := [launch for launch in launches if launch.get("failedPartitions")]:
        raise Wrong(f"expected no failure, found {json.dumps(failed)[:300]}")


def canceled_retry(place: Place) -> None:
    """What is canceled between a failed attempt and its retry doesn't run any more, nor later."""
    path = place.document("canceled-retry", NEAR.format("canceled-retry", 600))
    watching = place.start("run", path)
    place.wait_for_launch("canceled-retry")
    deadline = time.monotonic() + 120
    while "FAILURE" not in (statuses := place.statuses("canceled-retry")):
        if time.monotonic() > deadline:
            raise Wrong(f"no attempt failed within 120 s, found {statuses}")
        time.sleep(0.1)
    place.expect(0, "cancel", "canceled-retry", says="nothing of it runs any more")
    check(place.end(watching), 1, "canceled")
    before = place.statuses("canceled-retry")
    time.sleep(12)
    if (after := place.statuses("canceled-retry")) != before or not set(after) <= {"CANCELED", "FAILURE"}:
        raise Wrong(f"something ran after the cancel: {before}, 12 s later {after}")


def blocking_check(place: Place) -> None:
    """A blocking check that fails is a failure to a backfill and to a materialization, with its name."""
    steps = backfill("blocked", "2024-03-01", "2024-03-01")
    place.expect(1, "run", place.document("blocked-backfill", steps), says="blocked_ok")
    steps = '  - materialize:\n      asset: blocked\n      partition: "2024-03-02"\n'
    place.expect(1, "run", place.document("blocked-materialize", steps), says="blocked_ok")


def locations(place: Place) -> None:
    """A backfill over two locations is one; a key of both, and an op that the step doesn't run, are refused."""
    both = backfill("near_daily", "2024-03-01", "2024-03-01").replace("near_daily", "near_daily\n      - far_daily")
    place.expect(0, "run", place.document("two-locations", both))
    if place.launches("two-locations") != 1:
        raise Wrong(f"expected 1 launch, found {place.launches('two-locations')}")
    other_op = "  - materialize:\n      asset: raw/payments\n      config:\n        ops:\n          {}:\n"
    other_op += "            config:\n              table: t\n"
    cases = [
        (backfill("twice_daily", "2024-03-01", "2024-03-01"), 'asset of one code location, found "twice_daily"'),
        (other_op.format("payments"), 'expected an op that this step runs, found "payments"'),
    ]
    for number, (steps, says) in enumerate(cases):
        place.expect(65, "run", place.document(f"located-{number}", steps), says=says)
        if place.launches(f"located-{number}"):
            raise Wrong("something was launched")
    place.expect(0, "run", place.document("other-op", other_op.format("raw__payments")))


def canary(place: Place) -> None:
    """The first day of a backfill, with a check in between, and then the rest; a check that fails keeps it back."""
    for name, first, last, status, launches in [("canary", "01", "03", 0, 3), ("canary-fails", "09", "11", 1, 1)]:
        days = ("tried_days", f"2024-05-{first}", f"2024-05-{last}")
        steps = backfill(*days, "      part: {first: 1}\n      ensures: checksPassed\n")
        steps += "  - check:\n      asset: tried_days\n" + backfill(*days, "      part: {afterFirst: 1}\n")
        place.expect(status, "run", place.document(name, steps))
        if place.launches(name) != launches:
            raise Wrong(f"{name}: expected {launches} launches, found {place.launches(name)}")


def paused(place: Place) -> None:
    """A schedule and a sensor are off while a step runs, and as before afterwards; a job that is canceled restores both."""
    both = "[{kind: schedule, name: pause_whole, location: lab}, {kind: sensor, name: pause_whole_sensor, location: lab}]"
    pause, restore = f"  - pause: {{of: {both}, draining: true}}\n", f"  - restore: {{of: {both}}}\n"

    def expect(state: str) -> None:
        if (found := place.states("pause_whole")) != [state, state]:
            raise Wrong(f"expected both {state}, found {found}")

    expect("RUNNING")
    place.expect(0, "run", place.document("paused", pause + backfill("plan_alone", "2024-09-01", "2024-09-01") + restore))
    expect("RUNNING")
    watching = place.start("run", place.document("paused-canceled", pause + SLEEP.format(200) + restore))
    deadline = time.monotonic() + 120
    while not place.statuses("paused-canceled"):
        if time.monotonic() > deadline:
            raise Wrong("nothing was launched within 120 s")
        time.sleep(0.2)
    expect("STOPPED")
    place.expect(0, "cancel", "paused-canceled", says="nothing of it runs any more")
    check(place.end(watching), 1, "canceled")
    expect("RUNNING")


def reexecuted(place: Place) -> None:
    """What a backfill left is made, and a run goes on from its failure."""
    place.expect(1, "run", place.document("leaves", backfill("again", "2024-10-02", "2024-10-04")))
    steps = f"  - reexecute: {{failedPartitionsOf: {place.launched_id('leaves')}}}\n"
    place.expect(0, "run", place.document("left", steps))
    if place.launches("left") != 1 or place.record("left")["steps"][0]["launches"][0].get("targeted") != 1:
        raise Wrong(f"expected one launch of one partition, found {json.dumps(place.record('left')['steps'])[:400]}")
    place.expect(1, "run", place.document("breaks", "  - launch:\n      job: publish_job\n      location: lab\n"))
    path = place.document("goes-on", f"  - reexecute: {{run: {place.launched_id('breaks')}, from: failure}}\n")
    if place.version >= (1, 10):
        place.expect(0, "run", path)
        return
    place.expect(69, "run", path, says="needs Dagster 1.10.8 or newer")
    raise Refused("a run that goes on: needs Dagster 1.10.8")


def stopped(place: Place) -> None:
    """A run that another job launched is stopped."""
    watching = place.start("run", place.document("sleeps", SLEEP.format(600)))
    place.wait_for_launch("sleeps")
    place.expect(0, "run", place.document("stops", f"  - cancelRuns: {{runs: [{place.launched_id('sleeps')}]}}\n"))
    check(place.end(watching), 1, "CANCELED")


def database_restarts(place: Place) -> None:
    """The database is restarted while a job is watched, and the way to it is closed for a while."""
    path = place.document("database-restarts", SLEEP.format(40))
    watching = place.start("run", path)
    place.wait_for_launch("database-restarts")
    for _ in range(3):
        subprocess.run(["bash", "-c", place.options.restart], check=True, capture_output=True, timeout=120)
        time.sleep(4)
    check(place.end(watching), 0)
    if place.launches("database-restarts") != 1:
        raise Wrong(f"expected 1 launch, found {place.launches('database-restarts')}")


def closed_gate(place: Place) -> None:
    """The header is replaced while a job is watched: refused for a while, then let in again."""
    name, file = place.options.header.split("=")
    own = place.work / "gate"
    own.write_text(Path(file).read_text())
    place.environment = place.environment | {"DAGSTER_HEADERS": f"{name}={own}"}
    path = place.document("closed-gate", SLEEP.format(15))
    watching = place.start("run", path)
    place.wait_for_launch("closed-gate")
    own.write_text("expired")
    time.sleep(12)
    own.write_text(Path(file).read_text())
    check(place.end(watching), 0, "the work goes on")


def catalog(place: Place) -> None:
    """The definitions are read, twice the same, and are what the committed lock says on whatever server they stand."""
    package = place.work / "package"
    (package / "Sources" / "Jobs").mkdir(parents=True)
    (package / "Package.swift").touch()
    place.expect(0, "catalog", "pull", in_folder=package)
    lock = (package / "dagster.lock" / "lab.json").read_text()
    again = place.expect(0, "catalog", "pull", in_folder=package)
    if "changed" in again.text or (package / "dagster.lock" / "lab.json").read_text() != lock:
        raise Wrong(f"the second pull is another: {again.text}")
    place.expect(0, "catalog", "check", says="dagster.lock is what Dagster defines", in_folder=package)
    committed = Path(place.options.generated).parent / "dagster.lock" / "lab.json"
    # The committed one is what the newest tells on SQLite; older ones tell less of configurations.
    if place.version >= (1, 13) and committed.read_text() != lock:
        raise Wrong("the lock is another than the committed one")


LANES = [
    [examples, catalog],
    [failing, stale, blocking_check, reexecuted],
    [killed, canceled, locations, stopped],
    [conditions, canceled_backfill, canary, paused],
    [refusals, configured, retried, canceled_retry],
]
SHORT = [[failing], [killed], [canceled_backfill], [refusals, configured], [conditions], [retried]]


def outcome(case, place: Place) -> str:
    try:
        case(place)
        return "right"
    except Refused as refusal:
        return f"refused: {refusal}"
    except Wrong as wrong:
        return f"wrong: {wrong}"
    except Exception as error:  # a case that could not be judged is not right
        return f"wrong: {type(error).__name__}: {error}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="matrix.py")
    for name in ["runner", "url", "home", "version", "generated", "work"]:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--direct-url", help="Dagster itself, where --url is something before it")
    parser.add_argument("--header", help="what the thing before Dagster wants: NAME=FILE")
    parser.add_argument("--restart", help="restarts the database")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    options.direct_url = options.direct_url or options.url
    (Path(options.work) / "ledger").mkdir(parents=True)
    place = Place(options)

    def lane(cases: list) -> dict[str, str]:
        result = {}
        for case in cases:
            start = time.monotonic()
            result[case.__name__] = outcome(case, place)
            print(f"  {case.__name__}: {result[case.__name__][:400]} ({time.monotonic() - start:.0f} s)", file=sys.stderr)
        return result

    lanes = SHORT if options.short else LANES
    with ThreadPoolExecutor(len(lanes)) as pool:
        results = {name: said for part in pool.map(lane, lanes) for name, said in part.items()}
    # By themselves, after all others, which they would disturb.
    for case in [closed_gate, database_restarts] if options.restart else []:
        results |= lane([case])
    print(json.dumps(results))


if __name__ == "__main__":
    main()
