// What is the whole job's, written behind one of its steps.

extension Command {
  @available(*, unavailable, message: "it is the job's: write .kubernetes(…) behind the job's closing brace")
  public func kubernetes(_ settings: KubernetesSettings) -> Self { self }

  @available(*, unavailable, message: "it is the job's: write Job(…, validUntil: …) { … }")
  public func validUntil(_ day: Day) -> Self { self }

  @available(*, unavailable, message: "it is the job's: write Job(…, watchers: […]) { … }")
  public func watchers(_ names: String...) -> Self { self }

  @available(*, unavailable, message: "it is the job's: write Job(…, owner: …, reason: …) { … }")
  public func owner(_ owner: String) -> Self { self }

  @available(*, unavailable, message: "it is the job's: write Job(…, owner: …, reason: …) { … }")
  public func reason(_ reason: String) -> Self { self }
}
