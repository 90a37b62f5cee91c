"""Retries and checks: what one run leaves open and another one settles."""
import dagster as dg

from making import daily, times_begun


def once(name: str) -> None:
    """Fails the first time."""
    if times_begun(name) == 0:
        raise Exception(f"{name}: the pod was evicted (first attempt)")


# A blocking check that fails: the asset is materialized, its run fails.
@dg.asset(partitions_def=daily)
def blocked(context: dg.AssetExecutionContext) -> None: ...


@dg.asset_check(asset=blocked, blocking=True)
def blocked_ok():
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.ERROR, description="only 3 rows")


# Retries: the first attempt of each fails, Dagster starts the second by itself.
@dg.op
def unlucky() -> None:
    once("job")


@dg.job(tags={"dagster/max_retries": "2"})
def retry_job():
    unlucky()


@dg.asset(partitions_def=daily)
def retry_days(context: dg.AssetExecutionContext) -> None:
    once(context.partition_key)


defs = dg.Definitions(assets=[blocked, retry_days], asset_checks=[blocked_ok], jobs=[retry_job])
