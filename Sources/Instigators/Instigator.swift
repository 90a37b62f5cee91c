package import DagsterModel
package import ExactText
import JSONTree

/// Which schedule or sensor, by what stays the same when its location is moved.
package struct InstigatorSelector: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    case schedule, sensor
  }

  package var kind: Kind
  package var repository: RepositorySelector
  @Exact package var name: String

  package init(_ kind: Kind, _ name: String, in repository: RepositorySelector) {
    (self.kind, self.repository, self.name) = (kind, repository, name)
  }

  /// `schedule nightly of lab`.
  package var description: String { "\(kind.rawValue) \(name) of \(repository.location)" }

  /// As Dagster's inputs have it.
  var json: JSONValue {
    var json = repository.json
    json["\(kind.rawValue)Name"] = .string(name)
    return json
  }

  /// The tags that tell its runs from those of another one of its name.
  package var runTags: [Tag] { [nameTag, .repository(repository)] }

  /// What its runs and backfills carry, and those of another one of its name.
  var nameTag: Tag { Tag("dagster/\(kind.rawValue)_name", name) }
}

/// A schedule or a sensor as it is now.
package struct Instigator: Hashable, Sendable {
  package var selector: InstigatorSelector
  package var isRunning: Bool
  /// Whether it runs or not as its code says, and nobody has switched it on or off since.
  package var isDeclared: Bool
  /// Whether its code says that it runs.
  package var runsByDefault: Bool
  /// By which it is switched off; another one once its location has moved.
  package var id: String
  /// Since when its last tick goes on, in seconds since the epoch; `nil` where that has ended. That of a daemon that was killed
  /// never does.
  package var tickingSince: Double?
  /// How many seconds lie between two looks of a sensor; `nil` for a schedule.
  package var interval: Int?
  /// When a schedule ticks next, in seconds since the epoch; empty where that wasn't asked for.
  package var nextTicks: [Double]
}
