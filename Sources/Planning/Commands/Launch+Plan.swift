public import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JSONTree
public import JobDSL
public import Schema
import Works

extension Launch: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    try await LaunchCheck(step: site).planned(for: self, problems: &problems)
  }
}

/// Checks the launch of a Dagster job.
private struct LaunchCheck {
  let step: StepCheck
  var path: Path { step.path }

  func planned(for command: Launch, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let before = problems.count
    guard let job = try await definition(of: command, problems: &problems) else { return nil }
    let partition = try await partitionConfiguration(of: command, in: job, problems: &problems)
    guard problems.count == before else { return nil }
    let config = config(of: command, besides: partition, problems: &problems)
    guard problems.count == before else { return nil }
    try await ConfigCheck(step: step, at: path[\Launch.config]).check(
      config,
      for: job.selector,
      problems: &problems
    )
    guard problems.count == before else { return nil }
    let own = step.tags(command.options)
    let fromPartition = (partition?.tags ?? []).filter { tag in !own.contains { $0.key.isExactly(tag.key) } }
    let run = RunRequest(job: job.selector, runConfig: config, tags: own + fromPartition)
    let rehearsal = try await rehearsal(of: command, as: run, problems: &problems)
    guard problems.count == before else { return nil }
    return PlannedStep(
      work: RunWork(run),
      assets: try await assets(of: job),
      partitions: command.partition.map { TargetedPartitions($0) },
      rehearsal: rehearsal
    )
  }

  /// The same run but for the one field, which has to be there: without it the rehearsal would be the launch itself.
  private func rehearsal(of command: Launch, as run: RunRequest, problems: inout [Issue])
    async throws(DagsterError) -> PlannedRehearsal?
  {
    guard let rehearsal = command.rehearsal else { return nil }
    let place = path[\Launch.rehearsal]
    var rehearsed = run
    rehearsed.runConfig = run.runConfig?.settingTrue(at: rehearsal.field[...])
    guard let config = rehearsed.runConfig else {
      let field = rehearsal.field.joined(separator: ".")
      problems.append(
        Issue(
          at: place[\Rehearsal.field],
          "expected a field that the configuration has as false, found \(quoted(field))"
        )
      )
      return nil
    }
    try await ConfigCheck(step: step, at: path[\Launch.config]).check(
      config,
      for: run.job,
      problems: &problems
    )
    return PlannedRehearsal(
      run: rehearsed,
      expects: rehearsal.expects,
      path: place[\Rehearsal.expects]
    )
  }

  /// The partition's own configuration and the document's, where they don't say two things of one field.
  private func config(of command: Launch, besides partition: PartitionConfiguration?, problems: inout [Issue])
    -> JSONValue?
  {
    let wanted = command.config.map(JSONValue.init)
    guard let partition else { return wanted }
    guard let own = JSONValue(serverYAML: partition.runConfigYaml) else {
      problems.append(
        Issue(
          at: path[\Launch.partition],
          "expected a partition whose own configuration is plain YAML, found one that this runner can't send back",
          hint: "launch this partition in Dagster itself"
        )
      )
      return nil
    }
    guard let wanted else { return own }
    let merged = own.merged(with: wanted, at: path[\Launch.config])
    problems += merged.conflicts.map { conflict in
      Issue(
        at: conflict,
        "expected what the job itself has for this partition, found another value",
        hint: "leave it out: the partition's own configuration says it"
      )
    }
    return merged.value
  }

  private func assets(of job: JobDefinition) async throws(DagsterError) -> [AssetDefinition] {
    guard job.isAssetJob else { return [] }
    let keys = try await client.assets(ofJob: job.selector)
    let definitions = try await client.assets(keys)
    return keys.compactMap { definitions[$0] }
  }

  private func definition(of command: Launch, problems: inout [Issue]) async throws(DagsterError)
    -> JobDefinition?
  {
    let locations = step.readiness.locations
    guard let location = locations.first(where: { $0.name.isExactly(command.location) }) else {
      problems.append(
        Issue(
          at: path[\Launch.location],
          "expected a code location that Dagster knows, found \"\(command.location)\"",
          hint: didYouMean(command.location, among: locations.map(\.name))
        )
      )
      return nil
    }
    let jobs = try await client.jobs().filter { $0.selector.location.isExactly(location.name) }
    if let job = jobs.first(where: { $0.name.isExactly(command.job) }) { return job }
    problems.append(
      Issue(
        at: path[\Launch.job],
        "expected a job of the code location \"\(location.name)\", found \"\(command.job)\"",
        hint: didYouMean(command.job, among: jobs.map(\.name)) ?? step.failure(of: location.name)
      )
    )
    return nil
  }

  private var client: DagsterClient { step.client }

  /// A launch by tag doesn't bring a partitioned job's own configuration: it is fetched and sent along.
  private func partitionConfiguration(of command: Launch, in job: JobDefinition, problems: inout [Issue])
    async throws(DagsterError) -> PartitionConfiguration?
  {
    let keys = job.partitionSetName == nil ? [] : try await client.partitionKeys(ofJob: job.selector)
    switch (command.partition, job.partitionSetName) {
    case (nil, nil): return nil
    case (nil, .some):
      problems.append(
        Issue(
          at: path[\Launch.job],
          "expected a job without partitions, found \"\(job.name)\", which is partitioned",
          hint: "name one with `partition`"
        )
      )
    case (.some(let key), nil):
      problems.append(
        Issue(
          at: path[\Launch.partition],
          "expected no partition, found \"\(key)\": the job \"\(job.name)\" has none"
        )
      )
    case (.some(let key), .some) where !keys.containsExactly(key):
      let bounds = keys.first.map {
        "it has \(keys.count), from \"\($0)\" through \"\(keys[keys.count - 1])\""
      }
      problems.append(
        Issue(
          at: path[\Launch.partition],
          "expected a partition of the job \"\(job.name)\", found \"\(key)\"",
          hint: otherFormHint(of: key, among: keys) ?? bounds
        )
      )
    case (.some(let key), .some):
      return try await client.partitionConfiguration(ofJob: job.selector, partition: key)
        .map { PartitionConfiguration(runConfigYaml: $0.runConfigYaml, tags: $0.tags.withPartition(key)) }
    }
    return nil
  }
}

extension JSONValue {
  /// - Returns: `nil` where the field isn't there as false.
  fileprivate func settingTrue(at path: ArraySlice<String>) -> JSONValue? {
    guard let key = path.first else { return self == .bool(false) ? .bool(true) : nil }
    guard let inner = self[key]?.settingTrue(at: path.dropFirst()) else { return nil }
    var copy = self
    copy[key] = inner
    return copy
  }
}

extension [Tag] {
  fileprivate func withPartition(_ key: String) -> [Tag] {
    filter { !$0.key.isExactly(Tag.partitionKey) } + [Tag(Tag.partitionKey, key)]
  }
}
