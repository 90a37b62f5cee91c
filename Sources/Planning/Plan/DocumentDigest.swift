import Crypto
package import JobDSL

/// `sha256:` and the hash of the document's canonical text: comments and formatting don't count.
package func documentDigest(_ document: JobDocument) -> String {
  let digest = SHA256.hash(data: document.encoded())
  return "sha256:" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
