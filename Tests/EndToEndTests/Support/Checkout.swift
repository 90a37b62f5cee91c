import Foundation

/// Where things are.
enum Checkout {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The `runner` of this build, which lies beside the tests.
  static let runner: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
      let products = bundle.bundleURL.deletingLastPathComponent()
    #else
      let products = Bundle.main.bundleURL
    #endif
    return products.appendingPathComponent("runner").path
  }()

  /// The documents that are committed, by their folder's name.
  static let exampleJobs: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/generated")) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(root)/generated/\($0)/job.yaml") }
      .sorted()
  }()

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }
}
