"""Example Dagster code location: something for the runner to run against (dagster 1.13.27).

Failures are switched by files in DAGSTER_HOME, so that a test can mend them between two runs:
`<asset>_ok` mends every partition, `<asset>_ok_<partition>` mends one.
"""
import inspect
import os
import time
from enum import Enum
from pathlib import Path
from typing import Optional

import dagster as dg

HOME = Path(os.environ["DAGSTER_HOME"])

daily = dg.DailyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")
weekly = dg.WeeklyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")
monthly = dg.MonthlyPartitionsDefinition(start_date="2024-01-01", end_date="2025-01-01")
hourly = dg.HourlyPartitionsDefinition(start_date="2024-01-01-00:00", end_date="2024-02-01-00:00")
regions = dg.StaticPartitionsDefinition(["eu", "us", "apac"])
channels = dg.StaticPartitionsDefinition(["shop", "web"])
multi = dg.MultiPartitionsDefinition({"date": daily, "region": regions})
stock = dg.MultiPartitionsDefinition({"channel": channels, "region": regions})
customers_def = dg.DynamicPartitionsDefinition(name="customers")
long = dg.HourlyPartitionsDefinition(start_date="2020-01-01-00:00", end_date="2022-06-01-00:00")
big = dg.StaticPartitionsDefinition([f"k{i:06d}" for i in range(100_000)])


def mended(name: str, key: str) -> bool:
    return (HOME / f"{name}_ok").exists() or (HOME / f"{name}_ok_{key}").exists()


def work(context: dg.OpExecutionContext | dg.AssetExecutionContext, seconds: int) -> None:
    for i in range(seconds):
        time.sleep(1)
        context.log.info(f"tick {i}")


@dg.asset(partitions_def=daily, group_name="sales")
def orders(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"orders {context.partition_key}")
    context.add_output_metadata({"rows": 42})


@dg.asset(partitions_def=daily, deps=[orders], group_name="sales")
def orders_clean(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"orders_clean {context.partition_key}")


@dg.asset(
    partitions_def=daily,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="sales",
)
def orders_single_run(context: dg.AssetExecutionContext) -> None:
    r = context.partition_key_range
    context.log.info(f"single run {r.start}..{r.end}")


@dg.asset(
    partitions_def=daily,
    backfill_policy=dg.BackfillPolicy.multi_run(max_partitions_per_run=5),
    group_name="sales",
)
def orders_batched(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"batch of {len(context.partition_keys)}")


@dg.asset(
    partitions_def=daily,
    deps=[orders],
    automation_condition=dg.AutomationCondition.eager(),
    group_name="sales",
)
def orders_summary(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"orders_summary {context.partition_key}")


@dg.asset(deps=[orders], group_name="sales")
def orders_total() -> None:
    """Unpartitioned, downstream of a partitioned asset."""


@dg.asset(partitions_def=weekly, group_name="reports")
def weekly_report(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"week {context.partition_key}")


@dg.asset(partitions_def=monthly, group_name="reports")
def monthly_invoice(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"month {context.partition_key}")


@dg.asset(partitions_def=regions, group_name="sales")
def region_stats(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"region {context.partition_key}")


@dg.asset(partitions_def=multi, group_name="sales")
def orders_by_region(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"multi {context.partition_key}")


@dg.asset(partitions_def=stock, group_name="sales")
def store_stock(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"stock {context.partition_key}")


@dg.asset(partitions_def=hourly, group_name="events")
def clicks(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"clicks {context.partition_key}")


@dg.asset(partitions_def=customers_def, group_name="crm")
def customer_profile(context: dg.AssetExecutionContext) -> None:
    context.log.info(f"customer {context.partition_key}")


@dg.asset(partitions_def=dg.DynamicPartitionsDefinition(name="visitors"), group_name="crm")
def visitor_log(context: dg.AssetExecutionContext) -> None:
    """Its partitions come and go with the tests."""


@dg.asset(group_name="sales")
def dim_products() -> None:
    """Unpartitioned."""


@dg.asset(partitions_def=daily, group_name="bad")
def flaky(context: dg.AssetExecutionContext) -> None:
    """Fails on days that end in 3, until mended."""
    key = context.partition_key
    if key.endswith("3") and not mended("flaky", key):
        raise dg.Failure(f"no data for {key}")


@dg.asset(partitions_def=regions, group_name="bad")
def region_flaky(context: dg.AssetExecutionContext) -> None:
    """Fails for us, until mended."""
    key = context.partition_key
    if key == "us" and not mended("region_flaky", key):
        raise dg.Failure(f"no data for {key}")


