"""Writing: documents' text, what `emit` makes of jobs, and what it writes and compares."""

import shutil

from measuring import Candidate
from setting import Setting
from table import Line

COUNT = 10_000


def lines(setting: Setting) -> list[Line]:
    return in_memory(setting) + per_document(setting) + on_disk(setting)


def in_memory(setting: Setting) -> list[Line]:
    lines = []
    for verb, task in (("encode", "the text of 10,000 documents"), ("generate", "the 30,000 files of 10,000 jobs")):
        ours, floor = setting.meter.interleaved(
            [
                setting.measured(verb, COUNT, "--rounds", 3),
                setting.measured(f"{verb}-events", COUNT, "--rounds", 3),
            ],
            setting.rounds(4),
        )
        holds = ours.median < 1000 and ours.median <= 2 * floor.median
        lines.append(
            Line(task, ours, peer="libyaml's bare emission", theirs=floor, target="< 1 s, ≤ 2×", holds=holds)
        )
    return lines


def per_document(setting: Setting) -> list[Line]:
    # So many of each that one takes a second or two.
    tools = {"pyyaml": 2_000, "jrsonnet": 1_000, "jsonnet": 4, "cdk8s": 20}
    names = {"pyyaml": "PyYAML in C", "jrsonnet": "jrsonnet", "jsonnet": "jsonnet", "cdk8s": "cdk8s"}
    if not shutil.which("node"):
        del tools["cdk8s"]
    ours, *peers = setting.meter.interleaved(
        [Candidate([setting.measure, "encode", str(COUNT), "--rounds", "2"], reports=True, per=COUNT)]
        + [setting.peer("emitting.py", tool, count, 1, per=count) for tool, count in tools.items()],
        setting.rounds(4),
    )
    return [
        Line("the text of one document", ours, peer=names[tool], theirs=theirs) for tool, theirs in zip(tools, peers)
    ]


def on_disk(setting: Setting) -> list[Line]:
    folder = setting.work / "generated"

    def emit(*options: str) -> Candidate:
        return Candidate([setting.measure, "emit", str(COUNT), folder, *options])

    # What is written first is new; then there is nothing to write.
    (writing,) = setting.meter.interleaved([emit()], 1)
    again, check = setting.meter.interleaved([emit(), emit("--check")], setting.rounds(4))
    return [
        Line("`emit` of 10,000 new jobs to disk", writing),
        Line("`emit` of 10,000 jobs, none changed", again, target="< 1 s", holds=again.median < 1000),
        Line("`emit --check` of 10,000 jobs", check, target="< 1 s", holds=check.median < 1000),
    ]
