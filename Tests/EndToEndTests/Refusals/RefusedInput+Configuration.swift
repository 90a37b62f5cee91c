extension RefusedInput {
  static let configuration = [
    RefusedInput(
      title: "configuration of the wrong type",
      steps: """
        - backfill:
            assets:
            - orders_cfg
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
            config:
              ops:
                orders_cfg:
                  config:
                    batch_size: many
        """,
      errors: """
        job.yaml:20:27: error: spec.steps[0].backfill.config.ops.orders_cfg.config.batch_size: Dagster's configuration schema refuses this: Invalid scalar at path root:ops:orders_cfg:config:batch_size. Value "many" of type "<class 'str'>" is not valid for expected type "Int".
                        batch_size: many
                                    ^~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a field that is not declared",
      steps: """
        - backfill:
            assets:
            - orders_cfg
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
            config:
              ops:
                orders_cfg:
                  config:
                    batch_sise: 5
        """,
      errors: """
        job.yaml:20:15: error: spec.steps[0].backfill.config.ops.orders_cfg.config: Dagster's configuration schema refuses this: Received unexpected config entry "batch_sise" at path root:ops:orders_cfg:config. Expected: "{ batch_size?: (Int | { env: String })? full_refresh?: (Bool | { env: String })? }".
                        batch_sise: 5
                        ^~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "configuration that is no object",
      steps: """
        - backfill:
            assets:
            - orders_cfg
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
            config: "{full_refresh: true}"
        """,
      errors: """
        job.yaml:16:15: error: spec.steps[0].backfill.config: expected a mapping, found "{full_refresh: true}" (ops: {NAME: {config: …}})
                config: "{full_refresh: true}"
                        ^~~~~~~~~~~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a required field that is missing",
      steps: """
        - launch:
            job: purge_job
            location: lab
            config:
              ops:
                purge:
                  config:
                    older_than_days: 3
        """,
      errors: """
        job.yaml:16:15: error: spec.steps[0].launch.config.ops.purge.config: Dagster's configuration schema refuses this: Missing required config entry "target" at path root:ops:purge:config. You must provide this value in your run config. Example config for the missing entry: {'target': {'table': '...'}}
                        older_than_days: 3
                        ^~~~~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a limit that the instance does not hold",
      steps: """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2024-01-02"
            maxConcurrentRuns: 3
        """,
      errors: """
        job.yaml:16:26: error: spec.steps[0].backfill.maxConcurrentRuns: expected a limit that Dagster's instance holds, found 3, for which it has none (add to concurrency.runs.tag_concurrency_limits in dagster.yaml: {key: production-jobs/max-concurrent-runs-3, value: {applyLimitPerUniqueValue: true}, limit: 3})
                maxConcurrentRuns: 3
                                   ^
        job.yaml: 1 problem
        """
    ),
  ]
}
