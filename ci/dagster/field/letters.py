"""Names and keys that look alike and are not, or that need care."""
import dagster as dg

# A key as a macOS file name has it (decomposed); a keyboard composes. ci/dagster/start adds the keys.
files = dg.DynamicPartitionsDefinition(name="files")
# Two forms of one name in one definition, both of them partitions; the ring is U+212B and U+00C5.
cities = dg.StaticPartitionsDefinition(["Orl\u00e9ans", "Orle\u0301ans", "\u212bngelholm", "\u00c5ngelholm", "Bonn"])


@dg.asset(partitions_def=files)
def file_pages(context: dg.AssetExecutionContext) -> None:
    context.log.info(repr(context.partition_key))


@dg.asset(partitions_def=cities)
def city_pages(context: dg.AssetExecutionContext) -> None:
    context.log.info(repr(context.partition_key))


@dg.asset(partitions_def=cities)
def city_pages_apart() -> None:
    """For who counts on what is there of it."""


def made_by_op(name: str, *path: str) -> dg.AssetsDefinition:
    """An asset whose key no op could have for its name."""

    @dg.op(name=name)
    def compute() -> None: ...

    return dg.AssetsDefinition.from_op(compute, keys_by_output_name={"result": dg.AssetKey(list(path))})


# Keys whose parts hold what else stands between parts: a slash, blanks, a backslash.
with_letters = [
    made_by_op("with_slash", "data/orders"),
    made_by_op("with_blanks", "my tables", "orders 2024"),
    made_by_op("with_backslash", "share", "a\\b", "c/d"),
    # The parts that `data/orders` has for whoever takes the slash for what it mostly is.
    made_by_op("in_two_parts", "data", "orders"),
]


@dg.op
def read_city(context: dg.OpExecutionContext) -> None:
    context.log.info(repr(context.partition_key))


@dg.job(partitions_def=cities)
def city_job():
    read_city()


defs = dg.Definitions(assets=[file_pages, city_pages, city_pages_apart, *with_letters], jobs=[city_job])
