import Foundation

/// A registry of images on this machine, with nothing in it; Debian's package docker-registry. It goes with its last user.
package final class LocalRegistry: Sendable {
  /// `127.0.0.1:PORT`
  package let address: String
  private let server: Child
  private let folder: Folder

  /// Whether this machine has what it needs.
  package static let isThere = ["skopeo", "docker-registry", "git"].allSatisfy { (try? program($0)) != nil }

  package init() async throws {
    let folder = try Folder()
    try folder.write(
      """
      version: 0.1
      log: {level: info, formatter: json}
      storage: {filesystem: {rootdirectory: \(folder.path)/data}}
      http: {addr: "127.0.0.1:0"}

      """,
      to: "config.yml"
    )
    let server = try Child(program("docker-registry").path, ["serve", "\(folder.path)/config.yml"])
    await server.tells("listening on ")
    guard let match = (server.output + server.errors).firstMatch(of: /listening on (127\.0\.0\.1:[0-9]+)/)
    else {
      throw NotFound("the registry's port in: \(server.errors)")
    }
    (self.server, self.folder, address) = (server, folder, String(match.1))
  }

  deinit { server.terminate() }

  /// Pushes an image with these layers (as Tests/Registry/image.py takes them), and returns its digest.
  package func push(_ name: String, tag: String, revision: String, layers: [String]) async throws -> String {
    let layout = "\(folder.path)/\(UUID())"
    let script = inPackage("Tests/Registry/image.py").path
    try await Self.expectSuccess(try Child(program("python3").path, [script, layout, revision] + layers))
    let reference = "docker://\(address)/\(name):\(tag)"
    try await Self.expectSuccess(
      try Child(
        program("skopeo").path,
        ["copy", "--quiet", "--dest-tls-verify=false", "oci:\(layout)", reference]
      )
    )
    try FileManager.default.removeItem(atPath: layout)
    return try await Self.expectSuccess(
      try Child(
        program("skopeo").path,
        ["inspect", "--no-tags", "--tls-verify=false", "--format", "{{.Digest}}", reference]
      )
    ).trimmingCharacters(in: .newlines)
  }

  @discardableResult
  private static func expectSuccess(_ child: Child) async throws -> String {
    let ending = await child.ending()
    guard ending.status == 0 else { throw NotFound("success: \(ending)") }
    return ending.output
  }
}
