"""Makes the history that ci/history is about, and holds the runner's plans and runs against it.

Usage: history.py make HISTORY [--seed S] [--jobs N]
       history.py yaml HISTORY FOLDER
       history.py swift HISTORY REPOSITORY
       history.py check HISTORY --runner FILE --documents FOLDER --url URL --work DIR [--runs N] [--parallel P]
`check` exits with 1 unless every plan is as expected, and every run does what its plan says.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import documents
import shape
from expected import Expected, expected
from server import Backfill, Refusal, Server, covered
from shape import History, Job

HERE = Path(__file__).parent
# A job of more runs is planned and not run.
MOST_RUNS = 8
# A plan or a run is killed after so many seconds.
TIME_LIMIT = 1800


@dataclass
class Ending:
    status: int
    text: str
    errors: str
    milliseconds: int
    # KiB.
    peak: int


@dataclass
class Case:
    job: Job
    expected: Expected
    plan: Ending | None = None
    digest: str = ""
    # What the plan says, at least and at most.
    runs: tuple[int, int] = (0, 0)
    run: Ending | None = None


class Runner:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.environment = {
            **os.environ,
            "DAGSTER_URL": options.url,
            "PRODUCTION_JOBS_LEDGER": f"file://{options.work}/ledger",
        }
        (options.work / "ledger").mkdir(exist_ok=True)

    def call(self, command: str, job: Job, *arguments: str) -> Ending:
        usage = self.options.work / f"{job.name}.{command}"
        document = self.options.documents / "generated" / job.name / "job.yaml"
        process = subprocess.run(
            [sys.executable, "-S", "-E", HERE / "measured.py", usage, str(TIME_LIMIT), self.options.runner]
            + [command, document, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if not usage.exists():
            raise OSError(f"{self.options.runner} can not be started: {process.stderr.strip()[-600:]}")
        milliseconds, peak, status = map(int, usage.read_text().split())
        return Ending(status, process.stdout, process.stderr, milliseconds, peak)


def compared(name: str, found: object, wanted: object) -> list[str]:
    return [] if found == wanted else [f"{name}: expected {brief(wanted)}, found {brief(found)}"]


def brief(value: object) -> str:
    """Of many keys the number, the first and the last."""
    if isinstance(value, list) and len(value) > 3:
        return f"{len(value):,} ({value[0]}…{value[-1]})"
    return json.dumps(value)


# ---- plans ------------------------------------------------------------------
def plan(case: Case, runner: Runner) -> list[str]:
    """How the plan differs from what it has to be."""
    case.plan = ending = runner.call("plan", case.job, "--output", "json")
    if ending.status != 0:
        return [f"exit code {ending.status}: {ending.errors.strip()[-600:]}"]
    found = json.loads(ending.text)
    case.digest = found["digest"]
    if len(found["steps"]) != 1 or len(found["effect"]["steps"]) != 1:
        return [f"expected one step, found {len(found['steps'])} and {len(found['effect']['steps'])} in the effect"]
    step, effect = found["steps"][0], found["effect"]["steps"][0]
    if missing := [name for name in ("runs", "runsAtMost", "skipped", "assets") if name not in step]:
        return [f"expected work in the step, found no {', '.join(missing)}: {step['state']}"]
    case.runs = (step["runs"], step["runsAtMost"])
    wanted = case.expected
    problems = compared("runs", list(case.runs), [wanted.runs, wanted.most_runs])
    problems += compared("left out", step["skipped"], wanted.skipped)
    problems += compared("assets", [asset["asset"] for asset in step["assets"]], case.job.assets)
    problems += compared("assets of the effect", [asset["asset"] for asset in effect["assets"]], case.job.assets)
    for asset in step["assets"]:
        key = asset["asset"]
        problems += compared(f"{key}: partitions", asset["partitions"], len(wanted.partitions))
        for part, keys in ("new", wanted.new[key]), ("overwritten", wanted.overwritten[key]):
            problems += compared(f"{key}: how many are {part}", asset[part], len(keys))
        problems += compared(f"{key}: failed, in flight", [asset["failed"], asset["inFlight"]], [0, 0])
    for asset in effect["assets"]:
        key = asset["asset"]
        problems += compared(f"{key}: new", asset["new"], wanted.new[key])
        problems += compared(f"{key}: overwritten", asset["overwritten"], wanted.overwritten[key])
        problems += compared(f"{key}: policy", asset["policy"], wanted.policies[key])
    return problems


def plan_all(cases: list[Case], runner: Runner) -> list[str]:
    """One after the other, so that none waits for another."""
    complaints, begin = [], time.monotonic()
    for number, case in enumerate(cases, 1):
        complaints += [f"{case.job.name}: {problem}" for problem in plan(case, runner)[:6]]
        if number % 50 == 0:
            print(f"  {number} planned, {time.monotonic() - begin:.0f} s", file=sys.stderr)
    wrong = {complaint.split(": ")[0] for complaint in complaints}
    wanted = [case.expected for case in cases]
    lengths = [len(case.job.days) for case in cases]
    print(f"planned   {len(cases) - len(wrong)} of {len(cases)} as expected, key by key and run by run")
    print(
        f"          ranges of {min(lengths):,} to {max(lengths):,} days, median {statistics.median(lengths):g}; in all "
        f"{sum(len(each.partitions) * len(each.new) for each in wanted):,} partitions, "
        f"{sum(len(keys) for each in wanted for keys in each.overwritten.values()):,} of them overwritten, "
        f"{sum(each.runs for each in wanted):,} runs"
    )
    print_measured([case.plan for case in cases])
    return complaints


def print_measured(endings: list[Ending]) -> None:
    seconds = [ending.milliseconds / 1000 for ending in endings]
    peaks = [ending.peak / 1024 for ending in endings]
    print(f"  time    median {statistics.median(seconds):.2f} s, at most {max(seconds):.2f} s, in all {sum(seconds):.0f} s")
    print(f"  memory  median {statistics.median(peaks):.1f} MiB, at most {max(peaks):.1f} MiB")


# ---- runs ------------------------------------------------------------------
def chosen(cases: list[Case], count: int) -> list[Case]:
    """The longest, the shortest, those of several policies, and others by chance. None has an asset of another one's, so
    that each plan holds until it is carried out."""
    able = sorted((case for case in cases if case.expected.most_runs <= MOST_RUNS), key=lambda case: len(case.job.days))
    rest = able[1:-1]
    random.Random(count).shuffle(rest)
    rest.sort(key=lambda case: -len(set(case.expected.policies.values())))
    found, taken = [], set()
    for case in able[-1:] + able[:1] + rest:
        if len(found) < count and taken.isdisjoint(case.job.assets):
            found.append(case)
            taken.update(case.job.assets)
    return found


def run_all(cases: list[Case], history: History, runner: Runner, server: Server, parallel: int) -> list[str]:
    begin, lock, ended = time.monotonic(), threading.Lock(), []

    def run(case: Case) -> None:
        case.run = runner.call("run", case.job, "--plan", case.digest)
        with lock:
            ended.append(case)
            print(f"  {len(ended)} of {len(cases)} have ended, {time.monotonic() - begin:.0f} s", file=sys.stderr)

    with ThreadPoolExecutor(parallel) as pool:
        list(pool.map(run, cases))
    took = time.monotonic() - begin
    backfills = server.backfills()
    complaints, runs = [], 0
    for case in cases:
        problems, number = happened(case, backfills.get(case.job.name, []), history, server)
        complaints += [f"{case.job.name}: {problem}" for problem in problems[:6]]
        runs += number
    wrong = {complaint.split(": ")[0] for complaint in complaints}
    lengths = [len(case.job.days) for case in cases]
    print(f"ran       {len(cases) - len(wrong)} of {len(cases)} to the end, as planned, by Dagster's own account")
    print(
        f"          ranges of {min(lengths):,} to {max(lengths):,} days, median {statistics.median(lengths):g}; in all "
        f"{sum(len(case.expected.partitions) * len(case.job.assets) for case in cases):,} partitions in {runs:,} runs, "
        f"{took:.0f} s with {parallel} at a time"
    )
    print_measured([case.run for case in cases])
    return complaints


def happened(case: Case, backfills: list[Backfill], history: History, server: Server) -> tuple[list[str], int]:
    """How what Dagster has differs from the plan, and how many runs it has."""
    if case.run.status != 0:
        return [f"exit code {case.run.status}: {(case.run.errors or case.run.text).strip()[-600:]}"], 0
    if len(backfills) != 1:
        return [f"expected one backfill, found {len(backfills)}"], 0
    runs = server.runs(backfills[0].id)
    wanted, (least, most) = case.expected, case.runs
    problems = compared("the backfill's status", backfills[0].status, "COMPLETED_SUCCESS")
    problems += compared("the backfill's partitions", backfills[0].partitions, len(wanted.partitions))
    problems += compared("how runs ended", sorted({run["status"] for run in runs}), ["SUCCESS"])
    if not least <= len(runs) <= most:
        problems.append(f"runs: planned {least if least == most else f'{least} to {most}'}, found {len(runs)}")
    days_by_runs = covered(runs)
    problems += compared("assets of the runs", sorted(days_by_runs), sorted(case.job.assets))
    for key in case.job.assets:
        days = days_by_runs.get(key, {})
        problems += compared(f"{key}: days of the runs", sorted(days), wanted.partitions)
        problems += compared(f"{key}: days in several runs", sorted(day for day in days if days[day] > 1), [])
        there = sorted({*wanted.partitions, *history.earlier.get(key, [])})
        problems += compared(f"{key}: materialized", sorted(server.materialized(key)), there)
    return problems, len(runs)


def check(options: argparse.Namespace) -> int:
    history = History.read(options.history)
    runner, server = Runner(options), Server(options.url)
    cases = [Case(job, expected(job, history)) for job in history.jobs]
    complaints = plan_all(cases, runner)
    wrong = {complaint.split(": ")[0] for complaint in complaints}
    if options.runs:
        cases = chosen([case for case in cases if case.job.name not in wrong], options.runs)
        if len(cases) < options.runs:
            complaints.append(
                f"--runs {options.runs}: found {len(cases)} jobs to run, of at most {MOST_RUNS} runs and with assets of their own"
            )
        complaints += run_all(cases, history, runner, server, options.parallel)
    for complaint in complaints:
        print(f"WRONG     {complaint}")
    return int(bool(complaints))


def main() -> int:
    parser = argparse.ArgumentParser(prog="history.py")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in "make", "yaml", "swift", "check":
        command = commands.add_parser(name)
        command.add_argument("history", type=Path)
        if name == "make":
            command.add_argument("--seed", type=int, default=1)
            command.add_argument("--jobs", type=int, default=shape.JOBS)
        elif name == "check":
            command.add_argument("--runner", required=True)
            command.add_argument("--documents", type=Path, required=True)
            command.add_argument("--url", required=True)
            command.add_argument("--work", type=Path, required=True)
            command.add_argument("--runs", type=int, default=0)
            command.add_argument("--parallel", type=int, default=6)
        else:
            command.add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.command == "check":
        try:
            return check(options)
        except (OSError, Refusal) as error:
            print(f"ci/history: {error}", file=sys.stderr)
            return 1
    if options.command == "make":
        shape.make(options.seed, options.jobs).write(options.history)
    elif options.command == "yaml":
        documents.write_yaml(History.read(options.history), options.folder)
    else:
        documents.write_swift(History.read(options.history), options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
