"""A location of two repositories that has names which the other location has too, for other things."""
import dagster as dg

from making import make

hours = dg.HourlyPartitionsDefinition("2024-01-01-00:00", end_date="2024-01-02-00:00")
raw = make("raw", hours, group_name="pipeline", description="Another one.")


class Wanted(dg.Config):
    count: int


@dg.op
def nothing(config: Wanted) -> None: ...


@dg.job(description="Needs a count.")
def idle_job():
    nothing()


@dg.asset_check(asset=raw)
def raw_of_twin():
    return dg.AssetCheckResult(passed=True)


@dg.repository
def first():
    return [raw, make("daily", group_name="windows"), make("reader", deps=["everything"]), raw_of_twin, idle_job]


@dg.repository
def second():
    return [make("only_second"), make("reader", deps=["only_second"]), idle_job]
