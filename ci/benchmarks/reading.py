"""Reading: many partition keys strictly into the model, and many problems."""

from measuring import Candidate
from setting import Setting
from table import Line


def lines(setting: Setting) -> list[Line]:
    return keys(setting) + problems(setting)


def keys(setting: Setting) -> list[Line]:
    file = setting.document("keys", 100_000)
    ours, floor, yams, pydantic, process = setting.meter.interleaved(
        [
            setting.measured("read", file),
            setting.measured("read-events", file),
            Candidate([setting.programs / "yams-reading", file, "1"], reports=True),
            setting.peer("reading.py", file, 1),
            Candidate([setting.runner, "validate", file]),
        ],
        setting.rounds(8),
    )
    task = "reading 100,000 keys"

    def line(peer, theirs, most: float, target: str) -> Line:
        return Line(task, ours, peer=peer, theirs=theirs, target=target, holds=ours.median <= most * theirs.median)

    return [
        line("libyaml's bare events", floor, 1.6, "≤ 1.6×"),
        line("PyYAML in C, Pydantic", pydantic, 1 / 10, "≤ 1/10"),
        line("Yams", yams, 1 / 3, "≤ 1/3"),
        Line(
            "`runner validate` of them, peak",
            process.peak / 1024,
            unit="MiB",
            target="≤ 32 MiB",
            holds=process.peak <= 32 * 1024,
        ),
    ]


def problems(setting: Setting) -> list[Line]:
    lines = []
    for count in (1_000, 10_000):
        file = setting.document("problems", count)
        (ours,) = setting.meter.interleaved(
            [Candidate([setting.runner, "validate", file], status=65)], setting.rounds(12)
        )
        target = {"target": "< 50 ms", "holds": ours.median < 50} if count == 1_000 else {}
        lines.append(Line(f"`runner validate`, {count:,} problems", ours, **target))
    return lines
