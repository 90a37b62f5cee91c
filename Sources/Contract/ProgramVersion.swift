#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// From what a program was built, as `--version` of each of them says it: `1.4.0 (0123abc)`.
package struct ProgramVersion: Hashable, Sendable, CustomStringConvertible {
  /// The image's version; `development` outside of one.
  package let name: String
  /// The commit that the image was built from.
  package let commit: String?

  /// - Parameter variable: gives a variable of the environment, in which the image (Dockerfile) says both.
  package init(variable: (String) -> String?) {
    func text(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    name = text("PRODUCTION_JOBS_VERSION") ?? "development"
    commit = text("PRODUCTION_JOBS_COMMIT")
  }

  package var description: String { commit.map { "\(name) (\($0))" } ?? name }

  /// One variable at a time: making the dictionary of all of them takes a tenth of a start.
  package static let ofThisProcess = ProgramVersion { name in getenv(name).map { String(cString: $0) } }
}
