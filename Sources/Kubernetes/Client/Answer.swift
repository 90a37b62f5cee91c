internal import HTTP

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension KubernetesError.Reason {
  struct Failure: Error {
    let reason: KubernetesError.Reason
  }
}

/// Tells what an answer of the API means.
struct Answer {
  let response: TransportResponse

  /// The object that a status of 2xx comes with.
  func content<Content: Decodable>() throws(KubernetesError.Reason.Failure) -> Content {
    guard (200..<300).contains(response.status) else { throw .init(reason: reason) }
    do {
      return try JSONDecoder().decode(Content.self, from: Data(response.body))
    } catch {
      let looksLikeJSON = response.body.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
      throw .init(
        reason: looksLikeJSON
          ? .malformed(finding: Self.finding(error))
          : .notKubernetes(status: response.status, finding: finding)
      )
    }
  }

  private static func finding(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.map(\.stringValue).joined(separator: ".") + " is of another type"
    default: "no JSON"
    }
  }

  var reason: KubernetesError.Reason {
    let status = try? JSONDecoder().decode(Status.self, from: Data(response.body))
    guard let status, status.kind == "Status" else { return foreign }
    let message = status.message ?? status.reason ?? ""
    if (400..<500).contains(response.status), response.status != 401,
      let reason = admissionReason(message, seconds: status.details?.retryAfterSeconds)
    {
      return reason
    }
    switch response.status {
    case 401: return .unauthorized(message: message)
    case 403: return .forbidden(message: message)
    case 404: return .notFound(kind: status.details?.kind, message: message)
    case 409:
      return status.reason == "AlreadyExists" ? .alreadyExists(message: message) : .conflict(message: message)
    case 413: return .tooLarge(message: message)
    case 422 where message.contains("Too long"): return .tooLarge(message: message)
    // A list's `continue` lasts some minutes only.
    case 408, 410, 429, 500...: return server(message, seconds: status.details?.retryAfterSeconds)
    default: return .invalid(message: message)
    }
  }

  /// What the server's admission has against the object; nil where it isn't admission that speaks.
  ///
  /// A rule chooses its status itself, so that only its words tell: `ValidatingAdmissionPolicy 'a' with binding 'b' denied
  /// request: …`, `admission webhook "a" denied the request: …`, `violates PodSecurity "…": …`. All else that "is
  /// forbidden" says of a `User` what they cannot do:
  /// https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/.
  private func admissionReason(_ message: String, seconds: Int?) -> KubernetesError.Reason? {
    let marks = ["denied the request", "denied request", "violates PodSecurity"]
    if marks.contains(where: message.contains) { return .denied(message: message) }
    let parts = message.split(separator: " is forbidden: ", maxSplits: 1)
    guard parts.count == 2, !parts[1].hasPrefix("User ") else { return nil }
    if parts[1].contains("exceeded quota") { return .quotaExceeded(message: message) }
    // A server that has just started doesn't know its rules yet, nor what a new quota counts.
    let isYetToKnow = ["not yet ready to handle request", "status unknown for quota"].contains(
      where: parts[1].hasPrefix
    )
    return isYetToKnow ? server(message, seconds: seconds) : .denied(message: message)
  }

  /// The reason when the body is not the API's own.
  private var foreign: KubernetesError.Reason {
    switch response.status {
    case 300..<400:
      return .notKubernetes(status: response.status, finding: response.redirection)
    case 401: return .unauthorized(message: response.excerpt)
    case 403: return .forbidden(message: response.excerpt)
    case 413: return .tooLarge(message: response.excerpt)
    case 408, 429, 500...: return server(response.excerpt, seconds: nil)
    default:
      return .notKubernetes(status: response.status, finding: finding)
    }
  }

  private var finding: String {
    let excerpt = response.excerpt
    return excerpt.isEmpty ? "an empty answer" : "\"\(excerpt)\""
  }

  private func server(_ message: String, seconds: Int?) -> KubernetesError.Reason {
    let wait = response.retryAfterSeconds ?? seconds
    return .server(status: response.status, message: message, retryAfter: wait.map { .seconds(max($0, 0)) })
  }
}
