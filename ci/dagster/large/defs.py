"""A large code location, the same each time: 2,000 assets in 40 groups and 200 jobs, made by loops.

For measuring how long reading its definitions takes, and what is made of them.
"""
from enum import Enum
from typing import Optional

import dagster as dg

ASSETS = 2000
JOBS = 200
GROUPS = 40

regions = dg.StaticPartitionsDefinition(["eu", "us", "apac"])
shops = dg.StaticPartitionsDefinition([f"shop-{i:04d}" for i in range(1500)])
daily = dg.DailyPartitionsDefinition("2022-01-01")
partitionings = [
    None,
    daily,
    dg.DailyPartitionsDefinition("2023-01-01", end_date="2025-01-01"),
    None,
    dg.HourlyPartitionsDefinition("2025-01-01-00:00", end_date="2026-01-01-00:00"),
    dg.WeeklyPartitionsDefinition("2022-01-02"),
    dg.MonthlyPartitionsDefinition("2020-01-01", timezone="Europe/Berlin"),
    regions,
    dg.DynamicPartitionsDefinition(name="customers"),
    dg.MultiPartitionsDefinition({"day": daily, "region": regions}),
    shops,
]
policies = [None, dg.BackfillPolicy.single_run(), dg.BackfillPolicy.multi_run(20), None]


class Mode(Enum):
    FULL = "full"
    DELTA = "delta"


class Target(dg.Config):
    table: str
    schema_name: str = "public"


class Limits(dg.Config):
    rows: int = 1000
    by_region: dict[str, int] = {}


class Settings(dg.Config):
    target: Target
    limits: Limits = Limits()
    mode: Mode = Mode.DELTA
    tables: list[str] = []
    note: Optional[str] = None
    ratio: float = 0.5


class Paging(dg.Config):
    pages: int
    size: int = 100


def asset(index: int) -> dg.AssetsDefinition:
    partitions = partitionings[index % len(partitionings)]
    group = f"group_{index % GROUPS:02d}"
    # Of the same group and of the same partitions, so that jobs can be made of whole groups' parts.
    before = index - GROUPS * len(partitionings)
    options = {
        "name": f"table_{index:04d}",
        "group_name": group,
        "partitions_def": partitions,
        "backfill_policy": policies[index % len(policies)] if partitions else None,
        "description": f"Table {index} of {group}.\n\n" + f"What it is for takes {index % 7 + 1} sentences. " * (index % 7 + 1),
        "deps": [f"table_{before:04d}"] if before >= 0 else [],
    }
    if index % 4 == 0:

        @dg.asset(**options)
        def compute(config: Settings) -> None: ...

    elif index % 10 == 1:

        @dg.asset(**options)
        def compute(config: Paging) -> None: ...

    else:

        @dg.asset(**options)
        def compute() -> None: ...

    return compute


def check(index: int) -> dg.AssetChecksDefinition:
    @dg.asset_check(asset=f"table_{index:04d}", name=f"rows_{index:04d}")
    def compute():
        return dg.AssetCheckResult(passed=True)

    return compute


def op_job(index: int) -> dg.JobDefinition:
    @dg.op(name=f"read_{index:03d}")
    def read(config: Settings) -> int:
        return 1

    @dg.op(name=f"write_{index:03d}")
    def write(config: Paging, rows: int) -> None: ...

    @dg.op(name=f"report_{index:03d}")
    def report() -> None: ...

    @dg.job(
        name=f"job_{index:03d}",
        description=f"Reads and writes {index}.",
        partitions_def=daily if index % 5 == 0 else None,
    )
    def job():
        write(read())
        report()

    return job


def asset_job(index: int):
    first = index % ASSETS
    step = len(partitionings) * GROUPS
    names = [f"table_{i:04d}" for i in range(first, ASSETS, step)]
    return dg.define_asset_job(f"job_{index:03d}", selection=names)


defs = dg.Definitions(
    assets=[asset(i) for i in range(ASSETS)],
    asset_checks=[check(i) for i in range(0, ASSETS, 5)],
    jobs=[op_job(i) if i % 4 else asset_job(i) for i in range(JOBS)],
    schedules=[
        dg.ScheduleDefinition(name=f"nightly_{i:02d}", job_name=f"job_{i * 10:03d}", cron_schedule=f"{i} 3 * * *")
        for i in range(20)
    ],
    executor=dg.in_process_executor,
)
