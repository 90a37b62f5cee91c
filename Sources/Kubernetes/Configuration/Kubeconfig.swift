internal import Diagnostics
internal import YAML

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One or several kubeconfig files: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
///
/// As with kubectl the first file that has a `current-context`, or a context, cluster or user of a name,
/// is the one that counts. Keys that are not known are passed over.
struct Kubeconfig {
  private let files: [File]

  /// - Parameter paths: joined by `:`; those that are not there are passed over.
  init(paths: String) throws(KubernetesConfigurationError) {
    var files: [File] = []
    for path in paths.split(separator: ":").map(String.init) where Self.isThere(path) {
      files.append(try File(path))
    }
    guard !files.isEmpty else {
      throw KubernetesConfigurationError("expected a readable kubeconfig file, found none at \(paths)")
    }
    self.files = files
  }

  static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The entry of the current context.
  func context() throws(KubernetesConfigurationError) -> Entry {
    guard let name = files.lazy.compactMap({ $0.text("current-context") }).first else {
      throw KubernetesConfigurationError(
        "expected a current-context in \(places), found none: run `kubectl config use-context NAME`"
      )
    }
    return try entry(name, of: "context", in: "contexts", wantedBy: "current-context")
  }

  /// The cluster, user or context of a name.
  func entry(
    _ name: String,
    of kind: String,
    in list: String,
    wantedBy: String
  ) throws(KubernetesConfigurationError) -> Entry {
    for file in files {
      if let node = file.entry(name, of: kind, in: list) {
        return Entry(name: name, node: node, file: file.path)
      }
    }
    throw KubernetesConfigurationError(
      "expected the \(kind) \"\(name)\" in \(places), which \(wantedBy) names, found none"
    )
  }

  private var places: String { files.map(\.path).joined(separator: ", ") }

  private struct File {
    let path: String
    let root: Node

    init(_ path: String) throws(KubernetesConfigurationError) {
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw KubernetesConfigurationError("the kubeconfig file \(path) cannot be read: check who may")
      }
      let reading = Reading(Array(data), file: path)
      guard reading.problems.isEmpty, let root = reading.root else {
        let problem = reading.problems.prefix(1).map(\.description).joined()
        throw KubernetesConfigurationError("the kubeconfig file cannot be read: \(problem)")
      }
      self.path = path
      self.root = root
    }

    func text(_ key: String) -> String? { root[key]?.ownText }

    func entry(_ name: String, of kind: String, in list: String) -> Node? {
      root[list]?.items.first { $0["name"]?.text == name }.flatMap { $0[kind] }
    }
  }

  /// What a context, cluster or user says.
  struct Entry {
    let name: String
    let node: Node
    let file: String

    /// A scalar's text; an empty one counts as not given.
    func text(_ key: String) -> String? { node[key]?.ownText }

    func has(_ key: String) -> Bool { node[key].map { $0.kind != .scalar || !$0.text.isEmpty } ?? false }

    func flag(_ key: String) -> Bool { node[key]?.scalar == .boolean(true) }

    /// A path, which is relative to the file's folder.
    func path(_ key: String) -> String? {
      guard let path = text(key) else { return nil }
      if path.hasPrefix("/") { return path }
      let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/"
      )
      return folder.isEmpty ? (file.hasPrefix("/") ? "/" : "") + path : "\(folder)/\(path)"
    }

    /// Bytes in Base64.
    func bytes(_ key: String) throws(KubernetesConfigurationError) -> [UInt8]? {
      guard let text = text(key) else { return nil }
      guard let data = Data(base64Encoded: text) else {
        throw KubernetesConfigurationError("expected Base64 in \(key) of \"\(name)\" in \(file)")
      }
      return Array(data)
    }
  }
}

extension Node {
  fileprivate var ownText: String? {
    kind == .scalar && scalar != .null && !text.isEmpty ? text : nil
  }
}
