public import Foundation

/// The folder in which the running test bundle was built: products, and `Modules`.
public func buildFolder() throws -> URL {
  // The bundle itself on Linux; an argument of the testing helper on macOS.
  for argument in CommandLine.arguments {
    guard let end = argument.range(of: ".xctest")?.upperBound else { continue }
    return URL(filePath: String(argument[..<end])).deletingLastPathComponent()
  }
  throw NotFound("the test bundle among \(CommandLine.arguments)")
}

/// A file or folder of the package.
public func inPackage(_ path: String) -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)").standardized
}
