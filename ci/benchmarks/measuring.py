"""Runs commands in turn and tells how long they take and how much memory they hold."""

import json
import os
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Candidate:
    """A command to be measured against others."""

    command: list[str]
    # It prints {"milliseconds": […]} of what it timed itself; otherwise the whole process counts.
    reports: bool = False
    # What one measured time is divided by: the number of things done in it.
    per: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None
    # What it must exit with.
    status: int = 0


@dataclass
class Measurement:
    """Times in milliseconds, and the most memory that a process held in KiB."""

    times: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def peak(self) -> int | None:
        return max(self.peaks, default=None)


class Meter:
    def __init__(self, launch: Path, work: Path):
        # Tests/Benchmarks/Peers/Sources/launch: small, so that its memory doesn't count as the command's.
        self.launch = launch
        self.work = work

    def once(self, candidate: Candidate) -> tuple[list[float], int, str]:
        """The times, the peak and the standard output of one process."""
        usage = self.work / "usage"
        result = subprocess.run(
            [self.launch, usage, *map(str, candidate.command)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=os.environ | candidate.environment,
            cwd=candidate.folder,
        )
        nanoseconds, peak, status = map(int, usage.read_text().split()) if result.returncode == 0 else (0, 0, -1)
        if status != candidate.status:
            raise SystemExit(f"{candidate.command} ended with {status}:\n{result.stdout}{result.stderr}")
        reported = json.loads(result.stdout)["milliseconds"] if candidate.reports else [nanoseconds / 1e6]
        return [time / candidate.per for time in reported], peak, result.stdout

    def interleaved(self, candidates: list[Candidate], rounds: int) -> list[Measurement]:
        """Each candidate in turn, so that whatever else the machine does falls on all of them."""
        measurements = [Measurement() for _ in candidates]
        for _ in range(rounds):
            for candidate, measurement in zip(candidates, measurements):
                times, peak, _ = self.once(candidate)
                measurement.times += times
                measurement.peaks.append(peak)
        return measurements
