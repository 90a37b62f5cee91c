import Diagnostics
package import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the records of jobs that were run can be read without a network.
package enum LedgerSource: Equatable, Sendable {
  /// A `file://` ledger: one `<job>.json` a record.
  case folder(String)
  /// What `runner history --output json` has printed.
  case history(String)

  /// - Throws: `LedgerSourceFailure` for anything but `file:///path`.
  package init(url: String) throws(LedgerSourceFailure) {
    if url.hasPrefix("kubernetes://") { throw .needsNetwork(url) }
    let path = url.hasPrefix("file:///") ? String(url.dropFirst("file://".count)) : ""
    guard !path.isEmpty, !path.contains(where: { "%?#".contains($0) }) else { throw .unknownURL(url) }
    self = .folder(path)
  }

  /// The records of those of `jobs` that have one.
  ///
  /// - Throws: `LedgerSourceFailure` where there is no such ledger or a record is damaged: silence about a used
  ///   name would be taken for a free one.
  package func usedNames(of jobs: [Job]) throws(LedgerSourceFailure) -> [UsedName] {
    switch self {
    case .history(let path): return try Self.decode([UsedName].self, path: path)
    case .folder(let path):
      guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil else { throw .missing(path) }
      var names: [UsedName] = []
      for job in jobs {
        let file = "\(path)/\(job.document.metadata.name).json"
        guard FileManager.default.fileExists(atPath: file) else { continue }
        names.append(try Self.decode(UsedName.self, path: file))
      }
      return names
    }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, path: String)
    throws(LedgerSourceFailure) -> Value
  {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { throw .missing(path) }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw .damaged(path, why: explanation(error))
    }
  }

  private static func explanation(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "`\(context.codingPath.last?.stringValue ?? "")` is of another type"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
    case .dataCorrupted(let context): context.debugDescription
    default: "\(error)"
    }
  }
}

/// Records that can't be read.
package enum LedgerSourceFailure: Error, Equatable, CustomStringConvertible {
  case needsNetwork(String)
  case unknownURL(String)
  case missing(String)
  case damaged(String, why: String)

  package var description: String {
    switch self {
    case .needsNetwork(let url):
      "--ledger: expected file:///path, found \(quoted(url)): emit has no networking (run `runner history "
        + "--ledger \(url) --output json > history.json` and give --ledger-history history.json)"
    case .unknownURL(let url):
      "--ledger: expected file:///path with an absolute, plain path, found \(quoted(url))"
    case .missing(let path): "\(path): expected the ledger's records, found nothing that can be read"
    case .damaged(let path, let why): "\(path): expected records as the runner writes them: \(why)"
    }
  }
}
