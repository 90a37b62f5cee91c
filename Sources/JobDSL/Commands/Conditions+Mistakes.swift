// Conditions that make no sense where they are written; each message says what to write instead.

extension Backfill {
  @available(*, unavailable, message: "say of what: .atMost(partitions: 40) or .atMost(runs: 10)")
  public func atMost(_ limit: Int) -> Backfill { self }

  @available(*, unavailable, message: "say how many: .atMost(partitions: 40) or .atMost(runs: 10)")
  public func atMost() -> Backfill { self }
}

extension Materialize {
  @available(*, unavailable, message: "this is one run of at most one partition: leave .atMost(…) out")
  public func atMost(partitions: Int) -> Materialize { self }

  @available(*, unavailable, message: "this is one run of at most one partition: leave .atMost(…) out")
  public func atMost(runs: Int) -> Materialize { self }

  @available(*, unavailable, message: "there is nothing to choose from here: write .overwrites(.nothing)")
  public func only(_ filter: PartitionFilter) -> Materialize { self }
}

extension OrderedCommand {
  @available(
    *,
    unavailable,
    message: "it is about assets, for Backfill and Materialize: this takes .succeeded(\"other-job\") alone"
  )
  public func requires(_ requirement: Requirement, _ others: Requirement...) -> Self { self }
}

extension Launch {
  @available(*, unavailable, message: "a condition is about assets: only Backfill and Materialize take one")
  public func overwrites(_ overwriting: Overwriting) -> Launch { self }

  @available(*, unavailable, message: "a condition is about assets: only Backfill and Materialize take one")
  public func ensures(_ guarantee: Guarantee) -> Launch { self }

  @available(*, unavailable, message: "a condition is about assets: only Backfill and Materialize take one")
  public func only(_ filter: PartitionFilter) -> Launch { self }

  @available(*, unavailable, message: "a Launch is one run: leave .atMost(…) out")
  public func atMost(partitions: Int) -> Launch { self }

  @available(*, unavailable, message: "a Launch is one run: leave .atMost(…) out")
  public func atMost(runs: Int) -> Launch { self }
}

extension PartitionFilter {
  @available(*, unavailable, message: "a failed partition that has no data is missing: write .only(.missing)")
  public static var failed: PartitionFilter { .missing }
}

extension Overwriting {
  @available(*, unavailable, message: "to leave out what is materialized already write .only(.missing)")
  public static var missing: Overwriting { .nothing }
}
