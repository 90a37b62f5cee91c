import CodeLocations
import ExactText

/// The Swift that locks are written as: each file's text by its path below `Sources/Jobs/Catalog`.
///
/// It follows from the locks alone, byte for byte.
package struct CatalogFiles: Sendable {
  package let files: [String: [UInt8]]

  /// There before anything was pulled, as the compiler wants a file for each module.
  private static let overview = """
    \(LocationSource.heading)
    // What code locations define: assets and jobs by name, a folder for each location.

    """

  /// The most symbols that a file holds, so that a change compiles little.
  static let symbolsInFile = 200

  package init(of locks: [LocationLock]) {
    var files = ["Catalog.swift": Array(Self.overview.utf8)]
    for lock in locks {
      let source = LocationSource(lock)
      let folder = lock.fileName
      for (name, lines) in source.files {
        let text =
          ([LocationSource.heading, "// swift-format-ignore-file", "public import JobDSL", ""] + lines)
          .joined(
            separator: "\n"
          ) + "\n"
        files["\(folder)/\(name).swift"] = Array(text.utf8)
      }
    }
    self.files = files
  }
}

extension LocationLock {
  /// The location's name as that of a file.
  package var fileName: String { location.asFileName }
}

/// What is written for one location.
struct LocationSource {
  let lock: LocationLock
  private let swift: SwiftTypes

  static let heading =
    "// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one."

  init(_ lock: LocationLock) {
    self.lock = lock
    swift = SwiftTypes(of: lock)
  }

  /// The lines of each file below the heading, by a name that no other file of the package has: the compiler wants
  /// names of their own in all folders.
  var files: [(name: String, lines: [String])] {
    var files: [(name: String, lines: [String])] = []
    for (group, assets) in lock.assets.filter({ $0.swift != nil }).grouped(by: \.asset.group) {
      for (number, bucket) in buckets(of: assets) {
        let name = "\(lock.fileName)+\(group.asFileName)" + (number == 0 ? "" : "+\(number + 1)")
        files.append((name, extensions(of: "Asset", bucket.map(symbol))))
      }
    }
    let jobs = lock.jobs.filter { $0.swift != nil }
    for (number, bucket) in buckets(of: jobs) {
      let name = "\(lock.fileName).jobs" + (number == 0 ? "" : "+\(number + 1)")
      files.append((name, extensions(of: "DagsterJob", bucket.map(symbol))))
    }
    let automations =
      extensions(of: "Schedule", lock.schedules.filter { $0.swift != nil }.map { symbol(of: $0, "schedule") })
      + extensions(of: "Sensor", lock.sensors.filter { $0.swift != nil }.map { symbol(of: $0, "sensor") })
    if !automations.isEmpty { files.append(("\(lock.fileName).automations", automations)) }
    let types =
      lock.keys.sorted(by: \.type).map(KeysSource.lines)
      + lock.dimensions.sorted(by: \.type).map(lines)
    if !types.isEmpty { files.append(("\(lock.fileName).partitions", types.separated)) }
    return files + configs(of: lock.assets, "asset") + configs(of: lock.jobs, "job")
  }

  private func configs<Entry: Locked>(of entries: [Entry], _ noun: String) -> [(
    name: String, lines: [String]
  )] {
    entries.compactMap { entry in
      guard let type = entry.config, let shape = entry.shape else { return nil }
      let source = ConfigSource(
        type,
        shape,
        of: "the \(noun) `\(entry.definition.name.inComment)`",
        isLaunched: Entry.self == LockedJob.self
      )
      return ("\(lock.fileName).\(type)", source.lines)
    }
  }

