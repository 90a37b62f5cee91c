"""The code location of a history: the assets of history.json, which do nothing."""

import json
from pathlib import Path

import dagster as dg

# Python knows this file by its path in the sandbox's home.
HISTORY = json.loads((Path(__file__).parent / "history.json").read_text())


def policy(most: int | None) -> dg.BackfillPolicy | None:
    if most is None:
        return None
    return dg.BackfillPolicy.multi_run(most) if most else dg.BackfillPolicy.single_run()


def make(asset: dict) -> dg.AssetsDefinition:
    @dg.asset(
        key=[asset["group"], asset["table"]],
        group_name=asset["group"],
        partitions_def=dg.DailyPartitionsDefinition(asset["start"], end_date=HISTORY["end"]),
        backfill_policy=policy(asset["policy"]),
        deps=[dg.AssetKey(parent.split("/")) for parent in asset["parents"]],
    )
    def compute() -> None: ...

    return compute


defs = dg.Definitions(assets=[make(asset) for asset in HISTORY["assets"]], executor=dg.in_process_executor)
