import Diagnostics

/// What a command works on, as summaries and reports show it.
public struct Subject: Sendable {
  /// What its partitions are of.
  package enum Object: Sendable {
    case assets([String])
    case job(String, location: String)
    /// Runs that are there already, by their ids.
    case runs([String])
    /// Schedules and sensors.
    case automations([Automation])
    /// Nothing that a code location defines: what it is about, in words.
    case words(String)
  }

  package enum Selection: Sendable {
    /// There are no partitions.
    case none
    case one(String)
    case some(Partitions)
  }

  package var object: Object
  package var selection: Selection
  /// Which of the partitions; `nil` for all.
  package var part: BackfillPart?
  /// Whether runs only look at it: they have to materialize nothing, and every asset check has to pass.
  package var isChecked = false

  /// Assets, or one partition of each.
  public static func assets(_ keys: [String], partition: String? = nil) -> Subject {
    Subject(object: .assets(keys), selection: partition.map(Selection.one) ?? .none)
  }

  /// Partitions of assets.
  public static func assets(_ keys: [String], partitions: Partitions) -> Subject {
    assets(keys, partitions: partitions, part: nil)
  }

  static func assets(_ keys: [String], partitions: Partitions, part: BackfillPart?) -> Subject {
    Subject(object: .assets(keys), selection: .some(partitions), part: part)
  }

  /// The asset checks of an asset.
  public static func checks(of asset: String) -> Subject {
    Subject(object: .assets([asset]), selection: .none, isChecked: true)
  }

  /// A Dagster job, or one partition of it.
  public static func job(_ name: String, location: String, partition: String? = nil) -> Subject {
    Subject(
      object: .job(name, location: location),
      selection: partition.map(Selection.one) ?? .none
    )
  }

  /// Nothing that a code location defines: what it is about, in words.
  public static func words(_ text: String) -> Subject { Subject(object: .words(text), selection: .none) }

  /// Schedules and sensors.
  static func automations(_ automations: [Automation]) -> Subject {
    Subject(object: .automations(automations), selection: .none)
  }

  /// Runs that are there already, by their ids.
  public static func runs(_ ids: [String]) -> Subject { Subject(object: .runs(ids), selection: .none) }
}

extension Subject {
  /// The asset keys; empty for what is not about assets.
  package var assets: [String] { if case .assets(let keys) = object { keys } else { [] } }

  /// The one partition; `nil` for none and for several.
  package var partition: String? { if case .one(let key) = selection { key } else { nil } }

  /// How many partitions it says and between which; `nil` where there are none.
  package var extent: PartitionExtent? {
    switch selection {
    case .none: nil
    case .one(let key): .single(key)
    case .some(let partitions): part.map(partitions.extent.made(by:)) ?? partitions.extent
    }
  }

  /// On one line: `orders 2024-02-01…2024-02-15`.
  package var summary: String {
    let object =
      switch object {
      case .assets(let keys): keys.joined(separator: ", ")
      case .job(let name, _): name
      case .runs(let ids) where ids.count > 3: "\(ids[0]), \(ids[1]) and \(ids.count - 2) more"
      case .runs(let ids): ids.joined(separator: ", ")
      case .automations(let automations):
        automations.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", ")
      case .words(let text): onOneLine(text)
      }
    switch selection {
    case .none: return isChecked ? "checks of \(object)" : object
    case .one(let key): return "\(object) \(key)"
    case .some(let partitions): return "\(object) \(partitions.summary)\(part?.summary ?? "")"
    }
  }

  /// What makes a step the same one after a change: its first asset, or its job.
  package var identity: [String] {
    switch object {
    case .assets(let keys): Array(keys.prefix(1))
    case .job(let name, let location): [name, location]
    case .runs(let ids): Array(ids.prefix(1))
    case .automations(let automations): automations.prefix(1).map(\.text)
    case .words(let text): [text]
    }
  }
}

extension BackfillPart {
  fileprivate var summary: String {
    switch self {
    case .first(let count): ", the first \(count)"
    case .afterFirst(let count): ", all but the first \(count)"
    }
  }
}

extension Partitions {
  fileprivate var summary: String {
    switch self {
    case .single(_, let keys): keys.summary
    case .multi(let dimensions):
      dimensions.map { "\($0.name) \($0.keys.summary)" }.joined(separator: " × ")
    }
  }
}

extension KeySelection {
  fileprivate var summary: String {
    switch self {
    case .all: "all partitions"
    case .keys(let keys) where keys.count > 3: "\(keys[0]), \(keys[1]) and \(keys.count - 2) more"
    case .keys(let keys): keys.joined(separator: ", ")
    case .range(let range): "\(range.from)…\(range.through)"
    case .ranges(let ranges): ranges.map { "\($0.from)…\($0.through)" }.joined(separator: ", ")
    }
  }
}
