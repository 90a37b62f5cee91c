// What is near to a launch and isn't one; each message says what to write instead.

extension Launch {
  @available(*, unavailable, message: "this job takes a configuration: write Launch(…, config: .init(…))")
  public init<Config: RunConfig>(_ job: DagsterJob<Config, Unpartitioned>) { self = .mistake }

  @available(
    *,
    unavailable,
    message:
      "this job is partitioned: name one, partition: \"2024-02-01\" or .eu; of two dimensions \"2024-02-01\", .eu"
  )
  public init<Config, P: Partitioning>(_ job: DagsterJob<Config, P>) { self = .mistake }

  @available(*, unavailable, message: "this job takes no configuration: write Launch(…)")
  public init(_ job: DagsterJob<NoConfig, Unpartitioned>, config: some RunConfig) { self = .mistake }

  @available(*, unavailable, message: "a partition has a label: write Launch(…, partition: …)")
  public init<Config, P: SingleKeyPartitioning>(_ job: DagsterJob<Config, P>, _ partition: P.SingleKey) {
    self = .mistake
  }

  @available(*, unavailable, message: "a configuration has a label: write Launch(…, config: …)")
  public init<Config: RunConfig>(_ job: DagsterJob<Config, Unpartitioned>, _ config: Config) {
    self = .mistake
  }

  @available(*, unavailable, message: "this job has no partitions: leave partition: out")
  public init<Config>(_ job: DagsterJob<Config, Unpartitioned>, partition: String) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "this job takes no such configuration: give its own type, or leave config: out"
  )
  public init<Config, P: SingleKeyPartitioning>(
    _ job: DagsterJob<Config, P>,
    partition: P.SingleKey,
    config: some RunConfig
  ) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "this job has two dimensions: write a key of each, partition: \"2024-02-01\", .eu"
  )
  public init<Config, First, Second>(_ job: DagsterJob<Config, Multi<First, Second>>, partition: String) {
    self = .mistake
  }

  @available(
    *,
    unavailable,
    message: "a Launch is one run: write one for each partition, in a `for` if they are many"
  )
  public init<Config, P: TimePartitioning>(
    _ job: DagsterJob<Config, P>,
    from first: P.Key,
    through last: P.Key
  ) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "a Launch is one run: write one for each partition, in a `for` if they are many"
  )
  public init<Config, P: Partitioning>(_ job: DagsterJob<Config, P>, partitions: P.Selection) {
    self = .mistake
  }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the job has it"
  )
  public init<Config, P: TimePartitioning>(_ job: DagsterJob<Config, P>, partition: String) {
    self = .mistake
  }

  private static var mistake: Launch {
    Launch(job: "", location: "", partition: nil, config: nil, options: StepOptions())
  }
}
