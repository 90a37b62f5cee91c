"""A second code location: keys that the first one has too, and assets that go with those of the first."""
import os
from pathlib import Path

import dagster as dg

daily = dg.DailyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")


@dg.asset
def orders() -> None: ...


@dg.asset(partitions_def=daily)
def twice_daily() -> None: ...


@dg.asset(partitions_def=daily, deps=["near_daily"])
def far_daily() -> None: ...


class Needs(dg.Config):
    table: str


@dg.asset(partitions_def=daily)
def far_export(context: dg.AssetExecutionContext, config: Needs) -> None:
    context.log.info(config.table)


@dg.asset
def far_total() -> None: ...


@dg.asset(partitions_def=daily)
def far_closed() -> None:
    """Fails until somebody has opened what it needs."""
    if not (Path(os.environ["DAGSTER_HOME"]) / "far_is_open").exists():
        raise Exception("the other team's bucket is closed")


defs = dg.Definitions(assets=[orders, twice_daily, far_daily, far_export, far_total, far_closed])
