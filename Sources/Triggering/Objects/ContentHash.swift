internal import ExactText
internal import Kubernetes

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension ConfigMap {
  /// What kustomize adds to the name of a ConfigMap with this text, so that another text is another object.
  ///
  /// The ConfigMap's own name doesn't count (5.5.0): it is looked up under a key that there never is. The first ten digits of the SHA-256 of a JSON form, some of them as other letters, so that they make no words:
  /// https://github.com/kubernetes-sigs/kustomize/blob/master/api/hasher/hasher.go
  static func contentHash(of data: [String: String]) -> String {
    let form = HashedForm(data: data)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(form)).map { Array($0) } ?? []
    let digits = SHA256.hash(asGoWrites(json)).flatMap { [$0 >> 4, $0 & 15] }
    return digits.prefix(10).reduce(into: "") { $0 += alphabet[Int($1)] }
  }

  private static let alphabet = [
    "g", "h", "2", "k", "4", "5", "6", "7", "8", "9", "m", "b", "c", "d", "t", "f",
  ]

  private struct HashedForm: Encodable {
    let data: [String: String]
    let kind = "ConfigMap"
    let name = ""
  }

  /// Go's encoding/json escapes what HTML and JavaScript trip over, and Swift's does not.
  private static func asGoWrites(_ json: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "<": text += "\\u003c".utf8
      case ">": text += "\\u003e".utf8
      case "&": text += "\\u0026".utf8
      case "\u{2028}": text += "\\u2028".utf8
      case "\u{2029}": text += "\\u2029".utf8
      default: text += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
    return text
  }
}
