"""The author's loop: from a job's file to its YAML, by what a person types: `swift build`, then `emit`."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from measuring import Measurement
from setting import ROOT, Setting
from table import Line

JOB = """import JobDSL

public let reloadOrders{number} = Job(
  "reload-orders-{number}",
  owner: "data-platform",
  reason: "{reason}, INC-{number}"
) {{
  Backfill(.orders, from: "2024-03-01", through: "2024-03-15").maxConcurrentRuns(4)
  Materialize(.dimProducts).tags(["ticket": "INC-{number}"])
  Launch(.purge, config: PurgeConfig(olderThanDays: {number}, target: .init(table: "orders")))
}}
"""


class Package:
    """A copy of the package with so many jobs instead of its own."""

    def __init__(self, folder: Path, count: int):
        self.folder = folder
        self.count = count
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("Package.swift", "Package.resolved", "Plugins", "Sources", "Tests", "dagster.lock"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".build*"))
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, folder / name)
        for job in self.jobs.glob("*.swift"):
            job.unlink()
        for number in range(1, count + 1):
            self.write(number, "The source was corrected")

    @property
    def jobs(self) -> Path:
        return self.folder / "Sources" / "Jobs"

    def write(self, number: int, reason: str) -> None:
        (self.jobs / f"ReloadOrders{number}.swift").write_text(JOB.format(number=number, reason=reason))

    def run(self, *command: str) -> str:
        # Without the build folder of whoever runs this.
        result = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env=dict(os.environ))
        if result.returncode != 0:
            raise SystemExit(f"{command} failed:\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
        return result.stdout

    def emit(self) -> float:
        """Seconds from the files in Swift to the files in YAML."""
        start = time.monotonic()
        self.run("swift", "build", "--product", "emit")
        self.run(".build/debug/emit")
        return time.monotonic() - start

    def change(self, round: int) -> float:
        number = self.count // 2 + round
        self.write(number, f"The source was corrected again, {round}")
        seconds = self.emit()
        text = (self.folder / "generated" / f"reload-orders-{number}" / "job.yaml").read_text()
        assert f"again, {round}" in text, "the change has not arrived"
        return seconds


def lines(setting: Setting) -> list[Line]:
    counts = (10, 100) if setting.quick else (10, 100, 1000)
    fresh: dict[int, Measurement] = {}
    lines = []
    for count in counts:
        package = Package(setting.work / f"package-{count}", count)
        # Fetching packages is the network's time.
        package.run("swift", "package", "resolve")
        fresh[count] = Measurement([package.emit() * 1000])
        changed = Measurement([package.change(round) * 1000 for round in range(setting.rounds(4))])
        shutil.rmtree(package.folder)
        lines += [from_nothing(count, fresh[count]), one_changed(count, changed)]
    return lines + growth(fresh)


def from_nothing(count: int, measured: Measurement) -> Line:
    target = {"target": "< 30 s", "holds": measured.median < 30_000} if count == 1000 else {}
    return Line(f"{count:,} job files from nothing to YAML", measured, **target)


def one_changed(count: int, measured: Measurement) -> Line:
    limit = {100: 3, 1000: 6}.get(count)
    target = {"target": f"< {limit} s", "holds": measured.median < limit * 1000} if limit else {}
    return Line(f"one changed job among {count:,} to YAML", measured, **target)


def growth(fresh: dict[int, Measurement]) -> list[Line]:
    """What one more job costs, between 10 and 100 and between 100 and 1,000."""
    if 1000 not in fresh:
        return []
    few, many = ((fresh[high].median - fresh[low].median) / (high - low) for low, high in ((10, 100), (100, 1000)))
    # On a linear growth both are the same; a quadratic one has the second ten times the first.
    return [
        Line("one more job of 10 to 100, from nothing", few),
        Line("one more job of 100 to 1,000, from nothing", many, target="≤ 2× that of few", holds=many <= 2 * few),
    ]
