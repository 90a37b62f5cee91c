extension RefusedInput {
  static let grids = [
    RefusedInput(
      title: "an hour off the grid",
      steps: """
        - backfill:
            assets:
            - clicks
            partitions:
              partitioning: hourly
              keys:
              - "2024-01-01-00:30"
        """,
      errors: """
        job.yaml:15:11: error: spec.steps[0].backfill.partitions.keys[0]: expected a partition of "clicks", found "2024-01-01-00:30" (it has 744, from "2024-01-01-00:00" through "2024-01-31-23:00"; did you mean "2024-01-01-00:00"?)
                  - "2024-01-01-00:30"
                    ^~~~~~~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a week off the grid",
      steps: """
        - backfill:
            assets:
            - weekly_report
            partitions:
              partitioning: weekly
              keys:
              - "2024-02-05"
        """,
      errors: """
        job.yaml:15:11: error: spec.steps[0].backfill.partitions.keys[0]: expected a partition of "weekly_report", found "2024-02-05" (it has 51, from "2024-01-07" through "2024-12-22"; did you mean "2024-02-04"?)
                  - "2024-02-05"
                    ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a month off the grid",
      steps: """
        - backfill:
            assets:
            - monthly_invoice
            partitions:
              partitioning: monthly
              keys:
              - "2024-02-02"
        """,
      errors: """
        job.yaml:15:11: error: spec.steps[0].backfill.partitions.keys[0]: expected a partition of "monthly_invoice", found "2024-02-02" (it has 12, from "2024-01-01" through "2024-12-01"; did you mean "2024-02-01"?)
                  - "2024-02-02"
                    ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a reversed range",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              from: "2024-02-03"
              through: "2024-02-01"
        """,
      errors: """
        job.yaml:14:15: error: spec.steps[0].backfill.partitions.from: expected a range from the earlier to the later key, found "2024-02-03" after "2024-02-01"
                  from: "2024-02-03"
                        ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a reversed range of static keys",
      steps: """
        - backfill:
            assets:
            - region_stats
            partitions:
              partitioning: static
              from: "apac"
              through: "eu"
        """,
      errors: """
        job.yaml:14:15: error: spec.steps[0].backfill.partitions.from: expected a range in the order of "region_stats", found "apac" after "eu"
                  from: "apac"
                        ^~~~~~
        job.yaml: 1 problem
        """
    ),
  ]
}
