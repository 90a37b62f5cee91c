"""Runs `dagster-daemon` with another pause between two looks at the backfills. For tests only.

Usage: daemon_with_tick.py SECONDS run -w workspace.yaml

Dagster 1.13 fixes the pause at 30 s (`DEFAULT_DAEMON_INTERVAL_SECONDS` in dagster/_daemon/controller.py)
and reads no setting for it. Nothing else of the daemon changes: a test that must see Dagster exactly as
it is shipped starts the sandbox without `--backfill-tick`.
"""

import sys

import dagster._daemon.controller as controller
from dagster._daemon.cli import cli

if __name__ == "__main__":
    controller.DEFAULT_DAEMON_INTERVAL_SECONDS = float(sys.argv.pop(1))
    cli(prog_name="dagster-daemon")
