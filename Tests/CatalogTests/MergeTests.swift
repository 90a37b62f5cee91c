import CodeLocations
import ExactText
import FileTree
import Foundation
import TestSupport
import Testing

@testable import Catalog

/// Two branches that pulled different definitions, merged by Git as `.gitattributes` says.
@Suite struct MergeTests {
  private static func lab(_ change: (inout LocationDefinitions) -> Void = { _ in }) -> LocationDefinitions {
    var lab = Sample.lab
    change(&lab)
    lab.assets.sort { $0.id < $1.id }
    lab.jobs.sort { $0.id < $1.id }
    return lab
  }

  /// What one branch took away beside the other's new one comes back with a union, until the next pull takes it away:
  /// `catalog check` says so.
  private static let takenAway = Merge(
    testDescription: "one branch took away what is beside the other's new one",
    ours: lab { $0.assets.removeAll { $0.key == "orders_open" } },
    theirs: lab { $0.assets.append(DefinedAsset(key: "orders_p", partitions: Sample.daily, group: "sales")) },
    both: lab { $0.assets.append(DefinedAsset(key: "orders_p", partitions: Sample.daily, group: "sales")) }
  )

  struct Merge: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ours: LocationDefinitions
    let theirs: LocationDefinitions
    let both: LocationDefinitions
  }

  @Test(arguments: [
    Merge(
      testDescription: "new assets side by side, of a kind that was there",
      ours: lab { $0.assets.append(DefinedAsset(key: "orders_a", partitions: Sample.daily, group: "sales")) },
      theirs: lab {
        $0.assets.append(DefinedAsset(key: "orders_b", partitions: Sample.daily, group: "sales"))
      },
      both: lab {
        $0.assets.append(DefinedAsset(key: "orders_a", partitions: Sample.daily, group: "sales"))
        $0.assets.append(DefinedAsset(key: "orders_b", partitions: Sample.daily, group: "sales"))
      }
    ),
    Merge(
      testDescription: "new assets of kinds, groups and configurations of their own",
      ours: lab {
        $0.assets.append(
          DefinedAsset(key: "x", partitions: Sample.byRegion, group: "first", config: .op("x", .string))
        )
      },
      theirs: lab {
        $0.assets.append(
          DefinedAsset(key: "y", partitions: Sample.regions, group: "second", config: .op("y", .string))
        )
      },
      both: lab {
        $0.assets.append(
          DefinedAsset(key: "x", partitions: Sample.byRegion, group: "first", config: .op("x", .string))
        )
        $0.assets.append(
          DefinedAsset(key: "y", partitions: Sample.regions, group: "second", config: .op("y", .string))
        )
      }
    ),
    Merge(
      testDescription: "the first weekly assets of a group",
      ours: lab { $0.assets.append(DefinedAsset(key: "w1", partitions: Sample.weekly, group: "sales")) },
      theirs: lab { $0.assets.append(DefinedAsset(key: "w2", partitions: Sample.weekly, group: "sales")) },
      both: lab {
        $0.assets.append(DefinedAsset(key: "w1", partitions: Sample.weekly, group: "sales"))
        $0.assets.append(DefinedAsset(key: "w2", partitions: Sample.weekly, group: "sales"))
      }
    ),
    Merge(
      testDescription: "new jobs, schedules and the same asset on both",
      ours: lab {
        $0.assets.append(DefinedAsset(key: "same"))
        $0.jobs.append(DefinedJob(name: "a_job", config: Sample.purge))
      },
      theirs: lab {
        $0.assets.append(DefinedAsset(key: "same"))
        $0.jobs.append(DefinedJob(name: "b_job"))
        $0.schedules.append(DefinedInstigator(name: "weekly", cron: "0 3 * * 1"))
      },
      both: lab {
        $0.assets.append(DefinedAsset(key: "same"))
        $0.jobs.append(DefinedJob(name: "a_job", config: Sample.purge))
        $0.jobs.append(DefinedJob(name: "b_job"))
        $0.schedules.append(DefinedInstigator(name: "weekly", cron: "0 3 * * 1"))
      }
    ), takenAway,
  ])
  func noHandIsNeeded(merge: Merge) async throws {
    try await withTemporaryFolder { folder async throws in
      let git = try program("git")
      func run(_ arguments: String...) async throws {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
        let ending = try await Child(git.path, identity + arguments, directory: folder.path).ending()
        #expect(ending.status == 0, "git \(arguments): \(ending.output)\(ending.errors)")
      }
      let catalog = CatalogFolders(ofPackage: folder.path)
      func pull(_ definitions: LocationDefinitions) async throws {
        let locks = try catalog.read().renewed(by: [definitions], inUse: NamesInUse())
        try catalog.locks.apply(try catalog.comparison(to: locks))
        try catalog.swift.apply(try catalog.swiftComparison(to: locks))
        try await run("add", "--all")
        try await run("commit", "--quiet", "-m", "pull")
      }
      try FileManager.default.copyItem(
        at: inPackage(".gitattributes"),
        to: folder.appending(path: ".gitattributes")
      )
      try await run("init", "--quiet", "--initial-branch", "main")
      try await pull(Self.lab())
      try await run("switch", "--quiet", "--create", "theirs")
      try await pull(merge.theirs)
      try await run("switch", "--quiet", "main")
      try await pull(merge.ours)
      try await run("merge", "--quiet", "theirs", "-m", "merge")

      let locks = try catalog.read()
      #expect(locks.changes(to: [merge.both]).map(\.description) == [])
      #expect(try catalog.swiftComparison(to: locks, isOrderFree: true).differences.map(\.path) == [])
      // The next pull puts all into order, and renames nothing.
      let renewed = locks.renewed(by: [merge.both], inUse: NamesInUse())
      #expect(renewed.map(\.assets).map { $0.map(\.swift) } == locks.map(\.assets).map { $0.map(\.swift) })
    }
  }
}
