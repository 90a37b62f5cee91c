import JobDSL

extension SourceLocation {
  /// The file's path from the package's folder, such as `Sources/Jobs/RecoverOrders.swift`: the compiler gives
  /// an absolute one, which would differ from machine to machine.
  var packagePath: String {
    let parts = file.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
    guard let sources = parts.lastIndex(of: "Sources") else { return parts.last.map(String.init) ?? file }
    return parts[sources...].joined(separator: "/")
  }
}