@dg.asset(group_name="bad")
def broken_dim() -> None:
    """Unpartitioned; always fails."""
    raise dg.Failure("the vendor's table is gone")


class SlowCfg(dg.Config):
    seconds: int = int(os.getenv("SLOW_S", "60"))


@dg.asset(partitions_def=daily, group_name="bad")
def slow(context: dg.AssetExecutionContext, config: SlowCfg) -> None:
    work(context, config.seconds)


@dg.asset(partitions_def=daily, group_name="scale")
def stamped(context: dg.AssetExecutionContext) -> None:
    """Adds `start end partition backfill run` to stamps.log: how many ran at once can be read there."""
    start = time.time()
    time.sleep(2)
    backfill = context.run.tags.get("dagster/backfill", "-")
    line = f"{start:.3f} {time.time():.3f} {context.partition_key} {backfill} {context.run.run_id}\n"
    with open(HOME / "stamps.log", "a") as log:
        log.write(line)


class AssetCfg(dg.Config):
    full_refresh: bool = False
    batch_size: int = 500


@dg.asset(partitions_def=daily, group_name="sales")
def orders_cfg(context: dg.AssetExecutionContext, config: AssetCfg) -> None:
    context.log.info(f"full_refresh={config.full_refresh} batch_size={config.batch_size}")


@dg.asset(partitions_def=big, group_name="scale")
def big_static(context: dg.AssetExecutionContext) -> None:
    ...


@dg.asset(partitions_def=big, group_name="scale", backfill_policy=dg.BackfillPolicy.single_run())
def big_single(context: dg.AssetExecutionContext) -> None:
    ...


@dg.asset(partitions_def=long, group_name="scale", backfill_policy=dg.BackfillPolicy.single_run())
def meter_readings(context: dg.AssetExecutionContext) -> None:
    """Thousands of hours in one run."""


# ---- assets for plans: every kind of partitions under every policy, touched by no other test -----
letters = dg.StaticPartitionsDefinition(["a", "b", "c", "d", "e", "f"])
one_run = dg.BackfillPolicy.single_run()
two_at_most = dg.BackfillPolicy.multi_run(max_partitions_per_run=2)
the_day_before = dg.TimeWindowPartitionMapping(start_offset=-1, end_offset=-1)


def planned(name: str, partitions: Optional[dg.PartitionsDefinition] = None, **options) -> dg.AssetsDefinition:
    @dg.asset(name=name, partitions_def=partitions, group_name="plans", **options)
    def compute() -> None: ...

    return compute


@dg.asset(partitions_def=daily, group_name="plans")
def plan_flaky(context: dg.AssetExecutionContext) -> None:
    """Fails on days that end in 3, until mended."""
    key = context.partition_key
    if key.endswith("3") and not mended("plan_flaky", key):
        raise dg.Failure(f"no data for {key}")


@dg.asset(partitions_def=daily, group_name="plans", output_required=False)
def plan_optional(context: dg.AssetExecutionContext):
    """Has nothing for days that end in 3."""
    if not context.partition_key.endswith("3"):
        yield dg.Output(None)


@dg.asset(group_name="plans", output_required=False)
def plan_never(context: dg.AssetExecutionContext):
    """Unpartitioned; its run succeeds and leaves it out."""
    yield from ()


@dg.asset(partitions_def=daily, group_name="plans")
def plan_busy(context: dg.AssetExecutionContext, config: SlowCfg) -> None:
    """One test's alone: no other backfill of it is under way."""
    work(context, config.seconds)


