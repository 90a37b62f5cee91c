"""The lines of the result, for people and for machines."""

import json
from dataclasses import dataclass

from measuring import Measurement


@dataclass
class Line:
    """One comparison: ours against a peer or a floor, or against a figure alone."""

    task: str
    ours: Measurement | float
    target: str = ""
    # None where there is no target.
    holds: bool | None = None
    peer: str = ""
    theirs: Measurement | None = None
    # Of figures that are no times.
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        if not isinstance(self.ours, Measurement) or self.theirs is None:
            return None
        return self.ours.median / self.theirs.median


HEADINGS = ["task", "ours", "peer", "theirs", "ratio", "peak memory", "min–median–max", "target", "holds"]


def markdown(lines: list[Line]) -> str:
    rows = [HEADINGS, ["---"] * len(HEADINGS), *map(cells, lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def cells(line: Line) -> list[str]:
    measured = isinstance(line.ours, Measurement)
    both = [each for each in (line.ours, line.theirs) if isinstance(each, Measurement)]
    return [
        line.task,
        time(line.ours.median) if measured else f"{line.ours:.4g} {line.unit}",
        line.peer,
        time(line.theirs.median) if line.theirs else "",
        ratio(line.ratio),
        " / ".join(f"{each.peak / 1024:.1f}" for each in both if each.peak) + " MiB" if any(m.peak for m in both) else "",
        " / ".join(f"{time(min(each.times))}–{time(each.median)}–{time(max(each.times))}" for each in both),
        line.target,
        {None: "", True: "yes", False: "**no**"}[line.holds],
    ]


def time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.2f} s"
    if milliseconds >= 0.1:
        return f"{milliseconds:.3g} ms"
    return f"{milliseconds * 1000:.3g} µs"


def ratio(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}×" if value >= 0.5 else f"1/{1 / value:.1f}"


def machine_readable(lines: list[Line]) -> str:
    def figures(value: Measurement | float | None) -> object:
        if not isinstance(value, Measurement):
            return value
        return {
            "minimum": min(value.times),
            "median": value.median,
            "maximum": max(value.times),
            "peakKiB": value.peak,
        }

    return json.dumps(
        [
            {
                "task": line.task,
                "unit": line.unit,
                "ours": figures(line.ours),
                "peer": line.peer or None,
                "theirs": figures(line.theirs),
                "ratio": line.ratio,
                "target": line.target or None,
                "holds": line.holds,
            }
            for line in lines
        ],
        indent=2,
        ensure_ascii=False,
    )
