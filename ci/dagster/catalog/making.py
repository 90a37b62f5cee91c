"""What the topics of this location share."""
import dagster as dg


def make(name, partitions=None, **options):
    """An asset that does nothing."""

    @dg.asset(name=name, partitions_def=partitions, **options)
    def compute() -> None: ...

    return compute
