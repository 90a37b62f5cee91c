import ExactText
import Foundation
import JSONTree
import NIOCore
import NIOHTTP1
import SeededRandom

/// An answer in which somebody who writes to Dagster, or stands before it, has put a text of their own.
struct HostileAnswer: Hashable, Sendable {
  enum Form: CaseIterable, Sendable {
    /// Dagster's own answer; some of its strings are the text, or end in it.
    case strings
    /// GraphQL's errors.
    case errors
    /// An error of Dagster's in place of each object that is asked for.
    case dagsterErrors
    /// A page of a proxy.
    case page
    /// A refusal.
    case forbidden
    /// A failure that may pass.
    case unavailable
  }

  var text: String
  var form: Form
  /// Which strings they are.
  var seed: UInt64

  func instead(of answer: Answer) -> Answer {
    switch form {
    case .strings:
      guard let tree = tree(answer) else { return answer }
      var random = SeededGenerator(seed: seed)
      return Self.json(poisoned(tree, &random))
    case .errors: return Self.json(["errors": [["message": .string(text), "path": [.string(text)]]]])
    case .dagsterErrors:
      guard case .object(let fields)? = tree(answer)?["data"] else { return answer }
      let error: JSONValue = [
        "__typename": "PythonError", "message": .string(text), "stack": [.string(text)],
      ]
      return Self.json(["data": .object(fields.mapValues { _ in error })])
    case .page: return page(.ok)
    case .forbidden: return page(.forbidden)
    case .unavailable: return page(.serviceUnavailable)
    }
  }

  private func tree(_ answer: Answer) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(answer.body.readableBytesView))
  }

  private func page(_ status: HTTPResponseStatus) -> Answer {
    Answer(status: status, headers: ["Content-Type": "text/plain"], body: ByteBuffer(string: text))
  }

  private static func json(_ tree: JSONValue) -> Answer {
    let data = (try? JSONEncoder().encode(tree)) ?? Data()
    return Answer(status: .ok, headers: ["Content-Type": "application/json"], body: ByteBuffer(bytes: data))
  }

  private func poisoned(_ tree: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
    switch tree {
    case .string(let own):
      switch Int.random(in: 0..<12, using: &random) {
      case 0: .string(text)
      case 1, 2: .string(own + text)
      default: tree
      }
    case .array(let elements): .array(elements.map { poisoned($0, &random) })
    case .object(let members):
      // In an order of their own, so that a seed says which.
      .object(
        Dictionary(
          uniqueKeysWithValues: members.sorted { $0.key.wrappedValue < $1.key.wrappedValue }.map {
            key,
            value in
            // Without its type an object says nothing else.
            (key, key.wrappedValue == "__typename" ? value : poisoned(value, &random))
          }
        )
      )
    default: tree
    }
  }
}
