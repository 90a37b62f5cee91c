"""Names that need care, and what belongs to assets beside partitions and configuration."""
import dagster as dg

from making import make


def named(*path: str, op: str, **options) -> dg.AssetsDefinition:
    """An asset whose key no op could have for its name."""

    @dg.op(name=op)
    def compute() -> None: ...

    return dg.AssetsDefinition.from_op(compute, keys_by_output_name={"result": dg.AssetKey(list(path))}, **options)


awkward = [
    named("data/orders", op="with_slash"),
    named("data", "orders", op="in_two_parts"),
    named("share", "a\\b", "c/d", op="with_backslash"),
    named("my tables", "orders 2024", op="with_blanks"),
    named("caf\u00e9", op="composed"),
    named("cafe\u0301", op="decomposed"),
    named("\U0001f389 party", op="with_emoji"),
    named("2024", "q1", op="digits_first"),
    named("class", op="a_keyword"),
    named("self", op="another_keyword"),
    named("Sales", op="capital"),
    named("sales", op="small"),
    named("SALES", op="capitals"),
    named("a-b", op="with_dash"),
    named("a_b", op="with_underscore"),
    named("'quoted' \"twice\" `thrice` */ \\(x)", op="with_quotes"),
]

raw = make(
    "raw",
    group_name="pipeline",
    description="  What comes in.\n\nIt takes \"care\" */.  ",
)
clean = make("clean", group_name="pipeline", deps=["raw"], key_prefix=["v1"], description="x" * 600)
report = make("report", group_name="pipeline", deps=["raw", ["v1", "clean"], "elsewhere"])
days = dg.DailyPartitionsDefinition("2024-01-01", end_date="2024-02-01")
policies = [
    make("in_one_run", days, group_name="policies", backfill_policy=dg.BackfillPolicy.single_run()),
    make("in_fives", days, group_name="policies", backfill_policy=dg.BackfillPolicy.multi_run(5)),
    make("one_by_one", days, group_name="policies", backfill_policy=dg.BackfillPolicy.multi_run(1)),
    make("unsaid", days, group_name="policies"),
]


@dg.multi_asset(specs=[dg.AssetSpec("pair_a"), dg.AssetSpec("pair_b")], group_name="pipeline")
def pair():
    yield from ()


@dg.asset_check(asset=raw)
def raw_is_there():
    return dg.AssetCheckResult(passed=True)


@dg.asset_check(asset=raw, blocking=True)
def Raw_is_complete():
    return dg.AssetCheckResult(passed=True)


@dg.observable_source_asset(group_name="pipeline")
def watched():
    return dg.DataVersion("1")


@dg.op
def nothing() -> None: ...


@dg.job(description="Does nothing at all.")
def idle_job():
    nothing()


# A keyword of Swift; one of Python is no name to Dagster.
@dg.job(name="extension")
def keyword_job():
    nothing()


refresh = dg.define_asset_job("refresh", selection=["raw", "v1/clean"], description="Refreshes both.")


@dg.sensor(jobs=[idle_job, refresh])
def watch_files(context): ...


defs = dg.Definitions(
    assets=[*awkward, raw, clean, report, *policies, pair, watched, dg.AssetSpec("vendor_feed", group_name="pipeline")],
    asset_checks=[raw_is_there, Raw_is_complete],
    jobs=[idle_job, keyword_job, refresh],
    schedules=[
        dg.ScheduleDefinition(name="nightly", job=idle_job, cron_schedule="0 3 * * *", execution_timezone="Europe/Berlin"),
        dg.ScheduleDefinition(name="twice", job=refresh, cron_schedule=["0 3 * * *", "0 15 * * *"]),
        dg.ScheduleDefinition(name="of_assets", target=dg.AssetSelection.assets("raw"), cron_schedule="@weekly"),
    ],
    sensors=[watch_files],
)
