extension RefusedInput {
  static let assets = [
    RefusedInput(
      title: "an asset that is not known",
      steps: """
        - backfill:
            assets:
            - ordrs
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:11:9: error: spec.steps[0].backfill.assets[0]: expected an asset that Dagster knows, found "ordrs" (did you mean "orders"?)
                - ordrs
                  ^~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "an asset that Dagster can't make",
      steps: "- materialize: {asset: vendor_feed}",
      errors: """
        job.yaml:9:26: error: spec.steps[0].materialize.asset: expected an asset that can be materialized, found "vendor_feed", which can't (it is made outside of Dagster: leave it out)
            - materialize: {asset: vendor_feed}
                                   ^~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a backfill of an asset without partitions",
      steps: """
        - backfill:
            assets:
            - dim_products
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:11:9: error: spec.steps[0].backfill.assets[0]: expected a partitioned asset, found "dim_products", which has no partitions (use materialize for it)
                - dim_products
                  ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "an asset twice",
      steps: """
        - backfill:
            assets:
            - orders
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:12:9: error: spec.steps[0].backfill.assets[1]: expected each asset once, found "orders" again: it is assets[0]
                - orders
                  ^~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "days and months in one backfill",
      steps: """
        - backfill:
            assets:
            - orders
            - monthly_invoice
            partitions:
              partitioning: daily
              keys:
              - "2024-02-01"
        """,
      errors: """
        job.yaml:12:9: error: spec.steps[0].backfill.assets[1]: expected assets partitioned alike, found "monthly_invoice" unlike "orders" (make a step for each)
                - monthly_invoice
                  ^~~~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "days and weeks in one backfill",
      steps: """
        - backfill:
            assets:
            - orders
            - weekly_report
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:12:9: error: spec.steps[0].backfill.assets[1]: expected every partition of this step in "weekly_report", found 1 that it doesn't have, first "2024-01-02" (make a step for each)
                - weekly_report
                  ^~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "days and regions in one backfill",
      steps: """
        - backfill:
            assets:
            - orders
            - region_stats
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:12:9: error: spec.steps[0].backfill.assets[1]: expected an asset with daily partitions, found "region_stats" with static partitions (the catalog is older than Dagster's definitions)
                - region_stats
                  ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "two steps that are both wrong",
      steps: """
        - backfill:
            assets:
            - ordrs
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        - materialize:
            asset: orders
        """,
      errors: """
        job.yaml:11:9: error: spec.steps[0].backfill.assets[0]: expected an asset that Dagster knows, found "ordrs" (did you mean "orders"?)
                - ordrs
                  ^~~~~
        job.yaml:17:14: error: spec.steps[1].materialize.asset: expected an asset without partitions, found "orders", which is partitioned (name one with `partition`, or use backfill)
                asset: orders
                       ^~~~~~
        job.yaml: 2 problems
        """
    ),
  ]
}
