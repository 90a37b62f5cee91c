"""Assets and jobs of shapes that a first glance does not expect."""
import dagster as dg

from making import daily, make

regions = dg.StaticPartitionsDefinition(["eu", "us", "apac"])
customers = dg.DynamicPartitionsDefinition(name="customers")
crossed = dg.MultiPartitionsDefinition({"day": daily, "region": regions})


def together(name, keys, **options):
    """Assets that one op makes, in one go."""
    specs = [dg.AssetSpec(key.split("/")) for key in keys]

    @dg.multi_asset(name=name, specs=specs, **options)
    def compute(context: dg.AssetExecutionContext):
        for spec in specs:
            if spec.key in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=spec.key)

    return compute


# Multi-assets: the last can be split, the others can't.
multi_assets = [
    together("pair", ["pair_a", "pair_b"]),
    together("daily_pair", ["daily_pair_a", "daily_pair_b"], partitions_def=daily),
    together("trio", ["trio/one", "trio/two", "trio/three"]),
    together("loose", ["loose_a", "loose_b"], can_subset=True),
]


# Configuration that an op needs, at the names that it has: an op, ops within graphs, a resource.
class Needs(dg.Config):
    table: str


@dg.op
def export_day(context: dg.OpExecutionContext, config: Needs) -> None:
    context.log.info(f"{context.partition_key} {config.table}")


@dg.asset(key_prefix="raw")
def payments(context: dg.AssetExecutionContext, config: Needs) -> None:
    context.log.info(config.table)


@dg.op
def fetch_pages(config: Needs):
    return config.table


@dg.op
def count_pages(pages):
    return len(pages)


@dg.graph
def counted():
    return count_pages(fetch_pages())


@dg.graph_asset
def nested_pages():
    return counted()


class Vault(dg.ConfigurableResource):
    path: str = "/"


@dg.asset
def vaulted(vault: Vault) -> None: ...


# Partitioned jobs: by time, of a fixed list with a configuration of their own, of a list that grows, of two dimensions.
@dg.job(partitions_def=daily)
def export_days_job():
    export_day()


class Region(dg.Config):
    region: str
    table: str
    limit: int = 10


@dg.op
def export_region(context: dg.OpExecutionContext, config: Region) -> None:
    context.log.info(f"{config.region} {config.table} {config.limit}")
    assert config.region == context.partition_key


@dg.static_partitioned_config(partition_keys=regions.get_partition_keys())
def region_config(key: str):
    return {"ops": {"export_region": {"config": {"region": key}}}}


@dg.job(config=region_config)
def export_regions_job():
    export_region()


@dg.op
def check_dimensions(context: dg.OpExecutionContext) -> None:
    keys = context.partition_key.keys_by_dimension
    assert context.run.tags["dagster/partition/region"] == keys["region"]


@dg.job(partitions_def=crossed)
def crossed_job():
    check_dimensions()


@dg.op
def greet(context: dg.OpExecutionContext) -> None:
    context.log.info(context.partition_key)


@dg.job(partitions_def=customers)
def greet_job():
    greet()


# One partition of two dimensions knows both.
@dg.asset(partitions_def=crossed)
def crossed_stats(context: dg.AssetExecutionContext) -> None:
    keys = context.partition_key.keys_by_dimension
    for name in ("day", "region"):
        assert context.run.tags[f"dagster/partition/{name}"] == keys[name]


@dg.asset
def orders() -> None:
    """The same key is in the other location too."""


defs = dg.Definitions(
    assets=[
        *multi_assets,
        payments,
        nested_pages,
        vaulted,
        crossed_stats,
        orders,
        make("twice_daily", daily),
        make("profiles", customers),
    ],
    jobs=[export_days_job, export_regions_job, crossed_job, greet_job],
    resources={"vault": Vault()},
)
