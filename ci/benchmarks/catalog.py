"""A location of 2,000 assets and 200 jobs: `runner catalog pull`, and what the names cost whoever writes jobs."""

import shutil
import subprocess
from contextlib import contextmanager

from authors import Package
from measuring import Candidate, Measurement
from proxy import Proxy
from setting import ROOT, Setting
from table import Line

JOB = """import JobDSL

public let reload{number} = Job(
  "reload-{number}",
  owner: "data-platform",
  reason: "{reason}, INC-{number}"
) {{
  Backfill(.table{asset:04d}, from: "2024-03-01", through: "2024-03-15")
  Materialize(.table0003)
}}
"""

# Of ci/dagster/large/defs.py: every eleventh from the second on is daily; those that need a configuration are left out.
DAILY = [index for index in range(1, 2000, 11) if index % 4 and index % 10 != 1]


@contextmanager
def large_dagster(setting: Setting):
    home = setting.work / "large"
    start = [ROOT / "ci/dagster/start", "--home", home, "--large", "--no-daemon"]
    text = subprocess.run(start, stdout=subprocess.PIPE, text=True, check=True).stdout
    try:
        yield dict(line.split("=", 1) for line in text.splitlines())["DAGSTER_URL"]
    finally:
        subprocess.run([ROOT / "ci/dagster/stop", home], check=False)


class CatalogPackage(Package):
    """A copy of the package with the names of the large location, and jobs that use them."""

    def __init__(self, folder, count):
        super().__init__(folder, count)
        for path in (folder / "dagster.lock", self.jobs / "Catalog"):
            shutil.rmtree(path, ignore_errors=True)

    def write(self, number, reason):
        text = JOB.format(number=number, reason=reason, asset=DAILY[number])
        (self.jobs / f"Reload{number}.swift").write_text(text)

    def change(self, round):
        number = self.count // 2 + round
        self.write(number, f"The source was corrected again, {round}")
        seconds = self.emit()
        text = (self.folder / "generated" / f"reload-{number}" / "job.yaml").read_text()
        assert f"again, {round}" in text, "the change has not arrived"
        return seconds


def lines(setting: Setting) -> list[Line]:
    package = CatalogPackage(setting.work / "catalog", 20)
    pulled, requests = pull(setting, package)
    size = (package.folder / "dagster.lock/large.json").stat().st_size / 1e6
    package.run("swift", "package", "resolve")
    fresh = Measurement([package.emit() * 1000])
    changed = Measurement([package.change(round) * 1000 for round in range(setting.rounds(4))])
    shutil.rmtree(package.folder)
    return [
        Line(
            "`catalog pull` of 2,000 assets and 200 jobs, less the server's time",
            pulled,
            target="< 10 s",
            holds=pulled.median < 10_000,
        ),
        Line("requests of that", requests, unit=""),
        Line("its lock", size, unit="MB"),
        Line("`emit` with its names, 20 jobs, from nothing", fresh, target="< 60 s", holds=fresh.median < 60_000),
        Line("one changed job among these", changed, target="< 6 s", holds=changed.median < 6_000),
    ]


def pull(setting: Setting, package: Package) -> tuple[Measurement, int]:
    """What the first pull takes, and that the second changes nothing."""
    ours = Measurement()
    requests = 0
    with large_dagster(setting) as url:
        for round in range(setting.rounds(4)):
            proxy = Proxy(url)
            command = [setting.runner, "catalog", "pull", "--dagster-url", proxy.url]
            times, peak, _ = setting.meter.once(Candidate(command, folder=package.folder))
            proxy.stop()
            requests = len(proxy.requests)
            ours.times += [time - proxy.seconds * 1000 for time in times]
            ours.peaks.append(peak)
    return ours, requests
