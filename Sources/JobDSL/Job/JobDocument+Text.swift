package import Diagnostics
import ExactText
import Schema
package import YAML

/// What strict reading made of a document: the job, the tree with its positions, and everything wrong.
package struct JobReading: Sendable {
  /// `nil` where something is wrong.
  package let document: JobDocument?
  /// For the positions of problems that only the server can find.
  package let root: Node?
  /// In the order of their places in the file.
  package let problems: [Diagnostic]

  package init(_ bytes: [UInt8], file: String) {
    let reading = JobDocument.schema.read(bytes, file: file)
    (document, root, problems) = (reading.value, reading.root, reading.problems)
  }
}

extension JobDocument {
  /// The document's text: the same bytes for the same job on every machine. Without header and comments it is
  /// the canonical text, of which the digest is made.
  package func encoded(header: [String] = [], comments: [Path: String] = [:]) -> [UInt8] {
    var writer = Writer()
    Self.schema.encode(self, into: &writer)
    return writer.finish(header: header, comments: comments)
  }

  /// `sha256:` and the hash of the canonical text: comments and formatting don't count.
  package var digest: String { "sha256:" + SHA256.hash(encoded()).hexadecimal }
}
