import Diagnostics
package import ExactText
public import Schema

/// A job of the Dagster deployment, with its configuration and partitioning in its type.
///
/// Declared in the catalog, as a member that is named with a leading dot: `Launch(.purge, config: …)`.
public struct DagsterJob<Config, Partitions>: Sendable {
  package let name: String
  package let location: String

  /// - Parameters:
  ///   - name: the job's name in Dagster.
  ///   - location: the code location that defines it.
  public init(_ name: String, location: String) {
    self.name = name
    self.location = location
  }
}

/// Launches a Dagster job once.
public struct Launch: LaunchingCommand, OrderedCommand {
  @Exact package var job: String
  @Exact package var location: String
  /// `nil` for a job without partitions.
  @Exact package var partition: String?
  package var config: ConfigValue?
  /// `nil` for a launch that isn't rehearsed.
  package var rehearsal: Rehearsal?
  public var conditions = Conditions()
  public var options = StepOptions()
  var namedKeys = NotInDocument<[NamedKey]>()
  /// Whether something is expected of a rehearsal that nobody asked for.
  var isUnrehearsed = NotInDocument<Bool>()

  package init(
    job: String,
    location: String,
    partition: String?,
    config: ConfigValue?,
    rehearsal: Rehearsal? = nil,
    conditions: Conditions = Conditions(),
    options: StepOptions
  ) {
    self.job = job
    self.location = location
    self.partition = partition
    self.config = config
    self.rehearsal = rehearsal
    self.conditions = conditions
    self.options = options
  }

  /// A job that takes a configuration.
  ///
  /// - Parameters:
  ///   - job: the job, from the catalog.
  ///   - config: its configuration.
  ///   - rehearsal: the field with which the job changes nothing, and reports what it would: the launch is tried
  ///     with it before, and `.expects` says which numbers count.
  public init<Config: RunConfig>(
    _ job: DagsterJob<Config, Unpartitioned>,
    config: Config,
    rehearsedBy rehearsal: ConfigSwitch<Config>? = nil
  ) {
    self.init(
      job: job.name,
      location: job.location,
      partition: nil,
      config: config.runConfig,
      rehearsal: rehearsal.map { Rehearsal(field: $0.path, expects: []) },
      options: StepOptions()
    )
  }

  /// A job without configuration.
  public init(_ job: DagsterJob<NoConfig, Unpartitioned>) {
    self.init(job: job.name, location: job.location, partition: nil, config: nil, options: StepOptions())
  }

  /// One partition of a partitioned job, with the configuration that the job itself has for that partition.
  public init<Config, P: SingleKeyPartitioning>(_ job: DagsterJob<Config, P>, partition: P.SingleKey) {
    self.init(job, [P.named(partition)], config: nil)
  }

  /// One partition of a partitioned job, with this configuration besides what the job itself has for that partition.
  public init<Config: RunConfig, P: SingleKeyPartitioning>(
    _ job: DagsterJob<Config, P>,
    partition: P.SingleKey,
    config: Config,
    rehearsedBy rehearsal: ConfigSwitch<Config>? = nil
  ) {
    self.init(job, [P.named(partition)], config: config.runConfig, rehearsal: rehearsal)
  }

  /// One partition of a job with two dimensions: `Launch(.export, partition: "2024-02-01", .eu)`.
  public init<Config, First, Second>(
    _ job: DagsterJob<Config, Multi<First, Second>>,
    partition first: First.Cut.SingleKey,
    _ second: Second.Cut.SingleKey
  ) where First.Cut: SingleKeyPartitioning, Second.Cut: SingleKeyPartitioning {
    self.init(job, [First.Cut.named(first), Second.Cut.named(second)], config: nil)
  }

  /// The same with this configuration besides what the job itself has for that partition.
  public init<Config: RunConfig, First, Second>(
    _ job: DagsterJob<Config, Multi<First, Second>>,
    partition first: First.Cut.SingleKey,
    _ second: Second.Cut.SingleKey,
    config: Config,
    rehearsedBy rehearsal: ConfigSwitch<Config>? = nil
  ) where First.Cut: SingleKeyPartitioning, Second.Cut: SingleKeyPartitioning {
    let keys = [First.Cut.named(first), Second.Cut.named(second)]
    self.init(job, keys, config: config.runConfig, rehearsal: rehearsal)
  }

  private init<Config, P>(
    _ job: DagsterJob<Config, P>,
    _ keys: [NamedKey],
    config: ConfigValue?,
    rehearsal: ConfigSwitch<Config>? = nil
  ) {
    self.init(
      job: job.name,
      location: job.location,
      partition: keys.map(\.text).joined(separator: "|"),
      config: config,
      rehearsal: rehearsal.map { Rehearsal(field: $0.path, expects: []) },
      options: StepOptions()
    )
    namedKeys = NotInDocument(keys)
  }

  public static let keyword = "launch"
  public static let meaning = "launches a Dagster job"
  public var subject: Subject { .job(job, location: location, partition: partition) }
}

extension Launch {
  public static let schema: Schema<Launch> = .object(
    "One run of a Dagster job",
    .required("job", \.job, .filledText, "the job's name in Dagster"),
    .required("location", \.location, .filledText, "the code location that defines it"),
    .optional("partition", \.partition, .partitionKey, "the partition, where the job has partitions"),
    .optional("config", \.config, .config, "the run configuration"),
    .optional("rehearsal", \.rehearsal, Rehearsal.schema, "how it is tried before"),
    .requires,
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: Launch.init(job:location:partition:config:rehearsal:conditions:options:)
  ).checked { $0.namedKeys.issues(at: .root[\Launch.partition]) }.checked { $0.rehearsalIssues }
}
