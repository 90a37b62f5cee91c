extension NewRepository {
  /// Each calls one of the package's own, at its version; what it may do there is what it is permitted here.
  var workflows: [(String, String)] {
    [
      (".github/workflows/check.yml", check), (".github/workflows/production-job.yml", productionJob),
      (".github/workflows/catalog.yml", catalog),
    ]
  }

  private func use(_ file: String) -> String {
    "\(package.project)/.github/workflows/\(file)@\(package.version)"
  }

  private var check: String {
    """
    # Holds generated/ against the jobs; a pull request shows what its jobs would do.
    name: Check

    "on":
      pull_request:
      push:
        branches: [main]
      merge_group:

    permissions: {}

    jobs:
      check:
        name: Check
        uses: \(use("check.yml"))
        permissions:
          contents: read
          packages: read # the image
          attestations: read # what proves where it was built
          pull-requests: write # the comment

    """
  }

  private var productionJob: String {
    """
    # Started by hand. What it does and what holds is in the workflow that it calls, and in Docs/Operating.md of the package.
    name: Production job
    run-name: ${{ inputs.mode }} ${{ inputs.job }}

    "on":
      workflow_dispatch:
        inputs:
          job:
            description: The job's name, a folder of generated (not for history)
            required: false
            type: string
          version:
            description: The image's tag or sha256:… (empty for this version's; for cancel, for the one that the job runs in)
            required: false
            type: string
          mode:
            description: What to do
            required: true
            type: choice
            default: plan
            options: [plan, run, status, cancel, history]
          reason:
            description: Why (run, cancel)
            required: false
            type: string
          confirm:
            description: The job's name once more (run, cancel)
            required: false
            type: string

    permissions: {}

    jobs:
      job:
        name: Job
        uses: \(use("production-job.yml"))
        with:
          job: ${{ inputs.job }}
          version: ${{ inputs.version }}
          mode: ${{ inputs.mode }}
          reason: ${{ inputs.reason }}
          confirm: ${{ inputs.confirm }}
        permissions:
          contents: read
          packages: read # the image
          attestations: read # what proves where it was built
          id-token: write # the cluster's identity
          actions: read # the environment's rules and who approved
        secrets:
          KUBECONFIG: ${{ secrets.KUBECONFIG }} # the environment's own, where there is no GKE_CLUSTER

    """
  }

  private var catalog: String {
    """
    # Every working day: what Dagster defines otherwise than dagster.lock says becomes a pull request.
    name: Catalog

    "on":
      schedule:
      - cron: "11 5 * * 1-5"
      workflow_dispatch:

    permissions: {}

    jobs:
      catalog:
        name: Catalog
        uses: \(use("catalog.yml"))
        permissions:
          contents: write # the branch
          packages: read # the image
          attestations: read # what proves where it was built
          pull-requests: write
        secrets:
          DAGSTER_TOKEN: ${{ secrets.DAGSTER_TOKEN }} # of the environment production-catalog

    """
  }
}
