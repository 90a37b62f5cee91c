"""A second code location: the same asset key again, and assets that go with those of the first."""
import dagster as dg

daily = dg.DailyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")


@dg.asset
def orders() -> None: ...


@dg.asset(partitions_def=daily, deps=["near_daily"])
def far_daily() -> None: ...


defs = dg.Definitions(assets=[orders, far_daily])
