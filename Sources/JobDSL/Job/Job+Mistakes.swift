// What is a step's, written behind the whole job.

extension Job {
  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func config(_ config: some RunConfig) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func maxConcurrentRuns(_ limit: Int) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func tags(_ tags: [String: String]) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func priority(_ priority: Int) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func maxRetries(_ count: Int) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func maxRuntime(_ limit: Duration) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func only(_ filter: PartitionFilter) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func atMost(partitions limit: Int) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func atMost(runs limit: Int) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func requires(_ requirement: Requirement, _ others: Requirement...) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func overwrites(_ overwriting: Overwriting) -> Job { self }

  @available(*, unavailable, message: "it is a step's: write it behind the step, within the braces")
  public func ensures(_ guarantee: Guarantee) -> Job { self }

  @available(*, unavailable, message: "it is an argument: write Job(…, validUntil: …) { … }")
  public func validUntil(_ day: Day) -> Job { self }

  @available(*, unavailable, message: "it is an argument: write Job(…, watchers: […]) { … }")
  public func watchers(_ names: String...) -> Job { self }
}
