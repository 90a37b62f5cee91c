/// What goes wrong with a request.
public struct Fault: Sendable {
  /// Whether the request is carried out before it goes wrong.
  public enum Moment: Sendable {
    case beforeEffect, afterEffect
  }

  /// What the client sees instead of the answer.
  public enum Symptom: Sendable {
    /// This answer.
    case status(Status)
    /// These bytes with this HTTP status, as a proxy gives them.
    case answer(FakeAnswer)
    /// A connection that is reset.
    case reset
    /// An answer that is cut short.
    case cutShort
    /// Nothing, on a connection that stays open.
    case hang
  }

  public var moment: Moment
  public var symptom: Symptom

  public init(_ moment: Moment, _ symptom: Symptom) {
    self.moment = moment
    self.symptom = symptom
  }

  /// An HTTP status with the API server's usual words for it.
  public static func http(_ code: Int, _ moment: Moment = .beforeEffect, retryAfter: Int? = nil) -> Fault {
    let status =
      switch code {
      case 429: Status(429, "TooManyRequests", "Too many requests, please try again later.")
      case 503:
        Status(503, "ServiceUnavailable", "the server is currently unable to handle the request")
      case 504: Status(504, "Timeout", "Timeout: request did not complete within the allotted timeout")
      default: Status(code, "InternalError", "Internal error occurred: etcdserver: request timed out")
      }
    var answered = status
    answered.retryAfter = retryAfter
    return Fault(moment, .status(answered))
  }
}

/// How far a request is.
public enum RequestPhase: Sendable, Hashable, CaseIterable {
  /// It came in whole, and nothing was done.
  case received
  /// It was carried out or refused, and nothing was sent.
  case applied
  /// The answer was sent.
  case answered
}