plan_assets = [
    plan_busy,
    plan_flaky,
    plan_optional,
    plan_never,
    planned("plan_daily", daily),
    planned("plan_daily_child", daily, deps=["plan_daily"]),
    planned("plan_daily_summary", daily, deps=["plan_daily"], automation_condition=dg.AutomationCondition.eager()),
    planned(
        "plan_daily_digest",
        daily,
        deps=["plan_daily_summary"],
        automation_condition=dg.AutomationCondition.eager(),
    ),
    planned("plan_single", daily, backfill_policy=one_run),
    planned("plan_single_child", daily, backfill_policy=one_run, deps=["plan_single"]),
    planned("plan_single_after_daily", daily, backfill_policy=one_run, deps=["plan_daily"]),
    planned("plan_batched", daily, backfill_policy=two_at_most),
    # Nothing is ever launched of it: what a plan of it says stays the same.
    planned("plan_printed", daily, backfill_policy=two_at_most),
    planned(
        "plan_chain",
        daily,
        backfill_policy=two_at_most,
        deps=[dg.AssetDep("plan_chain", partition_mapping=the_day_before)],
    ),
    planned("plan_weekly", weekly, deps=["plan_parent"]),
    planned("plan_monthly", monthly),
    planned("plan_hourly", hourly, backfill_policy=one_run),
    planned("plan_static", letters),
    planned("plan_static_single", letters, backfill_policy=one_run),
    planned("plan_static_batched", letters, backfill_policy=two_at_most),
    planned("plan_dynamic", customers_def),
    planned("plan_dynamic_single", customers_def, backfill_policy=one_run),
    planned("plan_multi", multi),
    planned("plan_multi_single", multi, backfill_policy=one_run),
    planned("plan_multi_batched", multi, backfill_policy=two_at_most),
    planned("plan_stock_single", stock, backfill_policy=one_run),
    planned("plan_whole"),
    planned("plan_whole_child", deps=["plan_whole_parent"]),
    planned("plan_whole_parent"),
    planned("plan_parent", daily),
    planned("plan_child", daily, deps=["plan_parent"]),
    # Of one test alone: nothing else is under way of these.
    planned("plan_met_parent", daily),
    planned("plan_met_child", daily, deps=["plan_met_parent"]),
    planned("plan_offset", daily, deps=[dg.AssetDep("plan_parent", partition_mapping=the_day_before)]),
    planned("plan_alone", daily),
    planned("plan_made"),
    planned("plan_unmade"),
    planned("plan_of_unmade", deps=["plan_unmade"]),
    planned("plan_stale", daily),
    planned("plan_filled", daily),
    planned("plan_filled_clean", daily, deps=["plan_filled"]),
]


# ---- what commands change that start no run: each asset is one test's alone ------
guests_def = dg.DynamicPartitionsDefinition(name="guests")
change_assets = [
    planned("change_guests", guests_def),
    planned("change_guest_visits", guests_def),
    planned("change_whole"),
    planned("change_days", daily),
    planned("change_days_summary", daily, deps=["change_days"], automation_condition=dg.AutomationCondition.eager()),
    planned("change_wiped", daily),
    planned("change_wiped_whole"),
    planned("change_never_made"),
    # Made outside of Dagster.
    dg.AssetSpec("change_landing"),
]


# ---- job with typed run config -------------------------------------------------
class Mode(Enum):
    FULL = "full"
    DELTA = "delta"


class Target(dg.Config):
    table: str
    schema_name: str = "public"


class PurgeConfig(dg.Config):
    target: Target
    older_than_days: int
    dry_run: bool = True
    ratio: float = 0.5
    mode: Mode = Mode.DELTA
    tables: list[str] = []
    note: Optional[str] = None
    limits: dict[str, int] = {}


@dg.op
def purge(context: dg.OpExecutionContext, config: PurgeConfig) -> int:
    context.log.info(f"purging {config.target.table} {config.mode}")
    return 1


@dg.op
def report(context: dg.OpExecutionContext, n: int) -> None:
    context.log.info(f"purged {n}")


@dg.job(tags={"team": "data"}, description="One-off purge with typed config")
def purge_job():
    report(purge())


# ---- rehearsed job --------------------------------------------------------------
class SweepConfig(dg.Config):
    # A PostgreSQL URL, or the path of an SQLite file: a table `rows` with a column `age`, which is made if it isn't there.
    database: str
    older_than: int
    dry_run: bool = True
    # How many it says that it deleted beyond what it did, where it isn't a rehearsal.
    overstated: int = 0
    # How long it takes.
    seconds: float = 0.0
    reports: bool = True


def connect(database: str):
    if database.startswith("postgresql:"):
        import psycopg2

        return psycopg2.connect(database), "%s"
    import sqlite3

    return sqlite3.connect(database), "?"


@dg.op
def sweep(context: dg.OpExecutionContext, config: SweepConfig) -> int:
    time.sleep(config.seconds)
    connection, mark = connect(config.database)
    try:
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE IF NOT EXISTS rows (age integer)")
        if config.dry_run:
            cursor.execute(f"SELECT count(*) FROM rows WHERE age > {mark}", (config.older_than,))
            (deleted,) = cursor.fetchone()
        else:
            cursor.execute(f"DELETE FROM rows WHERE age > {mark}", (config.older_than,))
            deleted = cursor.rowcount + config.overstated
        connection.commit()
    finally:
        connection.close()
    if config.reports:
        context.add_output_metadata({"rows_deleted": deleted})
    return deleted


