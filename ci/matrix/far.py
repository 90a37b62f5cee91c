"""A location with a key that `near` has too, an asset downstream of its, and one whose op needs configuration."""
import dagster as dg
from making import daily, make


class Needs(dg.Config):
    table: str


@dg.asset(key_prefix="raw")
def payments(context: dg.AssetExecutionContext, config: Needs) -> None:
    context.log.info(config.table)


defs = dg.Definitions(
    assets=[make("far_daily", daily, deps=["near_daily"]), make("twice_daily", daily), payments]
)
