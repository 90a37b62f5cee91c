public import DagsterModel
public import Diagnostics
import ExactText
public import Schema

extension StepCheck {
  /// Code locations that failed to load, which may be why something is not known: any of them may have it.
  var brokenLocations: String? {
    let broken = readiness.locations.filter { !$0.isReady }
    guard !broken.isEmpty else { return nil }
    return broken.map(\.failure).joined(separator: "; ")
  }

  /// Why a code location has nothing, where it failed to load.
  package func failure(of location: String) -> String? {
    readiness.locations.first { $0.name.isExactly(location) && !$0.isReady }?.failure
  }

  /// Refuses an asset that several code locations define: Dagster makes one of them, and doesn't say which.
  ///
  /// - Parameter places: where the assets stand in the document, in their order.
  public func checkUnique(_ assets: [AssetDefinition], at places: [Path], problems: inout [Issue]) {
    for (asset, place) in zip(assets, places) where !asset.definers.isEmpty {
      problems.append(
        Issue(
          at: place,
          "expected an asset of one code location, found \"\(asset.key)\" in \(asset.definers.names)",
          hint:
            "Dagster would choose one by itself: take its definition out of the others, or launch a job of the one "
            + "that is meant"
        )
      )
    }
  }

  /// The assets in the order of their repositories' first ones: each repository validates and runs its own.
  func byRepository(_ assets: [AssetDefinition]) -> [(
    repository: RepositorySelector, assets: [AssetDefinition]
  )] {
    var groups: [(repository: RepositorySelector, assets: [AssetDefinition])] = []
    for asset in assets {
      if let index = groups.firstIndex(where: { $0.repository == asset.repository }) {
        groups[index].assets.append(asset)
      } else {
        groups.append((asset.repository, [asset]))
      }
    }
    return groups
  }
}

extension [RepositorySelector] {
  /// The code locations, with the repository where a location has several.
  fileprivate var names: String {
    let locations = map(\.location)
    let names = map { repository in
      let isAlone = locations.filter { $0 == repository.location }.count == 1
      return "\"\(repository.location)\"" + (isAlone ? "" : " (repository \"\(repository.name)\")")
    }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}

extension Readiness.CodeLocation {
  fileprivate var failure: String {
    guard let loadError else {
      return "the code location \"\(name)\" is not loaded yet (\(loadStatus)): try again"
    }
    return "the code location \"\(name)\" failed to load: \(loadError)"
  }
}
