"""What `ci/rehearsals` does with a runner, a Dagster that runs, and a PostgreSQL: see there."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

DOCUMENT = """\
apiVersion: production-jobs/v1
kind: Job
metadata:
  name: {name}
  owner: ci
  reason: ci/rehearsals
spec:
  steps:
  - launch:
      job: sweep_job
      location: lab
      config:
        ops:
          sweep:
            config:
              database: {database}
              older_than: {age}
              dry_run: false
      rehearsal:
        field:
        - ops
        - sweep
        - config
        - dry_run
        expects:
        - figure: rows_deleted
"""


class Purge:
    """One job, with the table filled for it."""

    def __init__(self, name, options, rows, chance):
        self.name, self.options, self.rows, self.chance = name, options, rows, chance
        self.folder = Path(options.work) / name
        self.folder.mkdir(parents=True)
        self.age = chance.randint(10, 90)
        (self.folder / "job.yaml").write_text(
            DOCUMENT.format(name=name, database=options.database, age=self.age)
        )
        rows.execute("TRUNCATE rows")
        self.add(chance.randint(0, 5000))

    def add(self, count):
        for _ in range(count):
            self.rows.execute("INSERT INTO rows VALUES (%s)", (self.chance.randint(0, 100),))

    def count(self, condition="true"):
        self.rows.execute(f"SELECT count(*) FROM rows WHERE {condition}")
        return self.rows.fetchone()[0]

    def runner(self, *arguments):
        environment = {**os.environ, "PRODUCTION_JOBS_LEDGER": f"file://{self.folder}/ledger"}
        return subprocess.run(
            [self.options.runner, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def plan(self):
        """How many rows the plan says."""
        ending = self.runner("plan", "job.yaml", "--rehearse", "--output", "json")
        if ending.returncode != 0:
            raise SystemExit(f"{self.name}: plan exited with {ending.returncode}: {ending.stderr}")
        (self.folder / "plan.json").write_text(ending.stdout)
        [change] = json.loads(ending.stdout)["effect"]["steps"][0]["changes"]
        return int(change.removeprefix("rehearsed rows_deleted "))


def approved(purge):
    """Nothing moves: what was approved is what is deleted."""
    before, expected = purge.count(), purge.count(f"age > {purge.age}")
    said = purge.plan()
    if purge.count() != before:
        return "the rehearsal deleted rows"
    ending = purge.runner("run", "job.yaml", "--plan-file", "plan.json")
    deleted = before - purge.count()
    if (ending.returncode, said, deleted) == (0, expected, expected) and purge.count(f"age > {purge.age}") == 0:
        return None
    return f"exit {ending.returncode}, {expected} to delete, {said} approved, {deleted} deleted: {ending.stdout}"


def moved(purge):
    """Rows come or go: nothing is deleted, and it says by how much."""
    said = purge.plan()
    change = purge.chance.choice([-1, 1]) * purge.chance.randint(1, max(1, min(said, 200)))
    if change > 0 or said == 0:
        change = abs(change)
        for _ in range(change):
            purge.rows.execute("INSERT INTO rows VALUES (%s)", (purge.age + 1,))
    else:
        purge.rows.execute(
            "DELETE FROM rows WHERE ctid IN (SELECT ctid FROM rows WHERE age > %s LIMIT %s)", (purge.age, -change)
        )
    before = purge.count()
    ending = purge.runner("run", "job.yaml", "--plan-file", "plan.json")
    words = f"{said + change} now, {abs(change)} {'more' if change > 0 else 'fewer'} than the {said} that were approved"
    if (ending.returncode, purge.count()) == (3, before) and words in ending.stdout:
        return None
    return f"exit {ending.returncode}, {before - purge.count()} deleted, expected {words!r}: {ending.stdout}"


def main():
    parser = argparse.ArgumentParser()
    for name in ("runner", "database", "work"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("approved", "moved", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    connection = psycopg2.connect(options.database)
    connection.autocommit = True
    rows = connection.cursor()
    rows.execute("CREATE TABLE rows (age integer)")
    failures = 0
    for kind, count in ((approved, options.approved), (moved, options.moved)):
        began, right = time.monotonic(), 0
        for number in range(1, count + 1):
            problem = kind(Purge(f"purge-{kind.__name__}-{number}", options, rows, chance))
            right += problem is None
            if problem:
                print(f"{kind.__name__} {number}: {problem}", file=sys.stderr)
        failures += count - right
        print(f"{kind.__name__}: {right} of {count} right, {time.monotonic() - began:.0f} s", flush=True)
    sys.exit(1 if failures else 0)


main()
