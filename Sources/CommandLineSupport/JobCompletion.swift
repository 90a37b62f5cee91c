package import ArgumentParser

extension CompletionKind {
  /// Names of jobs in `generated/`, also of those that are retired: their records stay.
  package static var job: CompletionKind {
    .custom { _, _, prefix in
      let jobs = GeneratedJobs()
      return (jobs.names() + jobs.names(retired: true)).filter { $0.hasPrefix(prefix) }
    }
  }
}
