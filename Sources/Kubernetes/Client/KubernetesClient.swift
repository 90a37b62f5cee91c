public import HTTP

/// A client of one cluster's API.
///
/// Each request is sent once, but for one that is answered with 401 while the token is in a file or from a program:
/// the token may have rotated in between, so it is read again and the request sent once more. Cancelling the
/// caller's task ends the request at once.
public final class KubernetesClient: Sendable {
  /// What the client was made with.
  public let configuration: KubernetesConfiguration
  private let transport: any Transport
  private let admissions = Admissions()

  /// A client over a transport, which it then owns.
  public init(configuration: KubernetesConfiguration, transport: any Transport) {
    self.configuration = configuration
    self.transport = transport
  }

  /// A client over HTTP.
  ///
  /// - Throws: when the certificates or the key cannot be used.
  public convenience init(configuration: KubernetesConfiguration) throws(KubernetesConfigurationError) {
    do throws(ConnectionSettingError) {
      self.init(
        configuration: configuration,
        transport: try HTTPTransport(
          connectLimit: configuration.timeouts.connect,
          restLimit: configuration.timeouts.rest,
          tls: configuration.tls
        )
      )
    } catch {
      throw KubernetesConfigurationError(error.description)
    }
  }

  /// Closes the connections. The client is not used afterwards.
  public func shutdown() async {
    await transport.shutdown()
  }

  /// Sends a request, and reads an answer of a status of 2xx.
  func send<Content: Decodable>(
    _ request: KubernetesError.Request,
    query: [(String, String)] = [],
    body: [UInt8] = [],
    accept: String = "application/json"
  ) async throws(KubernetesError) -> Content {
    let url = url(of: request, query)
    var response = try await exchange(request, url, body, accept)
    if response.status == 401, mayHaveRotated {
      response = try await exchange(request, url, body, accept)
    }
    do throws(KubernetesError.Reason.Failure) {
      let content: Content = try Answer(response: response).content()
      admissions.passed(request)
      return content
    } catch {
      throw failure(of: request, error.reason)
    }
  }

  /// Whether the token may be another one when it is read again.
  private var mayHaveRotated: Bool {
    switch configuration.token {
    case .file: return true
    case .fetched(let secret):
      secret.discard()
      return true
    case .text, nil: return false
    }
  }

  /// Sends a request, and gives what an answer of a status of 2xx has as it comes.
  ///
  /// Errors that the stream ends with are the transport's.
  func open(
    _ request: KubernetesError.Request,
    query: [(String, String)] = []
  ) async throws(KubernetesError) -> TransportChunks {
    let sent = try transportRequest(request, url(of: request, query), [])
    let answer: Answer
    do throws(TransportError) {
      let stream = try await transport.open(sent)
      if stream.head.status == 200 {
        admissions.passed(request)
        return stream.chunks
      }
      answer = Answer(response: try await stream.whole(upTo: configuration.maximumAnswerBytes))
    } catch {
      throw failure(of: request, .transport(error))
    }
    throw failure(of: request, answer.reason)
  }

  private func failure(
    of request: KubernetesError.Request,
    _ reason: KubernetesError.Reason
  ) -> KubernetesError {
    let error = KubernetesError(reason, request: request, server: configuration.url)
    return KubernetesError(admissions.reason(of: error), request: request, server: configuration.url)
  }

  private func url(of request: KubernetesError.Request, _ query: [(String, String)]) -> String {
    let path = request.type.path(in: request.namespace, name: request.pathName)
    return configuration.url + path + (query.isEmpty ? "" : "?" + query.encoded)
  }

  private func exchange(
    _ request: KubernetesError.Request,
    _ url: String,
    _ body: [UInt8],
    _ accept: String
  ) async throws(KubernetesError) -> TransportResponse {
    let sent = try transportRequest(request, url, body, accept)
    do throws(TransportError) {
      return try await transport.exchange(sent)
    } catch {
      throw failure(of: request, .transport(error))
    }
  }

  private func transportRequest(
    _ request: KubernetesError.Request,
    _ url: String,
    _ body: [UInt8],
    _ accept: String = "application/json"
  ) throws(KubernetesError) -> TransportRequest {
    do throws(ConnectionSettingError) {
      return TransportRequest(
        method: request.verb.method,
        url: url,
        headers: try headers(hasBody: !body.isEmpty, accept),
        body: body,
        deadline: configuration.timeouts.request,
        maximumAnswerBytes: configuration.maximumAnswerBytes
      )
    } catch {
      throw KubernetesError(.configuration(error.description), request: request, server: configuration.url)
    }
  }

  private func headers(hasBody: Bool, _ accept: String) throws(ConnectionSettingError)
    -> [TransportRequest.Header]
  {
    var headers = [TransportRequest.Header("Accept", accept)]
    headers.append(.init("User-Agent", configuration.userAgent))
    if hasBody { headers.append(.init("Content-Type", "application/json")) }
    if let token = configuration.token {
      headers.append(.init("Authorization", "Bearer " + (try token.resolved(for: "Authorization"))))
    }
    return headers
  }
}

extension KubernetesError.Verb {
  fileprivate var method: TransportRequest.Method {
    switch self {
    case .get, .list: .get
    case .create: .post
    case .update: .put
    case .delete: .delete
    }
  }
}

extension KubernetesError.Request {
  /// The name at the path's end; what is created is named in the body alone.
  fileprivate var pathName: String? { verb == .create ? nil : name }
}

extension [(String, String)] {
  fileprivate var encoded: String {
    map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
  }
}

extension String {
  /// All but what RFC 3986 calls unreserved in hexadecimal.
  fileprivate var percentEncoded: String {
    utf8.reduce(into: "") { text, byte in
      let isUnreserved =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._~".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      text += isUnreserved ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }
  }
}
