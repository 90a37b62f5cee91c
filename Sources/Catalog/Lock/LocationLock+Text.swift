import CodeLocations
import Diagnostics
import ExactText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// A JSON array with an entry a line. Each line but the first begins with its comma, so that lines which two branches
// add side by side can be taken together as they are.

extension LocationLock {
  /// One line of the file; just one of its members is there.
  private struct Entry: Codable {
    var lock: Heading?
    var asset: LockedAsset?
    var job: LockedJob?
    var schedule: DefinedInstigator?
    var sensor: DefinedInstigator?
    /// Of a schedule or a sensor.
    var swift: String?
    /// The same.
    var isGone: Bool?
    var keys: LockedKeys?
    var dimension: LockedDimension?
  }

  private struct Heading: Codable {
    var location: String
    var version: Int
  }

  private static let version = 1

  /// The file's bytes: the same for the same lock.
  package var text: [UInt8] {
    var entries = [Entry(lock: Heading(location: location, version: Self.version))]
    entries += assets.sorted { $0.asset.id < $1.asset.id }.map { Entry(asset: $0) }
    entries += jobs.sorted { $0.job.id < $1.job.id }.map { Entry(job: $0) }
    entries += schedules.sorted { $0.instigator.id < $1.instigator.id }.map {
      Entry(schedule: $0.instigator, swift: $0.swift, isGone: $0.isGone)
    }
    entries += sensors.sorted { $0.instigator.id < $1.instigator.id }.map {
      Entry(sensor: $0.instigator, swift: $0.swift, isGone: $0.isGone)
    }
    entries += keys.sorted(by: \.type).map { Entry(keys: $0) }
    entries += dimensions.sorted(by: \.type).map { Entry(dimension: $0) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // What is encoded has neither numbers beyond JSON nor anything that throws.
    let lines = entries.map { (try? encoder.encode($0)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
    return Array("[\(lines.joined(separator: "\n,"))\n]\n".utf8)
  }

  /// Reads a lock's file.
  ///
  /// - Parameter file: its name, for errors.
  /// - Throws: what is wrong with it, at its line.
  package init(text bytes: [UInt8], file: String) throws(InvalidLock) {
    var lock = LocationLock(location: "")
    var hasHeading = false
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let decoder = JSONDecoder()
    for (index, line) in lines.enumerated() where !line.isEmpty && line.elementsEqual("]".utf8) == false {
      let problem = { (message: String) in InvalidLock(file: file, line: index + 1, message: message) }
      guard let first = line.first, first == UInt8(ascii: "[") || first == UInt8(ascii: ",") else {
        throw problem("expected a line that begins with `,{`")
      }
      let entry: Entry
      do {
        entry = try decoder.decode(Entry.self, from: Data(line.dropFirst()))
      } catch {
        throw problem("expected an entry of a lock, found \(quoted(String(decoding: line, as: UTF8.self)))")
      }
      if let heading = entry.lock {
        guard heading.version <= Self.version else {
          throw problem(
            "expected a lock of version \(Self.version), found \(heading.version): update this package"
          )
        }
        lock.location = heading.location
        hasHeading = true
      }
      if let asset = entry.asset { lock.assets.append(asset) }
      if let job = entry.job { lock.jobs.append(job) }
      let named = { LockedInstigator(instigator: $0, swift: entry.swift, isGone: entry.isGone) }
      if let schedule = entry.schedule { lock.schedules.append(named(schedule)) }
      if let sensor = entry.sensor { lock.sensors.append(named(sensor)) }
      if let keys = entry.keys { lock.keys.append(keys) }
      if let dimension = entry.dimension { lock.dimensions.append(dimension) }
    }
    guard hasHeading else {
      throw InvalidLock(file: file, line: 1, message: "expected a lock, found no heading")
    }
    self = try lock.merged(file: file)
  }

  /// Without what a merge of two branches has left twice.
  private func merged(file: String) throws(InvalidLock) -> LocationLock {
    var lock = self
    lock.assets = try assets.withoutCopies(in: file, of: "asset") { $0.asset.id }
    lock.jobs = try jobs.withoutCopies(in: file, of: "job") { $0.job.id }
    lock.schedules = try schedules.withoutCopies(in: file, of: "schedule") { $0.instigator.id }
    lock.sensors = try sensors.withoutCopies(in: file, of: "sensor") { $0.instigator.id }
    lock.keys = try keys.withoutCopies(in: file, of: "type of keys") { ExactString($0.type) }
    lock.dimensions = try dimensions.withoutCopies(in: file, of: "dimension") { ExactString($0.type) }
    return lock
  }
}

/// A lock that can't be read.
package struct InvalidLock: Error, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let message: String

  package var description: String {
    "\(file):\(line): \(message); `runner catalog pull` writes it anew"
  }
}

extension Array where Element: Hashable {
  fileprivate func withoutCopies(
    in file: String,
    of noun: String,
    by id: (Element) -> ExactString
  ) throws(InvalidLock) -> [Element] {
    var found: [ExactString: Element] = [:]
    for element in self {
      let id = id(element)
      if let other = found[id], other != element {
        // The name alone; its repository, where it has one, is a line of its own.
        let name = id.wrappedValue.prefix { $0 != "\n" }
        throw InvalidLock(
          file: file,
          line: 1,
          message: "expected each \(noun) once, found \(quoted(String(name))) twice, as of two branches"
        )
      }
      found[id] = element
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
