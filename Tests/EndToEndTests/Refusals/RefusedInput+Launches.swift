extension RefusedInput {
  static let launches = [
    RefusedInput(
      title: "a job that is not known",
      steps: """
        - launch:
            job: purge_jub
            location: lab
        """,
      errors: """
        job.yaml:10:12: error: spec.steps[0].launch.job: expected a job of the code location "lab", found "purge_jub" (did you mean "purge_job"?)
                job: purge_jub
                     ^~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a code location that is not known",
      steps: """
        - launch:
            job: purge_job
            location: lap
        """,
      errors: """
        job.yaml:11:17: error: spec.steps[0].launch.location: expected a code location that Dagster knows, found "lap" (did you mean "lab"?)
                location: lap
                          ^~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "configuration that contradicts the partition's own",
      steps: """
        - launch:
            job: export_job
            location: lab
            partition: "2024-01-05"
            config:
              ops:
                export:
                  config:
                    day: "2024-01-06"
        """,
      errors: """
        job.yaml:17:20: error: spec.steps[0].launch.config.ops.export.config.day: expected what the job itself has for this partition, found another value (leave it out: the partition's own configuration says it)
                        day: "2024-01-06"
                             ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partitioned job without one",
      steps: """
        - launch:
            job: export_job
            location: lab
        """,
      errors: """
        job.yaml:10:12: error: spec.steps[0].launch.job: expected a job without partitions, found "export_job", which is partitioned (name one with `partition`)
                job: export_job
                     ^~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partition of a job without any",
      steps: """
        - launch:
            job: noop_job
            location: lab
            partition: "2024-01-05"
        """,
      errors: """
        job.yaml:12:18: error: spec.steps[0].launch.partition: expected no partition, found "2024-01-05": the job "noop_job" has none
                partition: "2024-01-05"
                           ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partition that the job does not have",
      steps: """
        - launch:
            job: export_job
            location: lab
            partition: "2024-03-01"
        """,
      errors: """
        job.yaml:12:18: error: spec.steps[0].launch.partition: expected a partition of the job "export_job", found "2024-03-01" (it has 60, from "2024-01-01" through "2024-02-29")
                partition: "2024-03-01"
                           ^~~~~~~~~~~~
        job.yaml: 1 problem
        """
    ),
    RefusedInput(
      title: "a partition whose configuration YAML readers disagree on",
      steps: """
        - launch:
            job: unquoted_job
            location: lab
            partition: eu
        """,
      errors: """
        job.yaml:12:18: error: spec.steps[0].launch.partition: expected a partition whose own configuration is plain YAML, found one that this runner can't send back (launch this partition in Dagster itself)
                partition: eu
                           ^~
        job.yaml: 1 problem
        """
    ),
  ]
}
