"""What a team that has run backfills for years has, made from a seed: assets, jobs, and what was materialized before.

The shape is that of mozilla/bigquery-etl, which keeps its backfills in Git: 211 daily tables, ranges of 1 to 3,182 days,
of which half have at most 365 and nine in ten at most 2,204. The last day is fixed, so that a history is the same on
every day.
"""

import json
import random
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path

ASSETS = 211
JOBS = 343
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2024, 12, 31)
# How long ranges are: so many of a hundred are at most so many days.
LENGTHS = [(0, 1), (10, 3), (25, 30), (50, 365), (75, 1096), (90, 2204), (100, 3182)]
GROUPS = [
    "accounts", "ads", "apps", "billing", "browser", "campaigns", "content", "crashes", "devices", "events", "experiments",
    "forecasts", "growth", "mail", "marketing", "monitoring", "payments", "privacy", "regions", "search", "stores", "support",
    "telemetry", "web",
]  # fmt: skip
TABLES = ["clients", "sessions", "clicks", "active_users", "retention", "aggregates", "errors", "funnel", "daily"]
# Of one run for all partitions, of at most so many in a run, and of one run for each, which is Dagster's default.
SINGLE_RUN = 0
POLICIES = [SINGLE_RUN, SINGLE_RUN, SINGLE_RUN, None, None, 7, 30, 90]


@dataclass
class Range:
    first: str
    last: str

    @property
    def days(self) -> list[str]:
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        return [(first + timedelta(number)).isoformat() for number in range((last - first).days + 1)]


@dataclass
class Asset:
    group: str
    table: str
    # The first of its partitions.
    start: str
    # SINGLE_RUN, the most partitions of a run, or None for a run for each.
    policy: int | None
    parents: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.group}/{self.table}"


@dataclass
class Job:
    name: str
    owner: str
    assets: list[str]
    ranges: list[Range]
    only_missing: bool

    @property
    def days(self) -> list[str]:
        return [day for part in self.ranges for day in part.days]


@dataclass
class History:
    assets: list[Asset]
    jobs: list[Job]
    # What was materialized before, of each asset.
    earlier: dict[str, list[str]]

    def write(self, path: Path) -> None:
        # Of partitions Dagster is told the day after the last.
        path.write_text(json.dumps(asdict(self) | {"end": (LAST_DAY + timedelta(1)).isoformat()}))

    @staticmethod
    def read(path: Path) -> "History":
        found = json.loads(path.read_text())
        jobs = [Job(**{**job, "ranges": [Range(**part) for part in job["ranges"]]}) for job in found["jobs"]]
        return History([Asset(**asset) for asset in found["assets"]], jobs, found["earlier"])


def make(seed: int, count: int = JOBS) -> History:
    chance = random.Random(seed)
    assets = make_assets(chance)
    jobs = make_jobs(assets, count, chance)
    earlier = make_earlier(jobs, chance)
    for job in jobs:
        days = set(job.days)
        missing = any(not days.issubset(earlier.get(key, [])) for key in job.assets)
        job.only_missing = missing and chance.random() < 0.15
    return History(assets, jobs, earlier)