@dg.job(description="Deletes rows by SQL, or says how many it would")
def sweep_job():
    sweep()


# ---- partitioned op job ---------------------------------------------------------
class ExportConfig(dg.Config):
    day: str
    fmt: str = "parquet"


@dg.op
def export(context: dg.OpExecutionContext, config: ExportConfig) -> None:
    context.log.info(f"export {config.day} {config.fmt} pk={context.partition_key}")


# NB: @daily_partitioned_config has no end_date in 1.13; PartitionedConfig does the job
export_config = dg.PartitionedConfig(
    partitions_def=dg.DailyPartitionsDefinition(start_date="2024-01-01", end_date="2024-03-01"),
    run_config_for_partition_key_fn=lambda k: {"ops": {"export": {"config": {"day": k}}}},
)


@dg.job(config=export_config)
def export_job():
    export()


# A text that Dagster's dumper leaves unquoted, and that other readers of YAML take for a boolean.
unquoted_config = dg.PartitionedConfig(
    partitions_def=regions,
    run_config_for_partition_key_fn=lambda k: {"ops": {"export": {"config": {"day": k, "fmt": "y"}}}},
)


@dg.job(config=unquoted_config)
def unquoted_job():
    export()


# ---- asset jobs -----------------------------------------------------------------
orders_job = dg.define_asset_job("orders_job", selection=["orders", "orders_clean"])
plan_job = dg.define_asset_job("plan_job", selection=["plan_daily", "plan_daily_child"])
flaky_job = dg.define_asset_job("flaky_job", selection=["flaky"])


@dg.op(pool="warehouse")
def noop():
    ...


@dg.job
def noop_job():
    noop()


class SleepConfig(dg.Config):
    seconds: int = int(os.getenv("SLEEP_S", "120"))


@dg.op
def sleep_op(context: dg.OpExecutionContext, config: SleepConfig) -> None:
    work(context, config.seconds)


@dg.job
def sleep_job():
    sleep_op()


@dg.op
def fail() -> None:
    raise dg.Failure("this job always fails")


@dg.job
def failing_job():
    fail()


# ---- a job and an asset whose first attempt fails, and that Dagster retries by itself ---------
def fail_unless_retried(context) -> None:
    if context.run.parent_run_id is None:
        raise Exception("the pod was evicted (first attempt)")


@dg.op
def unlucky(context: dg.OpExecutionContext) -> None:
    fail_unless_retried(context)


@dg.job(tags={"dagster/max_retries": "1"})
def retried_job():
    unlucky()


# ---- what fails until a job of ours runs it again -------------------------------
def fail_unless_reexecuted(context) -> None:
    if "production-jobs/reexecutes" not in context.run.tags:
        raise dg.Failure("the vendor's file is not there yet")


@dg.asset(partitions_def=daily, group_name="again", code_version="2")
def again(context: dg.AssetExecutionContext, config: AssetCfg) -> None:
    """Fails at first on days that end in 3."""
    context.log.info(f"batch_size={config.batch_size}")
    if context.partition_key.endswith("3"):
        fail_unless_reexecuted(context)


@dg.asset(partitions_def=daily, deps=[again], group_name="again", code_version="1")
def again_clean(context: dg.AssetExecutionContext) -> None:
    """Fails at first on days that end in 5."""
    if context.partition_key.endswith("5"):
        fail_unless_reexecuted(context)


@dg.asset(group_name="again")
def again_total(context: dg.AssetExecutionContext) -> None:
    """Unpartitioned; fails at first."""
    fail_unless_reexecuted(context)


class StageConfig(dg.Config):
    rows: int = 1


@dg.op
def stage(config: StageConfig) -> int:
    return config.rows


@dg.op
def publish(context: dg.OpExecutionContext, rows: int) -> None:
    context.log.info(f"rows={rows}")
    fail_unless_reexecuted(context)


@dg.job(description="Its second op fails at first")
def publish_job():
    publish(stage())


# What a canary is for: one check that its own code makes and that days ending in 9 fail, and one that can be run by itself.
@dg.asset(
    partitions_def=daily,
    group_name="tried",
    check_specs=[dg.AssetCheckSpec("tried_days_sane", asset="tried_days")],
)
def tried_days(context: dg.AssetExecutionContext):
    sane = dg.AssetCheckResult(passed=not context.partition_key.endswith("9"), check_name="tried_days_sane")
    yield dg.MaterializeResult(check_results=[sane])


