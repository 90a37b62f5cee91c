import Dagster
import Diagnostics
import JSONTree
import JobDSL
import Schema

/// Checks the materialisation of one asset in one run.
struct MaterializeCheck {
  let step: StepCheck
  let path: Path

  init(step: StepCheck, at path: Path) {
    self.step = step
    self.path = path
  }

  func planned(for command: Materialize, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let before = problems.count
    guard let asset = try await step.asset(command.asset, at: path["asset"], problems: &problems) else {
      return nil
    }
    try await step.checkUnique([asset], at: [path["asset"]], problems: &problems)
    try await checkPartition(of: command, in: asset, problems: &problems)
    let job = JobSelector.assetJob(in: asset.repository)
    let config = command.config.map(JSONValue.init)
    try await ConfigCheck(step: step, at: path["config"])
      .check(config, of: [asset], at: [path["asset"]], problems: &problems)
    guard problems.count == before else { return nil }
    let partition = command.partition.map { [Tag(Tag.partitionKey, $0)] } ?? []
    let request = RunRequest(
      job: job,
      assetSelection: [asset.key],
      runConfig: config,
      tags: step.tags(command.options) + partition
    )
    return PlannedStep(
      launch: .run(request),
      assets: [asset],
      partitions: command.partition.map { TargetedPartitions($0) }
    )
  }

  private func checkPartition(of command: Materialize, in asset: AssetDefinition, problems: inout [Issue])
    async throws(DagsterError)
  {
    switch (command.partition, asset.partitioning) {
    case (nil, nil): return
    case (nil, .some):
      problems.append(
        Issue(
          at: path["asset"],
          "expected an asset without partitions, found \"\(asset.key)\", which is partitioned",
          hint: "name one with `partition`, or use backfill"
        )
      )
    case (.some(let key), nil):
      problems.append(
        Issue(at: path["partition"], "expected no partition, found \"\(key)\": \"\(asset.key)\" has none")
      )
    case (.some(let key), .some):
      let selection = Partitions.single(.static, .keys([key]))
      var found: [Issue] = []
      _ = try await PartitionExpansion(keys: step.keys, at: path)
        .keys(of: asset.key, in: selection, problems: &found)
      problems += found.map { Issue(at: path["partition"], $0.message, hint: $0.hint) }
    }
  }
}
