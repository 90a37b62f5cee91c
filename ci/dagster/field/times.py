"""Time windows with formats, zones and offsets of their own."""
import dagster as dg

from making import daily, make

months = dg.MonthlyPartitionsDefinition("2024-01", end_date="2025-01", fmt="%Y-%m")
compact = dg.DailyPartitionsDefinition("20240101", end_date="20240301", fmt="%Y%m%d")
hours = dg.HourlyPartitionsDefinition("2024-06-01-00:00", end_date="2024-08-01-00:00")
ny_hours = dg.HourlyPartitionsDefinition("2024-11-02-00:00", end_date="2024-11-05-00:00", timezone="America/New_York")

defs = dg.Definitions(
    assets=[
        make("month_short", months),
        make("compact_days", compact),
        make("clicks_utc", hours),
        make("clicks_ny", ny_hours),
        make("report_utc", dg.DailyPartitionsDefinition("2024-06-02", end_date="2024-08-01"), deps=["clicks_utc"]),
        make("near_daily", daily),
    ]
)
