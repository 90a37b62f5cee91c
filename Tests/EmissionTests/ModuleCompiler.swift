import Foundation
import TestSupport

/// Compiles modules of a copy of this package, against all other modules of the running build.
struct ModuleCompiler {
  /// The copy, in which the modules are left.
  let folder: URL

  /// The whole module, for others to import.
  func emitModule(_ name: String) async throws -> Child.Ending {
    try await compile(
      name,
      ["-emit-module", "-o", folder.appending(path: "\(name).swiftmodule").path] + sources(of: name)
    )
  }

  /// One file of a module; of its others what that one needs.
  func check(_ file: String, of name: String) async throws -> Child.Ending {
    let primary = folder.appending(path: file).path
    let others = try sources(of: name).filter { $0 != primary }
    return try await compile(name, ["-typecheck", "-primary-file", primary] + others)
  }

  private func sources(of name: String) throws -> [String] {
    let sources = folder.appending(path: "Sources/\(name)")
    return try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.sorted().map { sources.appending(path: $0).path }
  }

  private func compile(_ name: String, _ arguments: [String]) async throws -> Child.Ending {
    var options = [
      "-frontend", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors", "-module-name", name,
      "-package-name", packageName,
    ]
    for feature in [
      "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
      "NonisolatedNonsendingByDefault",
    ] {
      options += ["-enable-upcoming-feature", feature]
    }
    for folder in try [folder, buildFolder().appending(path: "Modules"), inPackage("Sources/CLibYAML")] {
      options += ["-I", folder.path]
    }
    for map in try moduleMaps() { options += ["-Xcc", "-fmodule-map-file=\(map.path)"] }
    return try await run(program("swiftc"), options + arguments, in: folder)
  }

  /// Of the modules in C that other packages have: those that they bring, and those that SwiftPM makes.
  private func moduleMaps() throws -> [URL] {
    let build = try buildFolder().resolvingSymlinksInPath()
    let checkouts = build.appending(path: "../../checkouts").standardized
    let brought = try FileManager.default.subpathsOfDirectory(atPath: checkouts.path)
      .filter { $0.hasSuffix("/include/module.modulemap") && $0.contains("/Sources/") }
      .map { checkouts.appending(path: $0) }
    let made = try FileManager.default.contentsOfDirectory(atPath: build.path)
      .filter { $0.hasSuffix(".build") && !$0.hasSuffix("-tool.build") }
      .map { build.appending(path: "\($0)/module.modulemap") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    return brought + made
  }

  /// As SwiftPM makes it of the folder's name.
  private var packageName: String {
    let letters = inPackage("").lastPathComponent.lowercased()
    return String(letters.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
