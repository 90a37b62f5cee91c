"""Starting: `runner validate` of a job with 20 fields."""

from measuring import Candidate
from setting import BENCHMARKS, Setting
from table import Line


def lines(setting: Setting) -> list[Line]:
    job = BENCHMARKS / "job.yaml"
    ours, pydantic, empty = setting.meter.interleaved(
        [
            Candidate([setting.runner, "validate", job]),
            setting.peer("validate.py", "validate", job, reports=False),
            Candidate([setting.programs / "empty"]),
        ],
        setting.rounds(20),
    )
    task = "`runner validate`, 20 fields"
    return [
        Line(
            task,
            ours,
            peer="Typer, Pydantic, PyYAML",
            theirs=pydantic,
            target="≤ 1/25",
            holds=ours.median * 25 <= pydantic.median,
        ),
        Line(
            task,
            ours,
            peer="an empty Swift program",
            theirs=empty,
            target="≤ 3×",
            holds=ours.median <= 3 * empty.median,
        ),
    ]
