"""Names and keys that look alike and are not, or that need care."""
import dagster as dg

# A key as a macOS file name has it (decomposed); a keyboard composes. ci/dagster/start adds the keys.
files = dg.DynamicPartitionsDefinition(name="files")


@dg.asset(partitions_def=files)
def file_pages(context: dg.AssetExecutionContext) -> None:
    context.log.info(repr(context.partition_key))


defs = dg.Definitions(assets=[file_pages])
