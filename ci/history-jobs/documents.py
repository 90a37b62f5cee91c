"""The jobs of a history as authors write them, in Swift, and as `emit` writes them."""

import json
from pathlib import Path

from shape import History, Job


def reason(job: Job) -> str:
    return f"The source was corrected, INC-{job.name.split('-')[1]}"


def swift_names(lock: Path) -> dict[str, str]:
    """What `runner catalog pull` calls the assets."""
    entries = [entry["asset"] for entry in json.loads(lock.read_text()) if "asset" in entry]
    return {entry["asset"]["key"]: entry["swift"] for entry in entries}


def write_swift(history: History, repository: Path) -> None:
    """A file a job, in a repository that has pulled its catalog."""
    names = swift_names(repository / "dagster.lock/history.json")
    for job in history.jobs:
        symbol = "".join(part.capitalize() for part in job.name.split("-"))
        (repository / f"Sources/Jobs/{symbol}.swift").write_text(swift(job, symbol[0].lower() + symbol[1:], names))


def swift(job: Job, symbol: str, names: dict[str, str]) -> str:
    assets = ", ".join(f".{names[key]}" for key in job.assets)
    ranges = [f'from: "{part.first}", through: "{part.last}"' for part in job.ranges]
    if len(ranges) == 1:
        partitions = ranges[0]
    else:
        partitions = "partitions: .ranges(" + ", ".join(f".range({part})" for part in ranges) + ")"
    return (
        f'import JobDSL\n\npublic let {symbol} = Job("{job.name}", owner: "{job.owner}", reason: "{reason(job)}") {{\n'
        f"  Backfill({assets}, {partitions}){'.only(.missing)' if job.only_missing else ''}\n}}\n"
    )


def write_yaml(history: History, folder: Path) -> None:
    for job in history.jobs:
        path = folder / "generated" / job.name / "job.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(yaml(job))


def yaml(job: Job) -> str:
    lines = ["apiVersion: production-jobs/v1", "kind: Job", "metadata:", f"  name: {job.name}", f"  owner: {job.owner}"]
    lines += [f"  reason: {reason(job)}", "spec:", "  steps:", "  - backfill:", "      assets:"]
    lines += [f"      - {key}" for key in job.assets]
    lines += ["      partitions:", "        partitioning: daily"]
    if len(job.ranges) == 1:
        lines += [f'        from: "{job.ranges[0].first}"', f'        through: "{job.ranges[0].last}"']
    else:
        lines += ["        ranges:"]
        for part in job.ranges:
            lines += [f'        - from: "{part.first}"', f'          through: "{part.last}"']
    if job.only_missing:
        lines += ["      only: missing"]
    return "\n".join(lines) + "\n"
