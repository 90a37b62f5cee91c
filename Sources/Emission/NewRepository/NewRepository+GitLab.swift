extension NewRepository {
  /// The form, and the package's own pipeline at its version.
  var gitLab: String {
    """
    # The form of Build → Pipelines → New pipeline shows these inputs (GitLab 18.1 or newer). What is done, and what holds, is
    # in the files that are included, and in Docs/Operating.md of the package. Settings → CI/CD → Variables → "Minimum role to
    # use pipeline variables" has to be "No one allowed".
    spec:
      inputs:
        job:
          description: The job's name, a folder of generated (not for history)
          default: ""
          regex: ^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$
        version:
          description: The image's tag or sha256:… (empty for this version's; for cancel, for the one that the job runs in)
          default: ""
          regex: ^(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$
        mode:
          description: What to do
          default: plan
          options: [plan, run, status, cancel, history]
        reason:
          description: Why, without quotes, backslashes and dollars (run, cancel)
          default: ""
          regex: ^[^"\\\\$\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{0,500}$
        confirm:
          description: The job's name once more (run, cancel)
          default: ""
          regex: ^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$
    ---
    include:
    - project: \(package.project)
      ref: &version "\(package.version)" # of \(package.identity)
      file: ci/gitlab/package.yml
      inputs:
        project: \(package.project)
        version: *version
        image: \(image)
        image-project: \(package.project)
    - project: \(package.project)
      ref: *version
      file: ci/gitlab/check.yml
    - project: \(package.project)
      ref: *version
      file: ci/gitlab/production-job.yml
      inputs:
        job: "$[[ inputs.job ]]"
        version: "$[[ inputs.version ]]"
        mode: "$[[ inputs.mode ]]"
        reason: "$[[ inputs.reason ]]"
        confirm: "$[[ inputs.confirm ]]"

    """
  }
}
