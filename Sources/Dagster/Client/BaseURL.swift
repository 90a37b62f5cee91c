internal import HTTP

/// A server's base address, checked and in one form.
struct BaseURL {
  /// The address without `/graphql` and without a slash at the end.
  let text: String

  init(_ text: String) throws(DagsterError) {
    do throws(ConnectionSettingError) {
      let address = try ServerAddress(text, of: "Dagster", example: "http://dagster.example:3000")
      self.text = Self.trimmed(address.text)
    } catch {
      throw DagsterError(.configuration(error.description))
    }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    if rest.hasSuffix("/graphql") { rest.removeLast("/graphql".count) }
    while rest.hasSuffix("/") { rest.removeLast() }
    return String(rest)
  }

  /// The host of an address that was checked before, in small letters.
  static func host(of text: String) -> String { ServerAddress.host(of: text) }
}
