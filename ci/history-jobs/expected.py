"""What a plan has to say, computed of a history alone: nothing here has seen the runner or Dagster.

Dagster's rules: assets of one policy share their runs. A run takes partitions that follow each other: all of them, at most
so many, or one. An asset whose parent is in the backfill with another policy waits for it; where it could take several
partitions in a run, Dagster then gives it those that are ready, so that there may be more runs.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from shape import SINGLE_RUN, Asset, History, Job


@dataclass
class Expected:
    partitions: list[str]
    # Of each asset.
    new: dict[str, list[str]]
    overwritten: dict[str, list[str]]
    policies: dict[str, str]
    skipped: int
    runs: int
    most_runs: int


def expected(job: Job, history: History) -> Expected:
    assets = {asset.key: asset for asset in history.assets}
    earlier = {key: set(history.earlier.get(key, [])) for key in job.assets}
    selected = sorted(job.days)
    days = selected
    if job.only_missing:
        days = [day for day in selected if any(day not in earlier[key] for key in job.assets)]
    least, most = runs([assets[key] for key in job.assets], days)
    return Expected(
        partitions=days,
        new={key: [day for day in days if day not in earlier[key]] for key in job.assets},
        overwritten={key: [day for day in days if day in earlier[key]] for key in job.assets},
        policies={key: words(assets[key].policy) for key in job.assets},
        skipped=len(selected) - len(days),
        runs=least,
        most_runs=most,
    )


def words(policy: int | None) -> str:
    if policy == SINGLE_RUN:
        return "one run for partitions that follow each other"
    return "one run a partition" if policy is None else f"at most {policy} partitions a run"


def runs(assets: list[Asset], days: list[str]) -> tuple[int, int]:
    """At least and at most."""
    together: dict[tuple[int, int | None], list[Asset]] = defaultdict(list)
    for asset in assets:
        together[wave(asset, assets), asset.policy].append(asset)
    least = most = 0
    for (waits, policy), group in together.items():
        least += cut(policy, days)
        # Each of them alone, a partition a run, unless they wait for the same.
        apart = len({tuple(sorted(awaited(asset, assets))) for asset in group})
        most += len(days) * apart if waits else cut(policy, days)
    return least, most


def wave(asset: Asset, assets: list[Asset]) -> int:
    """How many times what it reads, within the backfill, is of another policy."""
    parents = [parent for parent in assets if parent.key in asset.parents]
    return max((wave(parent, assets) + (parent.policy != asset.policy) for parent in parents), default=0)


def awaited(asset: Asset, assets: list[Asset]) -> set[str]:
    """The assets of other policies that it waits for, itself or by parents that share its runs."""
    found: set[str] = set()
    for parent in assets:
        if parent.key in asset.parents:
            found |= {parent.key} if parent.policy != asset.policy else awaited(parent, assets)
    return found


def cut(policy: int | None, days: list[str]) -> int:
    """How many runs the days come to."""
    if policy is None:
        return len(days)
    return sum(1 if policy == SINGLE_RUN else -(-length // policy) for length in blocks(days))


def blocks(days: list[str]) -> list[int]:
    """How long the parts are that follow each other."""
    lengths: list[int] = []
    before = None
    for day in map(date.fromisoformat, days):
        if before is not None and day - before == timedelta(1):
            lengths[-1] += 1
        else:
            lengths.append(1)
        before = day
    return lengths
