"""Measures everything that `ci/bench` was asked for, and prints the table."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import authors
import catalog
import emission
import reading
import running
import size
import startup
import wide
from measuring import Meter
from setting import Setting
from table import Line, machine_readable, markdown

TASKS = {
    "startup": startup.lines,
    "reading": reading.lines,
    "emission": emission.lines,
    "running": running.lines,
    "wide": wide.lines,
    "size": size.lines,
    "authors": authors.lines,
    "catalog": catalog.lines,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--dagster-python", type=Path, required=True)
    parser.add_argument("--only", nargs="*", choices=TASKS, default=list(TASKS))
    for flag in ("json", "quick", "readme", "strict"):
        parser.add_argument(f"--{flag}", action="store_true")
    return parser.parse_args()


def update_readme(table: str) -> None:
    readme = Path(__file__).with_name("README.md")
    begin, end = "<!-- ci/bench: begin -->\n", "<!-- ci/bench: end -->\n"
    before, _, rest = readme.read_text().partition(begin)
    _, _, after = rest.partition(end)
    readme.write_text(f"{before}{begin}{table}{end}{after}")


def main() -> None:
    chosen = arguments()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        setting = Setting(
            programs=chosen.programs,
            dagster_python=chosen.dagster_python,
            work=work,
            meter=Meter(chosen.programs / "launch", work),
            quick=chosen.quick,
        )
        lines: list[Line] = []
        for task in chosen.only:
            start = time.monotonic()
            lines += TASKS[task](setting)
            print(f"{task}: measured in {time.monotonic() - start:.0f} s", file=sys.stderr)
        # Before the folder is emptied, which takes its time.
        print(machine_readable(lines) if chosen.json else markdown(lines), end="", flush=True)
    if chosen.readme:
        update_readme(markdown(lines))
    missed = [line.task for line in lines if line.holds is False]
    if missed:
        print(f"{len(missed)} targets do not hold: {'; '.join(missed)}", file=sys.stderr)
    if missed and chosen.strict:
        sys.exit(1)


main()
