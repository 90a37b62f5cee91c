internal import NIOSSL

/// Whom to trust, and whom to be, over TLS.
public struct TLSSettings: Hashable, Sendable {
  /// The authorities to trust instead of the system's; nil for the system's.
  public var trustRoots: PEM?
  /// The certificate to show, its chain after it, and its key; nil for none.
  public var identity: Identity?
  /// Whether the server's certificate is not looked at at all: whoever sits in between reads everything.
  public var skipsVerification: Bool

  /// The usual settings: the system's authorities, no certificate of one's own.
  public init(trustRoots: PEM? = nil, identity: Identity? = nil, skipsVerification: Bool = false) {
    self.trustRoots = trustRoots
    self.identity = identity
    self.skipsVerification = skipsVerification
  }

  /// Certificates or a key as text, where it came from, for messages.
  public enum PEM: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// A file, read when the transport is made.
    case file(String)
    /// What was read before, and where.
    case bytes([UInt8], source: String)

    /// Where it comes from; never what it is.
    public var description: String {
      switch self {
      case .file(let path): "the file \(path)"
      case .bytes(_, let source): source
      }
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// A client's certificate and its key.
  public struct Identity: Hashable, Sendable {
    /// The certificate, then its chain.
    public var certificate: PEM
    /// The private key.
    public var key: PEM

    /// A certificate and its key.
    public init(certificate: PEM, key: PEM) {
      self.certificate = certificate
      self.key = key
    }
  }
}

/// What was given to make a connection with cannot be used: nothing was sent.
public struct ConnectionSettingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found and what to do.
  public let description: String

  package init(_ description: String) { self.description = description }
}

extension TLSSettings {
  /// What NIO takes; nil when nothing differs from the usual.
  func configuration() throws(ConnectionSettingError) -> TLSConfiguration? {
    guard self != TLSSettings() else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    if let trustRoots { tls.trustRoots = .certificates(try trustRoots.certificates(as: "CA file")) }
    if let identity {
      tls.certificateChain = try identity.certificate.certificates(as: "client certificate")
        .map { .certificate($0) }
      tls.privateKey = .privateKey(try identity.key.privateKey())
    }
    if skipsVerification { tls.certificateVerification = .none }
    return tls
  }
}

extension TLSSettings.PEM {
  fileprivate func certificates(as purpose: String) throws(ConnectionSettingError) -> [NIOSSLCertificate] {
    let certificates: [NIOSSLCertificate]? =
      switch self {
      case .file(let path): try? NIOSSLCertificate.fromPEMFile(path)
      case .bytes(let bytes, _): try? NIOSSLCertificate.fromPEMBytes(bytes)
      }
    guard let certificates, !certificates.isEmpty else {
      throw ConnectionSettingError("the \(purpose) \(place) holds no readable PEM certificate")
    }
    return certificates
  }

  fileprivate func privateKey() throws(ConnectionSettingError) -> NIOSSLPrivateKey {
    do {
      switch self {
      case .file(let path): return try NIOSSLPrivateKey(file: path, format: .pem)
      case .bytes(let bytes, _): return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
      }
    } catch {
      throw ConnectionSettingError("the client key \(place) holds no readable PEM key without a password")
    }
  }

  private var place: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let source): source
    }
  }
}