  /// One file's worth each: which one a symbol is in depends on its own name alone, so that a new one moves no other,
  /// until there are twice as many.
  private func buckets<Entry: Locked>(of entries: [Entry]) -> [(number: Int, entries: [Entry])] {
    var count = 1
    while entries.count > count * CatalogFiles.symbolsInFile { count *= 2 }
    let grouped = Dictionary(grouping: entries) { Int($0.definition.name.checksum % UInt64(count)) }
    return grouped.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  // MARK: Symbols

  /// A member of an extension, and what it extends.
  private struct Symbol {
    let arguments: String
    let name: String
    let lines: [String]

    /// - Parameter what: what it is that Dagster has no longer; nil for what it has.
    init(arguments: String, name: String, value: String, documentation: [String], goneAs what: String?) {
      (self.arguments, self.name) = (arguments, name)
      let message = what.map {
        "Dagster has no \($0) any more: take it out of the job, or retire a job that was run with `swift run emit retire "
          + "NAME`"
      }
      lines =
        documentation.map { "  \($0.comment)" }
        + [message].compactMap(\.self).map { "  @available(*, deprecated, message: \($0.literal))" }
        + ["  public static var \(SwiftName.declared(name)): Self { \(value) }"]
    }
  }

  private func symbol(of asset: LockedAsset) -> Symbol {
    Symbol(
      arguments: swift.name(of: asset.asset.partitions) ?? "",
      name: asset.swift ?? "",
      value: "Asset(\(asset.asset.key.literal))",
      documentation: asset.asset.documentation,
      goneAs: asset.isGone == true ? "asset \(asset.asset.key.literal)" : nil
    )
  }

  private func symbol(of job: LockedJob) -> Symbol {
    Symbol(
      arguments: "\(job.config ?? "NoConfig"), \(swift.name(of: job.job.partitions) ?? "")",
      name: job.swift ?? "",
      value: "DagsterJob(\(job.job.name.literal), location: \(lock.location.literal))",
      documentation: job.job.documentation,
      goneAs: job.isGone == true ? "job \(job.job.name.literal)" : nil
    )
  }

  /// - Parameter noun: what it is; its type is called so too.
  private func symbol(of entry: LockedInstigator, _ noun: String) -> Symbol {
    let name = entry.instigator.name
    let type = noun.prefix(1).uppercased() + noun.dropFirst()
    return Symbol(
      arguments: "",
      name: entry.swift ?? "",
      value: "\(type)(\(name.literal), location: \(lock.location.literal))",
      documentation: entry.instigator.documentation,
      goneAs: entry.isGone == true ? "\(noun) \(name.literal)" : nil
    )
  }

  private func extensions(of type: String, _ symbols: [Symbol]) -> [String] {
    symbols.grouped(by: \.arguments).map { arguments, symbols in
      let members = symbols.sorted(by: \.name).flatMap(\.lines)
      return ["extension \(type)\(arguments.isEmpty ? "" : "<\(arguments)>") {"] + members + ["}"]
    }.separated
  }

  private func lines(of dimension: LockedDimension) -> [String] {
    [
      "/// The dimension `\(dimension.dimension.inComment)`.",
      "public enum \(dimension.type): Dimension {",
      "  public typealias Cut = \(dimension.cut)",
      "  public static let name = \(dimension.dimension.literal)",
      "}",
    ]
  }
}

/// The types that stand for static keys.
enum KeysSource {
  static func lines(of keys: LockedKeys) -> [String] {
    guard let texts = keys.keys.keys else {
      return [
        "/// One of \(keys.keys.count) static keys, which are too many to be listed: `plan` says where Dagster has no such key.",
        "public struct \(keys.type): PartitionText, ExpressibleByStringLiteral {",
        "  public let rawValue: String",
        "  public init(rawValue: String) { self.rawValue = rawValue }",
        "  public init(stringLiteral text: String) { self.init(rawValue: text) }",
        "}",
      ]
    }
    let cases = zip(keys.cases, texts).map { name, text in
      let declared = SwiftName.declared(name)
      return "  case \(declared)" + (name.isExactly(text) ? "" : " = \(text.literal)")
    }
    guard !cases.isEmpty else {
      return [
        "/// No static keys at all.", "public enum \(keys.type): String, StaticKey {", "  case none", "}",
      ]
    }
    return ["public enum \(keys.type): String, StaticKey {"] + cases + ["}"]
  }
}
