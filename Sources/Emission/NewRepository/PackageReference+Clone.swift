import Programs

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PackageReference {
  /// What the working folder says where it is a clone of the package itself: where it came from, and its newest version.
  package static var ofClone: (url: String?, version: String?) {
    let own = ["Package.swift", "Sources/JobDSL", "Plugins/RegisterJobs"]
    guard own.allSatisfy(FileManager.default.fileExists) else { return (nil, nil) }
    let url = said(by: ["remote", "get-url", "origin"])
    return (url.map(withoutUser), said(by: ["describe", "--tags", "--abbrev=0", "--match", "[v0-9]*"]))
  }

  private static func said(by arguments: [String]) -> String? {
    guard let result = try? Program.git.ask(arguments), result.status == 0 else { return nil }
    let text = String(decoding: result.output, as: UTF8.self).filter { !$0.isNewline }
    return text.isEmpty ? nil : text
  }

  /// A pipeline may have put a password into it.
  private static func withoutUser(_ url: String) -> String {
    guard url.hasPrefix("https://"), let at = url.firstIndex(of: "@") else { return url }
    return "https://" + url[url.index(after: at)...]
  }
}
