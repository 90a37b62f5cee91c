import Foundation
import HTTP
import Kubernetes
import KubernetesDouble

/// A folder that goes with the test.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "production-jobs-kubernetes-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    return path
  }
}

extension ConfigMap {
  static func sample(_ name: String = "a", _ text: String = "b", labels: [String: String]? = nil) -> ConfigMap
  {
    ConfigMap(metadata: ObjectMetadata(name: name, labels: labels), data: ["key": text])
  }
}

extension FakeKubernetes {
  func client(token: HeaderValue? = nil, tls: TLSSettings = TLSSettings()) throws -> KubernetesClient {
    try KubernetesClient(configuration: KubernetesConfiguration(url: url, token: token, tls: tls))
  }
}
