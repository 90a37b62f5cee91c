"""Plans of many assets and of many partitions against a real Dagster: requests, time and memory."""

import subprocess
from contextlib import contextmanager
from pathlib import Path

from measuring import Candidate, Measurement
from proxy import Proxy
from setting import ROOT, Setting
from table import Line

DEFINITIONS = '''import dagster as dg

year = dg.DailyPartitionsDefinition("2024-01-01", end_date="2025-01-01")
long = dg.DailyPartitionsDefinition("2016-01-01", end_date="2025-01-01")


def make(name, partitions):
    @dg.asset(name=name, partitions_def=partitions)
    def compute() -> None: ...

    return compute


defs = dg.Definitions(
    assets=[make(f"wide_{i}", year) for i in range(300)] + [make(f"long_{i}", long) for i in range(10)]
)
'''
JOB = """apiVersion: production-jobs/v1
kind: Job
metadata:
  name: {name}
  owner: benchmarks
  reason: Measured
spec:
  steps:
  - backfill:
      assets:
{assets}
      partitions:
        partitioning: daily
        from: "{first}"
        through: "{last}"
"""


@contextmanager
def wide_dagster(setting: Setting):
    """A Dagster of 310 assets; no daemon, since nothing is launched."""
    home = setting.work / "wide"
    home.mkdir()
    for file in (ROOT / "ci/dagster").glob("*.yaml"):
        (home / file.name).write_text(file.read_text())
    (home / "defs.py").write_text(DEFINITIONS)
    start = [ROOT / "ci/dagster/start", "--home", home, "--no-daemon"]
    text = subprocess.run(start, stdout=subprocess.PIPE, text=True, check=True).stdout
    try:
        yield dict(line.split("=", 1) for line in text.splitlines())["DAGSTER_URL"]
    finally:
        subprocess.run([ROOT / "ci/dagster/stop", home], check=False)


def document(setting: Setting, name: str, count: int, first: str, last: str) -> Path:
    file = setting.work / f"{name}.yaml"
    assets = "\n".join(f"      - {name}_{index}" for index in range(count))
    file.write_text(JOB.format(name=name, assets=assets, first=first, last=last))
    return file


def lines(setting: Setting) -> list[Line]:
    with wide_dagster(setting) as url:
        days = document(setting, "wide", 300, "2024-02-01", "2024-02-10")
        # 3,182 days: the longest range that mozilla/bigquery-etl has kept.
        decade = document(setting, "long", 10, "2016-01-01", "2024-09-16")
        return plan(setting, url, "`plan` of 300 assets", days) + plan(
            setting, url, "`plan` of 10 assets × 3,182 partitions", decade
        )


def plan(setting: Setting, url: str, task: str, file: Path) -> list[Line]:
    ours = Measurement()
    requests: list[str] = []
    for _ in range(setting.rounds(4)):
        proxy = Proxy(url)
        command = [setting.runner, "plan", file, "--dagster-url", proxy.url]
        times, peak, _ = setting.meter.once(Candidate(command))
        proxy.stop()
        requests = [name for name, _, _ in proxy.requests]
        ours.times += [time - proxy.seconds * 1000 for time in times]
        ours.peaks.append(peak)
    for_keys = sum("Keys" in name for name in requests)
    return [
        Line(f"{task}, less the server's time", ours),
        Line(f"requests of that, {for_keys} of them for keys", len(requests), unit="", target="≤ 20 without those", holds=len(requests) - for_keys <= 20),
    ]
