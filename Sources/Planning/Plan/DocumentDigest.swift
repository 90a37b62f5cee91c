import ExactText
package import JobDSL

/// `sha256:` and the hash of the document's canonical text: comments and formatting don't count.
package func documentDigest(_ document: JobDocument) -> String {
  "sha256:" + SHA256.hash(document.encoded()).hexadecimal
}