@dg.asset_check(asset=tried_days)
def tried_days_rows():
    return dg.AssetCheckResult(passed=True, metadata={"rows": 120, "share": 0.5, "note": "whole"})


@dg.op
def ignore_signals() -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            time.sleep(1)
        except BaseException:  # what Dagster raises in a run that it tells to stop
            pass


@dg.job(description="Goes on for a minute, whoever tells it to stop")
def stubborn_job():
    ignore_signals()


@dg.asset(group_name="tried")
def inspected() -> None: ...


@dg.asset_check(asset=inspected)
def inspected_slowly():
    time.sleep(20)
    return dg.AssetCheckResult(passed=True)


# In a home of ci/dagster/start --retries alone.
@dg.asset(partitions_def=daily)
def retried(context: dg.AssetExecutionContext) -> None:
    fail_unless_retried(context)


# ---- job with a secret in its run config, in the older spelling ------------------
# Older Dagsters have no mark for it.
secret = {"is_secret": True} if "is_secret" in inspect.signature(dg.Field.__init__).parameters else {}


@dg.op(config_schema={"channel": dg.StringSource, "token": dg.Field(dg.StringSource, **secret)})
def notify(context: dg.OpExecutionContext) -> None:
    context.log.info(f"notified {context.op_config['channel']}")


@dg.job
def notify_job():
    notify()


nightly = dg.ScheduleDefinition(name="nightly", job=noop_job, cron_schedule="0 3 * * *")


# ---- what jobs pause: each is one test's alone ----------------------------------
def paused_schedule(name: str, cron: str) -> dg.ScheduleDefinition:
    @dg.schedule(
        name=name, job=noop_job, cron_schedule=cron, default_status=dg.DefaultScheduleStatus.RUNNING
    )
    def tick(_context):
        return dg.SkipReason("nothing")

    return tick


def paused_sensor(name: str, status=dg.DefaultSensorStatus.RUNNING) -> dg.SensorDefinition:
    @dg.sensor(name=name, job=noop_job, minimum_interval_seconds=3600, default_status=status)
    def look(_context):
        return dg.SkipReason("nothing")

    return look


paused = [
    "pause_whole",
    "pause_fails",
    "pause_canceled",
    "pause_shared",
    "pause_killed",
    "pause_drained",
    "pause_left",
    "pause_read_only",
    "pause_stale",
    "pause_unsure",
]
# ci/faults plays as many rounds at once at most.
paused_in_rounds = [f"fault_pause_{number}" for number in range(32)]


@dg.sensor(job=noop_job, minimum_interval_seconds=3600)
def poke(_context):
    return dg.SkipReason("nothing")


defs = dg.Definitions(
    assets=[
        orders,
        orders_clean,
        orders_single_run,
        orders_batched,
        orders_summary,
        orders_total,
        weekly_report,
        monthly_invoice,
        region_stats,
        orders_by_region,
        store_stock,
        clicks,
        customer_profile,
        visitor_log,
        dim_products,
        flaky,
        region_flaky,
        broken_dim,
        slow,
        retried,
        tried_days,
        inspected,
        stamped,
        again,
        again_clean,
        again_total,
        orders_cfg,
        big_static,
        big_single,
        meter_readings,
        *plan_assets,
        *change_assets,
        # Somebody else's: Dagster can't make it.
        dg.AssetSpec("vendor_feed", group_name="sales"),
    ],
    asset_checks=[tried_days_rows, inspected_slowly],
    jobs=[
        purge_job,
        sweep_job,
        export_job,
        unquoted_job,
        orders_job,
        flaky_job,
        plan_job,
        noop_job,
        sleep_job,
        failing_job,
        retried_job,
        publish_job,
        stubborn_job,
        notify_job,
    ],
    schedules=[
        nightly,
        *(paused_schedule(name, "0 3 * * *") for name in paused),
        # So that the daemon has something to do with them.
        *(paused_schedule(name, "* * * * *") for name in paused_in_rounds),
    ],
    sensors=[
        poke,
        *(paused_sensor(f"{name}_sensor") for name in paused + paused_in_rounds[::2]),
        # Off, and to stay off.
        *(paused_sensor(f"{name}_sensor", dg.DefaultSensorStatus.STOPPED) for name in paused_in_rounds[1::2]),
    ],
    # One process a run rather than one more a step.
    executor=dg.in_process_executor,
)
