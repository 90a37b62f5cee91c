"""Time windows with formats, zones and offsets of their own."""
import dagster as dg

from making import daily, make

NEW_YORK = "America/New_York"
months = dg.MonthlyPartitionsDefinition("2024-01", end_date="2025-01", fmt="%Y-%m")
compact = dg.DailyPartitionsDefinition("20240101", end_date="20240301", fmt="%Y%m%d")
hours = dg.HourlyPartitionsDefinition("2024-06-01-00:00", end_date="2024-08-01-00:00")
days = dg.DailyPartitionsDefinition("2024-06-01", end_date="2024-08-01")
ny_hours = dg.HourlyPartitionsDefinition("2024-11-02-00:00", end_date="2024-11-05-00:00", timezone=NEW_YORK)
ny_days = dg.DailyPartitionsDefinition("2024-11-02", end_date="2024-11-05", timezone=NEW_YORK)
weeks = dg.WeeklyPartitionsDefinition("2024-01-03", end_date="2024-03-06", day_offset=3)
quarters = dg.TimeWindowPartitionsDefinition(
    start="2023-01-01", end="2025-01-01", fmt="%Y-%m-%d", cron_schedule="0 0 1 */3 *"
)
dotted = dg.DailyPartitionsDefinition("01.01.2024", end_date="01.03.2024", fmt="%d.%m.%Y")
minutes = dg.TimeWindowPartitionsDefinition(
    start="2024-02-01 00:00", end="2024-02-01 06:00", fmt="%Y-%m-%d %H:%M", cron_schedule="*/15 * * * *"
)
# As a bank has its days: none at a weekend.
bank_days = dg.TimeWindowPartitionsDefinition(
    start="2024-01-01", end="2024-03-01", fmt="%Y-%m-%d", cron_schedule="0 0 * * *", exclusions=["0 0 * * 6,0"]
)
# From six in the morning, spelled like a day that begins at midnight.
shifted = dg.DailyPartitionsDefinition("2024-06-02", end_date="2024-07-30", hour_offset=6)


def offset(name: str, start: int, end: int) -> dict:
    mapping = dg.TimeWindowPartitionMapping(start_offset=start, end_offset=end)
    return {"deps": [dg.AssetDep(name, partition_mapping=mapping)]}


defs = dg.Definitions(
    assets=[
        make("month_short", months),
        make("compact_days", compact),
        make("clicks_utc", hours),
        make("clicks_ny", ny_hours),
        make("report_utc", dg.DailyPartitionsDefinition("2024-06-02", end_date="2024-08-01"), deps=["clicks_utc"]),
        make("near_daily", daily),
        make("odd_weeks", weeks),
        make("quarters", quarters),
        make("dotted_days", dotted),
        make("quarter_hours", minutes),
        make("bank_days", bank_days),
        # What reads what, in windows of other lengths and beginnings.
        make("rates_utc", days),
        make("clicks_priced", hours, deps=["rates_utc"]),
        make("clicks_ny_apart", ny_hours),
        make("report_ny", ny_days, deps=["clicks_ny_apart"]),
        make("report_shifted", shifted, deps=["clicks_utc"]),
        make("report_lagging", days, **offset("clicks_utc", -1, 0)),
        make("report_ahead", days, **offset("clicks_utc", 0, 1)),
        make("dotted_days_apart", dotted),
        make("bank_days_apart", bank_days),
        make("month_of_days", dg.MonthlyPartitionsDefinition("2024-01-01", end_date="2024-03-01"), deps=["dotted_days_apart"]),
        make("month_of_bank_days", dg.MonthlyPartitionsDefinition("2024-01-01", end_date="2024-03-01"), deps=["bank_days_apart"]),
    ]
)
