"""Beside the sandbox's own location: run retries and checks, and assets that the location `far` has or builds on."""
import chains
import dagster as dg
from making import daily, make

defs = dg.Definitions.merge(
    chains.defs, dg.Definitions(assets=[make("near_daily", daily), make("twice_daily", daily)])
)
