"""Runs `dagster-daemon` with two changes. For tests only.

Usage: daemon_for_tests.py SECONDS run -w workspace.yaml

Another pause between two looks at the backfills: Dagster 1.13 fixes it at 30 s
(`DEFAULT_DAEMON_INTERVAL_SECONDS` in dagster/_daemon/controller.py) and reads no setting for it.

And no retry gets lost. A run that fails writes its event first, its status after that, and the tag that
promises the retry last (`handle_new_event` in dagster/_core/instance). Where the daemon reads the event
before the status is there, it takes the run for one that has not failed, and never looks at it again: the
promise stays, the retry doesn't come. Here it waits for the status. What the runner makes of a lost retry,
RetryTests hold (`retry_overdue`).

Nothing else of the daemon changes: a test that must see Dagster exactly as it is shipped starts the sandbox
without `--backfill-tick`.
"""

import sys
import time

import dagster._daemon.auto_run_reexecution.event_log_consumer as event_log_consumer
import dagster._daemon.controller as controller
from dagster import RunsFilter
from dagster._daemon.cli import cli

STATUS_SECONDS = 10

retry_failed_runs = event_log_consumer.consume_new_runs_for_automatic_reexecution


def retry_once_the_status_is_there(context, records, logger):
    """Dagster's own handler, called with runs whose end has been written, or after `STATUS_SECONDS`."""
    ids = [record.dagster_run.run_id for record in records]
    deadline = time.monotonic() + STATUS_SECONDS
    while not all(record.dagster_run.is_finished for record in records) and time.monotonic() < deadline:
        yield
        time.sleep(0.1)
        records = context.instance.get_run_records(filters=RunsFilter(run_ids=ids))
    yield from retry_failed_runs(context, records, logger)


if __name__ == "__main__":
    controller.DEFAULT_DAEMON_INTERVAL_SECONDS = float(sys.argv.pop(1))
    event_log_consumer.consume_new_runs_for_automatic_reexecution = retry_once_the_status_is_there
    cli(prog_name="dagster-daemon")
