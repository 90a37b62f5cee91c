internal import Diagnostics
public import HTTP

/// Where a Kubernetes API server is, how to be let in, and how patient to be.
public struct KubernetesConfiguration: Hashable, Sendable {
  /// The server's base address, without a slash at the end.
  public let url: String
  /// The bearer token; nil for none. One in a file is read anew for each request, since it rotates.
  public var token: HeaderValue?
  /// Whom to trust, and the client's certificate if there is one.
  public var tls: TLSSettings
  /// The limits of time.
  public var timeouts: Timeouts
  /// The longest answer taken, in bytes.
  public var maximumAnswerBytes: Int
  /// What the server's audit log calls the client: a program and its version.
  public var userAgent = "production-jobs"

  /// A server at `url`, with the usual limits.
  ///
  /// - Parameters:
  ///   - url: such as `https://10.0.0.1:6443`, with the path prefix if there is one.
  ///   - token: over http only to this machine.
  public init(
    url: String,
    token: HeaderValue? = nil,
    tls: TLSSettings = TLSSettings(),
    timeouts: Timeouts = Timeouts(),
    maximumAnswerBytes: Int = 32 * 1024 * 1024
  ) throws(KubernetesConfigurationError) {
    do throws(ConnectionSettingError) {
      self.url = try ServerAddress(url, of: "Kubernetes API", example: "https://10.0.0.1:6443").text
    } catch {
      throw KubernetesConfigurationError(error.description)
    }
    guard token == nil || ServerAddress.isPrivate(self.url) else {
      throw KubernetesConfigurationError(
        "expected an https address for a token, found \(quoted(self.url)), over which everybody on the way could read it: use "
          + "https, or a `kubectl proxy` on this machine"
      )
    }
    self.token = token
    self.tls = tls
    self.timeouts = timeouts
    self.maximumAnswerBytes = maximumAnswerBytes
  }

  /// A server with its token and its authorities in files; without them there is no token, and the
  /// system's authorities are trusted.
  public init(url: String, tokenFile: String?, caFile: String?) throws(KubernetesConfigurationError) {
    try self.init(
      url: url,
      token: tokenFile.map(HeaderValue.file),
      tls: TLSSettings(trustRoots: caFile.map(TLSSettings.PEM.file))
    )
  }

  /// Limits of time.
  public struct Timeouts: Hashable, Sendable {
    /// For making a connection.
    public var connect: Duration
    /// For a whole request and its answer.
    public var request: Duration
    /// For a stream of which nothing comes, such as a log: it is then given up.
    public var rest: Duration

    /// Limits of time.
    public init(
      connect: Duration = .seconds(5),
      request: Duration = .seconds(15),
      rest: Duration = .seconds(30)
    ) {
      self.connect = connect
      self.request = request
      self.rest = rest
    }
  }
}

/// What was given to reach Kubernetes with cannot be used: nothing was sent.
public struct KubernetesConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public let description: String

  package init(_ description: String) { self.description = description }
}
