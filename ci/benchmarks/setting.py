"""Where everything is that the tasks measure."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from measuring import Candidate, Meter

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "Tests" / "Benchmarks"


@dataclass
class Setting:
    # Ours and those of Tests/Benchmarks/Peers.
    programs: Path
    dagster_python: Path
    work: Path
    meter: Meter
    quick: bool

    @property
    def runner(self) -> Path:
        return self.programs / "runner"

    @property
    def measure(self) -> Path:
        return self.programs / "measure"

    def rounds(self, count: int) -> int:
        return max(2, count // 4) if self.quick else count

    def document(self, kind: str, count: int) -> Path:
        """A document with so many keys, or problems."""
        file = self.work / f"{kind}-{count}.yaml"
        with file.open("wb") as output:
            subprocess.run([self.measure, kind, str(count)], stdout=output, check=True)
        return file

    def measured(self, *arguments: object) -> Candidate:
        return Candidate([self.measure, *map(str, arguments)], reports=True)

    def peer(self, script: str, *arguments: object, reports: bool = True, per: int = 1) -> Candidate:
        command = [sys.executable, BENCHMARKS / "python" / script, *map(str, arguments)]
        return Candidate(command, reports=reports, per=per)
