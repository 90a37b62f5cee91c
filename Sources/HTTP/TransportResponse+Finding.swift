/// What is told of an answer that isn't the one expected.
extension TransportResponse {
  /// The body's beginning on one line: 200 characters, and `…` where there are more.
  public var excerpt: String {
    let text = String(decoding: body.prefix(2000), as: UTF8.self)
    let words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    return words.count > 200 ? words.prefix(200) + "…" : words
  }

  /// `a redirection to …`, cut like the excerpt.
  public var redirection: String { "a redirection" + (location.map { " to \($0.prefix(200))" } ?? "") }

  /// The seconds of `Retry-After`. A date would need a clock that agrees with the server's: nil.
  public var retryAfterSeconds: Int? {
    retryAfter.flatMap { Int($0.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }
  }
}
