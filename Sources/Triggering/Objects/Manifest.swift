internal import Diagnostics
package import JSONTree
internal import YAML

extension JSONValue {
  /// A strictly read YAML document as JSON.
  ///
  /// - Throws: `Refusal` with the first problem.
  package init(yaml bytes: [UInt8], file: String) throws(Refusal) {
    let reading = Reading(bytes, file: file)
    if let problem = reading.problems.first { throw .document("\(problem)") }
    guard let root = reading.root else { throw .document("\(file): expected a document, found nothing") }
    self = try JSONValue(root) { node throws(Refusal) in
      guard let value = JSONValue(scalar: node) else {
        throw .document(
          "\(file):\(node.position.line): expected one meaning at \(node.path), found \(node.kindDescription)"
        )
      }
      return value
    }
  }
}
