"""Assets and jobs of shapes that a first glance does not expect."""
import dagster as dg

from making import daily


# A multi-asset that can't be split: both or none.
@dg.multi_asset(specs=[dg.AssetSpec("pair_a"), dg.AssetSpec("pair_b")])
def pair():
    yield dg.MaterializeResult(asset_key="pair_a")
    yield dg.MaterializeResult(asset_key="pair_b")


# A partitioned job whose op needs configuration.
class Needs(dg.Config):
    table: str


@dg.op
def export_day(context: dg.OpExecutionContext, config: Needs) -> None:
    context.log.info(f"{context.partition_key} {config.table}")


@dg.job(partitions_def=daily)
def export_days_job():
    export_day()


@dg.asset
def orders() -> None:
    """The same key is in the other location too."""


defs = dg.Definitions(assets=[pair, orders], jobs=[export_days_job])
