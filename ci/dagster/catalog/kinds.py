"""Every kind of partitions, an asset each. Several begin alike and go on differently: the server says the same of them."""
import inspect
from datetime import datetime

import dagster as dg

from making import make

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
day = "%Y-%m-%d"
hour = "%Y-%m-%d-%H:%M"
daily = dg.DailyPartitionsDefinition("2024-01-01", end_date="2025-01-01")
letters = dg.StaticPartitionsDefinition(["b", "a", "c"])
sizes = dg.StaticPartitionsDefinition(["small", "large"])
guests = dg.DynamicPartitionsDefinition(name="guests")

windows = {
    "daily": daily,
    "daily_again": dg.DailyPartitionsDefinition("2024-01-01", end_date="2025-01-01"),
    "daily_shorter": dg.DailyPartitionsDefinition("2024-01-01", end_date="2024-07-01"),
    "daily_open": dg.DailyPartitionsDefinition("2024-01-01"),
    "daily_ahead": dg.DailyPartitionsDefinition("2024-01-01", end_offset=1),
    "daily_behind": dg.DailyPartitionsDefinition("2024-01-01", end_offset=-2),
    "daily_ahead_ended": dg.DailyPartitionsDefinition("2024-01-01", end_date="2024-07-01", end_offset=3),
    "daily_berlin": dg.DailyPartitionsDefinition("2024-01-01", end_date="2024-05-01", timezone=BERLIN),
    "daily_berlin_open": dg.DailyPartitionsDefinition("2024-01-01", timezone=BERLIN),
    # From six in the morning, spelled like a day that begins at midnight.
    "daily_shifted": dg.DailyPartitionsDefinition("2024-01-01", end_date="2024-07-01", hour_offset=6),
    "daily_shifted_open": dg.DailyPartitionsDefinition("2024-01-01", hour_offset=6),
    "daily_compact": dg.DailyPartitionsDefinition("20240101", end_date="20240301", fmt="%Y%m%d"),
    "daily_dotted": dg.DailyPartitionsDefinition("01.01.2024", end_date="01.03.2024", fmt="%d.%m.%Y"),
    "daily_future": dg.DailyPartitionsDefinition("2090-01-01"),
    "hourly": dg.HourlyPartitionsDefinition("2024-01-01-00:00", end_date="2024-02-01-00:00"),
    "hourly_open": dg.HourlyPartitionsDefinition("2026-01-01-00:00"),
    "hourly_past": dg.HourlyPartitionsDefinition("2024-01-01-00:00", end_date="2024-02-01-00:00", minute_offset=15),
    # An hour that clocks leave out in March, and one that they show twice in October.
    "hourly_berlin": dg.HourlyPartitionsDefinition("2024-03-30-00:00", end_date="2024-11-01-00:00", timezone=BERLIN),
    "hourly_new_york": dg.HourlyPartitionsDefinition("2024-01-01-00:00", timezone=NEW_YORK),
    "weekly": dg.WeeklyPartitionsDefinition("2024-01-01", end_date="2025-01-01"),
    "weekly_wednesday": dg.WeeklyPartitionsDefinition("2024-01-03", end_date="2024-03-06", day_offset=3),
    "weekly_open": dg.WeeklyPartitionsDefinition("2024-01-01"),
    "monthly": dg.MonthlyPartitionsDefinition("2024-01-01", end_date="2025-01-01"),
    "monthly_short": dg.MonthlyPartitionsDefinition("2024-01", end_date="2025-01", fmt="%Y-%m"),
    "monthly_fifth": dg.MonthlyPartitionsDefinition("2024-01-05", end_date="2024-06-05", day_offset=5),
    "monthly_open": dg.MonthlyPartitionsDefinition("2024-01-01"),
    "quarterly": dg.TimeWindowPartitionsDefinition("2023-01-01", day, end="2025-01-01", cron_schedule="0 0 1 */3 *"),
    "quarterly_open": dg.TimeWindowPartitionsDefinition("2023-01-01", day, cron_schedule="0 0 1 */3 *"),
    "workdays": dg.TimeWindowPartitionsDefinition("2024-01-01", day, end="2024-03-01", cron_schedule="0 0 * * 1-5"),
    "workdays_open": dg.TimeWindowPartitionsDefinition("2024-01-01", day, cron_schedule="0 0 * * 1-5"),
    "quarter_hours": dg.TimeWindowPartitionsDefinition(
        "2024-02-01 00:00", "%Y-%m-%d %H:%M", end="2024-02-01 06:00", cron_schedule="*/15 * * * *"
    ),
    "named_months": dg.MonthlyPartitionsDefinition("Jan 2024", end_date="Jan 2025", fmt="%b %Y"),
}


