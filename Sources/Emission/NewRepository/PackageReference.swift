import Diagnostics

/// Where the package production-jobs is to be had, and which version of it.
package struct PackageReference: Sendable {
  /// As SwiftPM takes it: `https://github.com/OWNER/production-jobs`.
  package let url: String
  /// The tag: `1.2.0` or `v1.2.0`.
  package let version: String

  package init(url: String, version: String) { (self.url, self.version) = (url, version) }

  /// The version as a manifest has it.
  var exact: String { version.hasPrefix("v") ? String(version.dropFirst()) : version }

  /// What SwiftPM calls the package: the URL's last part.
  var identity: String { path.last ?? "" }

  /// The server, where it is one's: `github.com`.
  var host: String? { address?.host }

  /// `OWNER/production-jobs`, as the server calls it. Of a package that lies on this machine nobody knows that.
  var project: String { host == nil ? "EDIT-OWNER/\(identity)" : path.joined(separator: "/") }

  /// The repository's page.
  var page: String { "https://\(host ?? Server.gitHub.host)/\(project)" }

  private var path: [String] { address?.path ?? [] }

  /// The parts that the URL has in any of the forms that Git and SwiftPM take.
  private var address: (host: String?, path: [String])? {
    func parts(_ path: Substring) -> [String] {
      var parts = path.split(separator: "/").map(String.init)
      if let last = parts.last, last.hasSuffix(".git") { parts[parts.count - 1] = String(last.dropLast(4)) }
      return parts
    }
    if url.hasPrefix("/") { return (nil, parts(url[...])) }
    if url.hasPrefix("file:///") { return (nil, parts(url.dropFirst("file://".count))) }
    for scheme in ["https://", "ssh://"] where url.hasPrefix(scheme) {
      let rest = url.dropFirst(scheme.count)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      return Self.host(in: rest[..<slash]).map { ($0, parts(rest[slash...])) }
    }
    // As Git has it for SSH: git@github.com:OWNER/production-jobs.git
    guard !url.contains("://"), url.contains("@"), let colon = url.firstIndex(of: ":") else { return nil }
    return Self.host(in: url[..<colon]).map { ($0, parts(url[url.index(after: colon)...])) }
  }

  private static func host(in authority: Substring) -> String? {
    let host = authority.split(separator: "@").last?.split(separator: ":").first.map(String.init)
    return host.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What is wrong with each, and what is expected.
  package var mistakes: [String] { [mistakeOfURL, mistakeOfVersion].compactMap(\.self) }

  private var mistakeOfURL: String? {
    let expected =
      "--package: expected a URL like https://github.com/OWNER/production-jobs, found \(quoted(url))"
    let known = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@+".utf8)
    guard url.utf8.allSatisfy(known.contains), let address, !identity.isEmpty, !identity.hasPrefix(".") else {
      let isRelative = !url.isEmpty && !url.contains("://") && !url.contains("@")
      return expected + (isRelative ? " (a folder is named by its whole path)" : "")
    }
    // What is written is committed.
    if url.hasPrefix("https://"), url.contains("@") {
      return "\(expected), which names a user: leave that out"
    }
    if address.host != nil, path.count < 2 { return "\(expected), which has no owner" }
    return nil
  }

  private var mistakeOfVersion: String? {
    let parts = exact.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let digits = Set("0123456789".utf8)
    let known = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.".utf8)
    let isOne =
      numbers.count == 3 && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(digits.contains) }
      && parts.dropFirst().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(known.contains) }
    return isOne
      ? nil : "--package-version: expected a tag of three numbers like 1.2.0, found \(quoted(version))"
  }
}

extension PackageReference {
  /// The server whose pipelines a repository has.
  package enum Server: String, CaseIterable, Sendable {
    case gitHub = "github"
    case gitLab = "gitlab"

    var host: String { "\(rawValue).com" }
  }

  /// The one that the package itself is on, as far as its host's name says.
  package var server: Server {
    host?.split(separator: ".").contains { $0.lowercased().hasPrefix("gitlab") } == true ? .gitLab : .gitHub
  }
}
