"""Against a real Dagster: a job whose work is done, a launch, and watching a large backfill."""

import json
import signal
import subprocess
import time
from pathlib import Path

from measuring import Candidate, Measurement
from proxy import Proxy
from setting import BENCHMARKS, ROOT, Setting
from table import Line

DOCUMENT = """apiVersion: production-jobs/v1
kind: Job
metadata:
  name: {name}
  owner: benchmarks
  reason: Measured
spec:
  steps:
"""
MATERIALIZE = """  - materialize:
      asset: dim_products
"""
LAUNCH = """  - launch:
      job: purge_job
      location: lab
      config:
        ops:
          purge:
            config:
              target:
                table: orders
              older_than_days: 400
              dry_run: true
              mode: FULL
              limits:
                eu: 1000
                us: 2000
"""
CONFIG = {
    "target": {"table": "orders"},
    "older_than_days": 400,
    "dry_run": True,
    "mode": "FULL",
    "limits": {"eu": 1000, "us": 2000},
}
MISSING = """  - backfill:
      assets:
      - orders
      partitions:
        partitioning: daily
        from: "2024-03-01"
        through: "2024-03-02"
      only: missing
"""
# 20,000 hours.
LARGE = """  - backfill:
      assets:
      - meter_readings
      partitions:
        partitioning: hourly
        from: "2020-01-01-00:00"
        through: "2022-04-13-07:00"
"""


class Sandbox:
    """A Dagster of our own, and a ledger."""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.home = setting.work / "dagster"
        self.ledger = setting.work / "ledger"

    def __enter__(self) -> "Sandbox":
        start = [ROOT / "ci/dagster/start", "--home", self.home, "--backfill-tick", "3", "--forked-runs"]
        text = subprocess.run(start, stdout=subprocess.PIPE, text=True, check=True).stdout
        self.url = dict(line.split("=", 1) for line in text.splitlines())["DAGSTER_URL"]
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run([ROOT / "ci/dagster/stop", self.home], check=False)

    def stop_daemon(self) -> None:
        """From here on, what is launched stays in the queue and takes no time of the machine."""
        subprocess.run([ROOT / "ci/dagster/stop", self.home, "--only", "daemon"], check=True)

    def job(self, name: str, steps: str) -> Path:
        file = self.setting.work / f"{name}.yaml"
        file.write_text(DOCUMENT.format(name=name) + steps)
        return file

    def command(self, file: Path, url: str) -> list[str]:
        ledger = f"file://{self.ledger}"
        return [str(self.setting.runner), "run", str(file), "--dagster-url", url, "--ledger", ledger]


def lines(setting: Setting) -> list[Line]:
    with Sandbox(setting) as sandbox:
        done = sandbox.job("done", MATERIALIZE)
        for file in (done, sandbox.job("there", MISSING)):
            subprocess.run(sandbox.command(file, sandbox.url), check=True, capture_output=True)
        sandbox.stop_daemon()
        return already_done(sandbox, done) + nothing_missing(sandbox) + launch(sandbox) + [watching(sandbox)]


def already_done(sandbox: Sandbox, file: Path) -> list[Line]:
    """The job itself has succeeded."""
    setting = sandbox.setting
    script = BENCHMARKS / "python" / "rerun.py"
    ours, client = Measurement(), Measurement()
    requests = 0
    for _ in range(setting.rounds(12)):
        requests = max(requests, less_the_server(sandbox, ours, lambda url: sandbox.command(file, url)))
        less_the_server(sandbox, client, lambda url: [setting.dagster_python, script, url, "done"])
    task = "`run` of a job that has succeeded, less the server's time"
    return repeated(task, ours, requests, peer="DagsterGraphQLClient, by tag", theirs=client)


def nothing_missing(sandbox: Sandbox) -> list[Line]:
    """Another job wants what is there already."""
    ours = Measurement()
    requests = 0
    for round in range(sandbox.setting.rounds(12)):
        file = sandbox.job(f"there-{round}", MISSING)
        requests = max(requests, less_the_server(sandbox, ours, lambda url: sandbox.command(file, url)))
    return repeated("`run` of a job that finds nothing missing, less the server's time", ours, requests)


def repeated(task: str, ours: Measurement, requests: int, **peer) -> list[Line]:
    return [
        Line(task, ours, target="< 50 ms", holds=ours.median < 50, **peer),
        Line("requests of that", requests, unit="", target="≤ 5", holds=requests <= 5),
    ]


def less_the_server(sandbox: Sandbox, measurement: Measurement, command) -> int:
    """Measures the command that takes the address; gives the number of its requests."""
    proxy = Proxy(sandbox.url)
    times, peak, _ = sandbox.setting.meter.once(Candidate(command(proxy.url)))
    proxy.stop()
    measurement.times += [time - proxy.seconds * 1000 for time in times]
    measurement.peaks.append(peak)
    return len(proxy.requests)


def launch(sandbox: Sandbox) -> list[Line]:
    """From the command until Dagster has the run, the server's time included."""
    setting = sandbox.setting
    config = json.dumps({"ops": {"purge": {"config": CONFIG}}})
    peers = [
        Candidate([setting.dagster_python, BENCHMARKS / "python" / "launch.py", sandbox.url, config]),
        Candidate(
            [setting.dagster_python, "-m", "dagster", "job", "launch", "--job", "purge_job", "--location", "lab"]
            + ["--workspace", sandbox.home / "workspace.yaml", "--config-json", config],
            environment={"DAGSTER_HOME": str(sandbox.home), "NOTIFY_TOKEN": "sandbox"},
            folder=sandbox.home,
        ),
    ]
    ours, theirs = Measurement(), [Measurement(), Measurement()]
    for round in range(setting.rounds(4)):
        ours.times.append(until_launched(sandbox, sandbox.job(f"launch-{round}", LAUNCH)))
        for measurement, candidate in zip(theirs, peers):
            times, peak, _ = setting.meter.once(candidate)
            measurement.times += times
            measurement.peaks.append(peak)
    names = ("DagsterGraphQLClient", "`dagster job launch`")
    return [Line("from `run` to a launched run", ours, peer=name, theirs=each) for name, each in zip(names, theirs)]


def until_launched(sandbox: Sandbox, file: Path) -> float:
    """Milliseconds; then the runner is sent away."""
    proxy = Proxy(sandbox.url)
    start = time.monotonic()
    child = subprocess.Popen(sandbox.command(file, proxy.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (launched := [stop for name, _, stop in proxy.requests if "launch" in name.lower()]):
        assert child.poll() is None, f"the runner has ended without a launch, after {proxy.requests}"
        time.sleep(0.005)
    child.send_signal(signal.SIGTERM)
    child.wait()
    proxy.stop()
    return (launched[0] - start) * 1000


def watching(sandbox: Sandbox) -> Line:
    """The daemon is stopped: it would take Dagster minutes to create 20,000 runs, and the watching is the same."""
    file = sandbox.job("large", LARGE)
    child = subprocess.Popen(sandbox.command(file, sandbox.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # As long as ten looks take.
    time.sleep(15 if sandbox.setting.quick else 40)
    status = Path(f"/proc/{child.pid}/status").read_text()
    child.send_signal(signal.SIGTERM)
    ended = child.wait()
    assert ended == 75, f"the runner ended with {ended}"
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024
    return Line("watching 20,000 partitions, peak", peak, unit="MiB", target="< 64 MiB", holds=peak < 64)