def make_assets(chance: random.Random) -> list[Asset]:
    """A group begins on one day: a backfill takes assets of the same partitions. Half of the groups are old."""
    span = (LAST_DAY - FIRST_DAY).days - 180
    starts = [FIRST_DAY + timedelta(int(span * (number / (len(GROUPS) - 1)) ** 2)) for number in range(len(GROUPS))]
    assets: list[Asset] = []
    for number in range(ASSETS):
        group, table = number % len(GROUPS), TABLES[number // len(GROUPS)]
        before = [asset for asset in assets if asset.group == GROUPS[group]]
        parents = chance.sample(before, min(len(before), chance.choice([0, 1, 1, 2])))
        policy = parents[0].policy if parents and chance.random() < 0.6 else chance.choice(POLICIES)
        older = [asset for asset in assets if asset.start < starts[group].isoformat()]
        if older and chance.random() < 0.2:
            parents.append(chance.choice(older))
        keys = [parent.key for parent in parents]
        assets.append(Asset(GROUPS[group], table, starts[group].isoformat(), policy, keys))
    return assets


def make_jobs(assets: list[Asset], count: int, chance: random.Random) -> list[Job]:
    """The long ranges choose first, as not every asset is old enough for them."""
    uses = {asset.key: 0 for asset in assets}
    chosen: list[tuple[list[Asset], list[Range]]] = []
    for number in reversed(range(count)):
        length = length_of(100 * number / max(count - 1, 1))
        latest = (LAST_DAY - timedelta(length - 1)).isoformat()
        able = [asset for asset in assets if asset.start <= latest]
        asset = min(able, key=lambda asset: (uses[asset.key], chance.random()))
        others = [other for other in assets if other.group == asset.group and other != asset]
        together = [asset] + chance.sample(others, chance.choice([1, 1, 2, 3]) if chance.random() < 0.25 else 0)
        if not are_connected(together, assets):
            together = [asset]
        for each in together:
            uses[each.key] += 1
        chosen.append((sorted(together, key=assets.index), make_ranges(asset, length, chance)))
    chance.shuffle(chosen)
    jobs = []
    for number, (together, ranges) in enumerate(chosen, 1):
        name = f"reload-{number:03}-{together[0].group}-{together[0].table}".replace("_", "-")
        jobs.append(Job(name, together[0].group, [asset.key for asset in together], ranges, only_missing=False))
    return jobs


def are_connected(together: list[Asset], assets: list[Asset]) -> bool:
    """Whether each that reads another one, over however many assets, reads one of them itself. Otherwise Dagster (1.13)
    leaves it out of the backfill without a word."""
    keys = {asset.key for asset in together}
    parents = {asset.key: asset.parents for asset in assets}

    def reads_one(key: str) -> bool:
        return any(parent in keys or reads_one(parent) for parent in parents[key])

    return all(keys.intersection(asset.parents) or not reads_one(asset.key) for asset in together)


def length_of(percent: float) -> int:
    for (low, few), (high, many) in zip(LENGTHS, LENGTHS[1:]):
        if percent <= high:
            return round(few + (many - few) * (percent - low) / (high - low))
    raise ValueError(f"expected at most 100, found {percent}")


def make_ranges(asset: Asset, length: int, chance: random.Random) -> list[Range]:
    """One range, or up to four with gaps where there is room; so many days in all."""
    start = date.fromisoformat(asset.start)
    free = (LAST_DAY - start).days + 1 - length
    gaps = [chance.randint(1, 30) for _ in range(chance.choice([1, 1, 2, 3]))] if chance.random() < 0.2 else []
    if sum(gaps) > free or length <= len(gaps):
        gaps = []
    day = start + timedelta(chance.randint(0, free - sum(gaps)))
    cuts = [0, *sorted(chance.sample(range(1, length), len(gaps))), length]
    ranges = []
    for begin, end, gap in zip(cuts, cuts[1:], [*gaps, 0]):
        ranges.append(Range(day.isoformat(), (day + timedelta(end - begin - 1)).isoformat()))
        day += timedelta(end - begin + gap)
    return ranges


def make_earlier(jobs: list[Job], chance: random.Random) -> dict[str, list[str]]:
    """Stretches within what the jobs target, across its edges, or all of it; of every fourth job none."""
    found: dict[str, set[str]] = {}
    for job in jobs:
        days = job.days
        for key in job.assets:
            if chance.random() < 0.25:
                continue
            if len(days) <= 60 and chance.random() < 0.3:
                found.setdefault(key, set()).update(days)
                continue
            for _ in range(chance.randint(1, 4)):
                begin = chance.randrange(len(days))
                found.setdefault(key, set()).update(days[begin : begin + chance.randint(1, 20)])
    return {key: sorted(found[key]) for key in sorted(found)}