def excluding(*exclusions, end=None, start="2024-01-01", cron="0 0 * * *", fmt=day):
    return dg.TimeWindowPartitionsDefinition(start, fmt, end=end, cron_schedule=cron, exclusions=list(exclusions))


# Not before Dagster 1.12.
if "exclusions" in inspect.signature(dg.TimeWindowPartitionsDefinition).parameters:
    weekends = "0 0 * * 6,0"
    windows |= {
        "bank_days": excluding(weekends, end="2025-01-01"),
        "bank_days_open": excluding(weekends),
        "holidays": excluding(datetime(2024, 5, 1), datetime(2024, 12, 25), end="2025-01-01"),
        "other_holidays": excluding(datetime(2024, 5, 1), datetime(2024, 12, 26), end="2025-01-01"),
        "bank_holidays_open": excluding(weekends, datetime(2024, 5, 1)),
        "day_hours": excluding(
            "0 0-5 * * *", start="2024-01-01-00:00", end="2024-01-03-00:00", cron="0 * * * *", fmt=hour
        ),
        "missing_months": excluding("0 0 1 7,8 *", end="2026-01-01", cron="0 0 1 * *"),
        "missing_week": excluding(datetime(2024, 2, 11), end="2024-03-31", start="2024-01-07", cron="0 0 * * 0"),
        "many_holes": excluding("0 0 1-15 * *", start="2020-01-01", end="2025-01-01"),
        "many_holes_open": excluding("0 0 1-15 * *", start="2020-01-01"),
    }

others = {
    "letters": letters,
    "two_hundred": dg.StaticPartitionsDefinition([f"k{i:03d}" for i in range(200)]),
    "two_hundred_and_one": dg.StaticPartitionsDefinition([f"k{i:03d}" for i in range(201)]),
    "a_hundred_thousand": dg.StaticPartitionsDefinition([f"k{i:06d}" for i in range(100_000)]),
    "cities": dg.StaticPartitionsDefinition(["Orl\u00e9ans", "Orle\u0301ans", "two words", "a/b"]),
    "guest_list": guests,
    "day_and_letter": dg.MultiPartitionsDefinition({"day": daily, "letter": letters}),
    "open_day_and_letter": dg.MultiPartitionsDefinition(
        {"when": dg.DailyPartitionsDefinition("2024-01-01", end_offset=1), "letter": letters}
    ),
    "letter_and_size": dg.MultiPartitionsDefinition({"size": sizes, "letter": letters}),
    "guest_and_month": dg.MultiPartitionsDefinition(
        {"month": dg.MonthlyPartitionsDefinition("2024-01", end_date="2025-01", fmt="%Y-%m"), "guest": guests}
    ),
}


@dg.op
def work() -> None: ...


def partitioned_job(name, partitions):
    @dg.job(name=name, partitions_def=partitions)
    def job():
        work()

    return job


@dg.static_partitioned_config(partition_keys=["a", "b"])
def letter_config(key: str):
    return {}


@dg.job(config=letter_config)
def letters_job():
    work()


job_partitions = [
    *["daily", "daily_open", "hourly", "weekly", "monthly", "monthly_short", "quarterly", "hourly_berlin"],
    *["letters", "guest_list", "day_and_letter"],
]

defs = dg.Definitions(
    assets=[
        *[make(name, partitions, group_name="windows") for name, partitions in windows.items()],
        *[make(name, partitions, group_name="others") for name, partitions in others.items()],
        # Nothing here makes it, and still it has days.
        dg.AssetSpec("delivered", partitions_def=daily, group_name="others"),
    ],
    jobs=[
        *[partitioned_job(f"{name}_job", {**windows, **others}[name]) for name in job_partitions if name != "letters"],
        letters_job,
        dg.define_asset_job("alike_assets", selection=["daily", "daily_again"]),
        dg.define_asset_job("day_assets", selection=["day_and_letter"]),
    ],
)
