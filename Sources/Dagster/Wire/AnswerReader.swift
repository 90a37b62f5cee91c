internal import HTTP

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Tells an answer to an operation from everything else that may come back.
///
/// The HTTP status is looked at last: Dagster answers a Python exception with 500 and a refusal with
/// 200, both with a GraphQL body.
struct AnswerReader {
  let response: TransportResponse

  func read<Content: Decodable>(_ type: Content.Type, expecting name: String) -> Result<Content, Failure> {
    if (300..<400).contains(response.status) { return .failure(.init(redirection)) }
    do {
      let envelope = try JSONDecoder().decode(Envelope<Content>.self, from: Data(response.body))
      if let content = envelope.content { return .success(content) }
      return .failure(.init(envelope.errors.isEmpty ? foreign : reason(for: envelope.errors)))
    } catch let error as DecodingError where error.isInsideData {
      return .failure(
        .init(.malformed(answer: response.excerpt, expected: "the answer to \(name) (\(error.finding))"))
      )
    } catch {
      return .failure(.init(foreign))
    }
  }

  struct Failure: Error {
    let reason: DagsterError.Reason

    init(_ reason: DagsterError.Reason) { self.reason = reason }
  }

  private var isForbidden: Bool { response.status == 401 || response.status == 403 }

  private func reason(for faults: [GraphQLFault]) -> DagsterError.Reason {
    guard isForbidden else { return DagsterError.Reason(faults) }
    return .unauthorized(message: faults.map(\.message).joined(separator: "; "))
  }

  private var redirection: DagsterError.Reason {
    .notDagster(
      status: response.status,
      finding: "\(response.redirection), which looks like a login proxy"
    )
  }

  /// The reason when the body is not a GraphQL answer.
  private var foreign: DagsterError.Reason {
    let text = response.excerpt
    switch response.status {
    case 401, 403:
      return .unauthorized(message: "HTTP status \(response.status)" + (text.isEmpty ? "" : ", \"\(text)\""))
    case 404, 405:
      return .notDagster(status: response.status, finding: "no GraphQL at this path")
    case 200..<300 where text.isEmpty:
      return .notDagster(status: response.status, finding: "an empty answer")
    case 200..<300 where response.contentType?.contains("html") == true || text.hasPrefix("<"):
      return .notDagster(
        status: response.status,
        finding: "a web page, which looks like a login proxy: \"\(text)\""
      )
    case 200..<300 where text.hasPrefix("{"):
      return .malformed(answer: text, expected: "a GraphQL answer with data or errors")
    case 200..<300:
      return .notDagster(status: response.status, finding: "\"\(text)\"")
    default:
      return .httpStatus(response.status, excerpt: text, retryAfter: retryAfter)
    }
  }

  private var retryAfter: Duration? { response.retryAfterSeconds.map { .seconds(max($0, 0)) } }
}

extension DecodingError {
  private var context: Context? {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context
    @unknown default: nil
    }
  }

  fileprivate var isInsideData: Bool { context?.codingPath.first?.stringValue == "data" }

  fileprivate var finding: String {
    let path = context?.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue } ?? []
    let place = path.joined(separator: ".")
    switch self {
    case .keyNotFound(let key, _): return "no \(key.stringValue) in \(place)"
    case .typeMismatch, .dataCorrupted: return "\(place) has another type"
    case .valueNotFound: return "\(place) is null"
    @unknown default: return place
    }
  }
}
