extension RefusedInput {
  static let selections = [
    RefusedInput(
      title: "a backfill without a selection",
      steps: """
        - backfill:
            assets:
            - orders
        """,
      errors: """
        job.yaml:10:7: error: spec.steps[0].backfill: expected the key `partitions`: which partitions of them (add it)
                assets:
                ^~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a selection that says nothing",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
        """,
      errors: """
        job.yaml:13:9: error: spec.steps[0].backfill.partitions: expected one of `all: true`, `from` with `through`, `keys`, `ranges`, found none
                  partitioning: daily
                  ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partitioned asset materialized without one",
      steps: """
        - materialize:
            asset: orders
        """,
      errors: """
        job.yaml:10:14: error: spec.steps[0].materialize.asset: expected an asset without partitions, found "orders", which is partitioned (name one with `partition`, or use backfill)
                asset: orders
                       ^~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partition of an asset without any",
      steps: """
        - materialize:
            asset: dim_products
            partition: "2024-01-02"
        """,
      errors: """
        job.yaml:11:18: error: spec.steps[0].materialize.partition: expected no partition, found "2024-01-02": "dim_products" has none
                partition: "2024-01-02"
                           ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a materialized partition out of bounds",
      steps: """
        - materialize:
            asset: orders
            partition: "2031-01-02"
        """,
      errors: """
        job.yaml:11:18: error: spec.steps[0].materialize.partition: expected a partition of "orders", found "2031-01-02" (it has 366, from "2024-01-01" through "2024-12-31"; did you mean "2024-01-02"?)
                partition: "2031-01-02"
                           ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a dimension that the asset does not have",
      steps: """
        - backfill:
            assets:
            - orders_by_region
            partitions:
              partitioning: multi
              dimensions:
              - name: day
                partitioning: daily
                keys:
                - "2024-01-02"
              - name: region
                partitioning: static
                keys:
                - eu
        """,
      errors: """
        job.yaml:11:9: error: spec.steps[0].backfill.assets[0]: expected an asset with multi partitions, found "orders_by_region" with the dimensions date, region (the catalog is older than Dagster's definitions)
                - orders_by_region
                  ^~~~~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "another partitioning than the asset has",
      steps: """
        - backfill:
            assets:
            - region_stats
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
        """,
      errors: """
        job.yaml:11:9: error: spec.steps[0].backfill.assets[0]: expected an asset with daily partitions, found "region_stats" with static partitions (the catalog is older than Dagster's definitions)
                - region_stats
                  ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
  ]
}
