"""Retries and checks: what one run leaves open and another one settles. Each test has names of its own, since what
was begun once is never the first time again."""
import time
from pathlib import Path

import dagster as dg

from making import HOME, daily, times_begun

RETRIES = {"dagster/max_retries": "2"}


def once(name: str) -> None:
    """Fails the first time."""
    if times_begun(name) == 0:
        raise Exception(f"{name}: the pod was evicted (first attempt)")


def failed_check(severity: dg.AssetCheckSeverity) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=False, severity=severity, description="only 3 rows")


# A blocking check that fails: the asset is materialized, its run fails.
@dg.asset(partitions_def=daily)
def blocked(context: dg.AssetExecutionContext) -> None: ...


@dg.asset_check(asset=blocked, blocking=True)
def blocked_ok():
    return failed_check(dg.AssetCheckSeverity.ERROR)


# A check that only warns, and one that is an error and blocks nothing: their runs succeed.
@dg.asset(partitions_def=daily)
def warned(context: dg.AssetExecutionContext) -> None: ...


@dg.asset_check(asset=warned)
def warned_rows():
    return failed_check(dg.AssetCheckSeverity.WARN)


@dg.asset
def doubted() -> None: ...


@dg.asset_check(asset=doubted)
def doubted_rows():
    return failed_check(dg.AssetCheckSeverity.ERROR)


# A blocking check that fails the first time: the retry settles it.
@dg.asset
def settled() -> None: ...


@dg.asset_check(asset=settled, blocking=True)
def settled_ok():
    return dg.AssetCheckResult(passed=times_begun("settled") > 0, description="not all there yet")


# A check that passes, and one that the asset's own code makes.
@dg.asset(check_specs=[dg.AssetCheckSpec("sound_schema", asset="sound")])
def sound():
    yield dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True, check_name="sound_schema")])


@dg.asset_check(asset=sound)
def sound_rows():
    return dg.AssetCheckResult(passed=True)


# Of two checks of one function one comes to nothing.
@dg.asset
def vague() -> None: ...


@dg.multi_asset_check(
    specs=[dg.AssetCheckSpec(name, asset="vague") for name in ["vague_rows", "vague_schema"]], can_subset=True
)
def vague_checks(context: dg.AssetCheckExecutionContext):
    yield dg.AssetCheckResult(passed=True, check_name="vague_rows", asset_key="vague")


# A check that fails the first time and blocks nothing: its run succeeds, and who runs it again settles it.
@dg.asset(partitions_def=daily)
def rerun_days(context: dg.AssetExecutionContext) -> None: ...


@dg.asset_check(asset=rerun_days)
def rerun_ok(context: dg.AssetCheckExecutionContext):
    return dg.AssetCheckResult(passed=times_begun(f"rerun_{context.run.tags['dagster/partition']}") > 0)


@dg.asset(check_specs=[dg.AssetCheckSpec("seen_schema", asset="seen")])
def seen():
    yield dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True, check_name="seen_schema")])


# Retries: the first attempt of each fails, Dagster starts the second by itself.
class Attempts(dg.Config):
    name: str = "job"
    # How many attempts fail before one succeeds.
    failing: int = 1
    # How long a successful attempt takes.
    seconds: float = 0


@dg.op
def unlucky(config: Attempts) -> None:
    count = times_begun(config.name)
    if count < config.failing:
        raise Exception(f"{config.name}: the pod was evicted (attempt {count + 1})")
    time.sleep(config.seconds)


@dg.job(tags=RETRIES)
def retry_job():
    unlucky()


@dg.job(tags={"dagster/max_retries": "0"})
def no_retry_job():
    unlucky()


# A step's own retries are of the step: there is one run.
@dg.op(retry_policy=dg.RetryPolicy(max_retries=2))
def unlucky_step() -> None:
    once("step")


@dg.job
def retried_step_job():
    unlucky_step()


@dg.asset(partitions_def=daily)
def retry_days(context: dg.AssetExecutionContext) -> None:
    once(context.partition_key)


# Days that fail as long as nobody repairs them, with one retry each.
@dg.asset(partitions_def=daily)
def broken_days(context: dg.AssetExecutionContext) -> None:
    count = times_begun(f"broken_{context.partition_key}")
    if not (Path(HOME) / f"repaired_{context.partition_key}").exists():
        raise Exception(f"no data for {context.partition_key} (attempt {count + 1})")


@dg.asset
def retry_dim() -> None:
    once("dim")


defs = dg.Definitions(
    assets=[blocked, warned, doubted, settled, sound, seen, vague, rerun_days, retry_days, broken_days, retry_dim],
    asset_checks=[blocked_ok, warned_rows, doubted_rows, settled_ok, sound_rows, vague_checks, rerun_ok],
    jobs=[retry_job, no_retry_job, retried_step_job],
)
