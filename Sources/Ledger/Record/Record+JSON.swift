#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension Record {
  /// The record as JSON that a person can read: sorted keys, indented, a newline at the end. The same record
  /// is the same text on every machine.
  package func jsonText() throws(LedgerError) -> String {
    try RecordJSON.text(self, source: job)
  }

  /// Reads what `jsonText` wrote. Fields that are not known here are ignored, and so are not written again:
  /// a field that must not be lost needs a new version of the format.
  ///
  /// Throws `.unsupportedVersion` for another version of the format and `.damaged` for anything else that
  /// is not a record. `source` is where the text came from, for the message.
  package init(json text: String, source: String) throws(LedgerError) {
    self = try RecordJSON.value(Record.self, from: text, source: source).withPlausibleCounts(source: source)
      .withoutContradictions(source: source)
  }
}

/// How records are spelled in JSON.
package enum RecordJSON {
  /// The version is read first: another version's fields may have other types.
  private struct Versioned<Value: Decodable>: Decodable {
    var value: Value

    enum Key: String, CodingKey {
      case version
    }

    init(from decoder: any Decoder) throws {
      let found = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .version)
      guard found == Record.currentVersion else { throw AnotherVersion(found: found) }
      value = try Value(from: decoder)
    }
  }

  private struct AnotherVersion: Error {
    var found: Int
  }

  package static func text(_ value: some Encodable, source: String) throws(LedgerError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw .damaged(source: source, why: explanation(error))
    }
  }

  /// On one line, for an annotation.
  package static func line(_ value: some Encodable, source: String) throws(LedgerError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .damaged(source: source, why: explanation(error))
    }
  }

  package static func value<Value: Decodable>(_ type: Value.Type, fromLine text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  package static func value<Value: Decodable>(
    _ type: Value.Type,
    from text: String,
    source: String
  ) throws(LedgerError) -> Value {
    do {
      return try JSONDecoder().decode(Versioned<Value>.self, from: Data(text.utf8)).value
    } catch let error as AnotherVersion {
      throw .unsupportedVersion(source: source, found: error.found)
    } catch {
      throw .damaged(source: source, why: explanation(error))
    }
  }

  private static func explanation(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
    case .valueNotFound(_, let context): "\(place(context.codingPath)) is null"
    case .typeMismatch(let type, let context): "\(place(context.codingPath)) is not of type \(type)"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
    case .dataCorrupted(let context): "\(place(context.codingPath)): \(context.debugDescription)"
    default: "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
