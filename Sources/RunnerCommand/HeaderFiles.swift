import CommandLineSupport
import Dagster

/// Headers by name, each with the file that holds its value: `NAME=FILE`.
struct HeaderFiles {
  let headers: [String: HeaderValue]

  /// - Parameter options: those of the command line; without any, those of `DAGSTER_HEADERS`.
  init(options: [String]) throws(SettingError) {
    var entries = options
    if entries.isEmpty, let text = try Setting("DAGSTER_HEADERS").text() {
      entries = text.split(separator: ",").map(String.init)
    }
    var headers: [String: HeaderValue] = [:]
    for entry in entries {
      let (name, file) = try Self.parts(of: entry)
      guard headers.updateValue(.file(file), forKey: name) == nil else {
        throw SettingError(
          "expected each header once, found \(name) twice in --dagster-header or DAGSTER_HEADERS"
        )
      }
    }
    self.headers = headers
  }

  /// Nothing of the entry is shown: it may be the secret itself.
  private static func parts(of entry: String) throws(SettingError) -> (name: String, file: String) {
    let parts =
      try Setting("--dagster-header", entry).text()?.split(separator: "=", maxSplits: 1).map(String.init)
      ?? []
    guard parts.count == 2, let file = try Setting("--dagster-header", parts[1]).text() else {
      throw SettingError(
        "expected NAME=FILE in --dagster-header or DAGSTER_HEADERS, such as CF-Access-Client-Id=/secrets/id, "
          + "found something else"
      )
    }
    return (parts[0], file)
  }
}
