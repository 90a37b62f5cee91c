package import ExactText

/// How an asset or a job is partitioned, with what can be told of its keys without asking again.
package indirect enum DefinedPartitions: Hashable, Sendable {
  case timeWindows(DefinedWindows)
  case `static`(DefinedKeys)
  /// Keys that grow on the server, by the definition's name; nil where the server doesn't tell it.
  case dynamic(name: ExactString?)
  /// In the order of their names.
  case multi([DefinedDimension])
  /// A kind that this version doesn't know; of a job of ops `MULTIPARTITIONED`, whose dimensions the server doesn't tell.
  case unknown(type: ExactString)
}

/// One dimension of several.
package struct DefinedDimension: Hashable, Sendable, Codable {
  @Exact package var name: String
  package var partitions: DefinedPartitions

  package init(name: String, partitions: DefinedPartitions) {
    self.name = name
    self.partitions = partitions
  }
}

/// Windows of time.
package struct DefinedWindows: Hashable, Sendable, Codable {
  /// Python's `strftime`: `%Y-%m-%d`; empty where the server doesn't say and the keys are not spelled as is usual.
  @Exact package var format: String
  /// `hourly`, `daily`, `weekly`, `monthly`, or a cron expression; nil where the server doesn't say.
  @Exact package var cadence: String?
  /// An IANA zone: `Europe/Berlin`; nil where the server doesn't say.
  @Exact package var timezone: String?
  /// The first key; nil when there is none yet.
  @Exact package var first: String?
  /// The last key of windows that have an end; nil where they go on with time.
  @Exact package var last: String?
  /// By how many windows the last one is beyond (or, negative, before) what has passed.
  package var endOffset: Int
  /// The days of the week on which daily windows have none, from 1 for Monday to 7 for Sunday: what is excluded each
  /// week, and will be in weeks to come.
  package var skippedWeekdays: [Int]?
  /// The other keys that the cadence has between the first and the last and the definition doesn't: what it excludes.
  /// At most the first `holesLimit`; where there are so many there may be more. None for a cron expression.
  @Exact package var holes: [String]
  /// How many of those there are, where they are more than `holes` holds and the windows have an end.
  package var holeCount: Int?

  /// The most holes that are told one by one.
  package static let holesLimit = 200

  package init(
    format: String,
    cadence: String? = nil,
    timezone: String? = nil,
    first: String? = nil,
    last: String? = nil,
    endOffset: Int = 0,
    skippedWeekdays: [Int]? = nil,
    holes: [String] = [],
    holeCount: Int? = nil
  ) {
    self.format = format
    self.cadence = cadence
    self.timezone = timezone
    self.first = first
    self.last = last
    self.endOffset = endOffset
    self.skippedWeekdays = skippedWeekdays
    self.holes = holes
    self.holeCount = holeCount
  }
}

/// A fixed list of keys.
package struct DefinedKeys: Hashable, Sendable, Codable {
  package var count: Int
  /// SHA-256 of the keys in the definition's order, a line each, in hexadecimal.
  @Exact package var hash: String
  /// In the definition's order; nil where they are more than `limit`.
  @Exact package var keys: [String]?

  /// The most keys that are told one by one.
  package static let limit = 200

  package init(count: Int, hash: String, keys: [String]?) {
    self.count = count
    self.hash = hash
    self.keys = keys
  }
}

extension DefinedPartitions: Codable {
  private enum Key: String, CodingKey { case windows, `static`, dynamic, dimensions, unknown }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let windows = try container.decodeIfPresent(DefinedWindows.self, forKey: .windows) {
      self = .timeWindows(windows)
    } else if let keys = try container.decodeIfPresent(DefinedKeys.self, forKey: .static) {
      self = .static(keys)
    } else if let dimensions = try container.decodeIfPresent([DefinedDimension].self, forKey: .dimensions) {
      self = .multi(dimensions)
    } else if let type = try container.decodeIfPresent(ExactString.self, forKey: .unknown) {
      self = .unknown(type: type)
    } else {
      self = .dynamic(name: try container.decode(ExactString?.self, forKey: .dynamic))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .timeWindows(let windows): try container.encode(windows, forKey: .windows)
    case .static(let keys): try container.encode(keys, forKey: .static)
    case .dynamic(let name): try container.encode(name, forKey: .dynamic)
    case .multi(let dimensions): try container.encode(dimensions, forKey: .dimensions)
    case .unknown(let type): try container.encode(type, forKey: .unknown)
    }
  }
}
