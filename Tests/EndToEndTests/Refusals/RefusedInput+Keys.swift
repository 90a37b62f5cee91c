extension RefusedInput {
  static let keys = [
    RefusedInput(
      title: "a key before the first",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2023-12-31"
        """,
      errors: """
        job.yaml:15:11: error: spec.steps[0].backfill.partitions.keys[0]: expected a partition of "orders", found "2023-12-31" (it has 366, from "2024-01-01" through "2024-12-31"; did you mean "2024-12-31"?)
                  - "2023-12-31"
                    ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a key after the last",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2024-12-31"
              - "2025-01-01"
        """,
      errors: """
        job.yaml:16:11: error: spec.steps[0].backfill.partitions.keys[1]: expected a partition of "orders", found "2025-01-01" (it has 366, from "2024-01-01" through "2024-12-31"; did you mean "2024-01-01"?)
                  - "2025-01-01"
                    ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a range that ends after the last",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              from: "2024-12-30"
              through: "2025-01-02"
        """,
      errors: """
        job.yaml:15:18: error: spec.steps[0].backfill.partitions.through: expected a partition of "orders", found "2025-01-02" (it has 366, from "2024-01-01" through "2024-12-31"; did you mean "2024-01-02"?)
                  through: "2025-01-02"
                           ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a key twice",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
              - "2024-01-03"
              - "2024-01-02"
        """,
      errors: """
        job.yaml:17:11: error: spec.steps[0].backfill.partitions.keys[2]: expected each key once, found "2024-01-02" again: it is keys[0]
                  - "2024-01-02"
                    ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "an unknown key of a dimension",
      steps: """
        - backfill:
            assets:
            - orders_by_region
            partitions:
              partitioning: multi
              dimensions:
              - name: date
                partitioning: daily
                keys:
                - "2024-01-02"
              - name: region
                partitioning: static
                keys:
                - mars
        """,
      errors: """
        job.yaml:22:13: error: spec.steps[0].backfill.partitions.dimensions[1].keys[0]: expected a partition of dimension region of "orders_by_region", found "mars" (it has 3, from "eu" through "apac")
                    - mars
                      ^~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a static key that is not known",
      steps: """
        - backfill:
            assets:
            - region_stats
            partitions:
              partitioning: static
              keys:
              - "eu"
              - "mars"
        """,
      errors: """
        job.yaml:16:11: error: spec.steps[0].backfill.partitions.keys[1]: expected a partition of "region_stats", found "mars" (it has 3, from "eu" through "apac")
                  - "mars"
                    ^~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a dynamic key that is not known",
      steps: """
        - backfill:
            assets:
            - customer_profile
            partitions:
              partitioning: dynamic
              keys:
              - "acme"
              - "umbrella"
        """,
      errors: """
        job.yaml:16:11: error: spec.steps[0].backfill.partitions.keys[1]: expected a partition of "customer_profile", found "umbrella" (it has 3, from "acme" through "initech")
                  - "umbrella"
                    ^~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
  ]
}
