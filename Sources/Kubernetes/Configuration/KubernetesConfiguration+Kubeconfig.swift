internal import HTTP

extension KubernetesConfiguration {
  /// What the current context of kubeconfig files says: its cluster, and its user's token or certificate.
  ///
  /// A program that fetches a token (`exec`) is run when the token is needed. `auth-provider`, which kubectl
  /// dropped too, passwords, impersonation, `proxy-url` and `tls-server-name` are refused, with what to do instead.
  ///
  /// - Parameter paths: one path, or several joined by `:`, as in `KUBECONFIG`. The first file that has
  ///   the current context, or an entry of the name wanted, counts.
  public static func kubeconfig(_ paths: String) throws(KubernetesConfigurationError)
    -> KubernetesConfiguration
  {
    let file = try Kubeconfig(paths: paths)
    let context = try file.context()
    let place = "the context \"\(context.name)\""
    guard let clusterName = context.text("cluster") else {
      throw KubernetesConfigurationError("expected a cluster in \(place) of \(context.file), found none")
    }
    let cluster = try file.entry(clusterName, of: "cluster", in: "clusters", wantedBy: place)
    let user: Kubeconfig.Entry? =
      if let name = context.text("user") {
        try file.entry(name, of: "user", in: "users", wantedBy: place)
      } else {
        nil
      }
    guard let url = cluster.text("server") else {
      throw KubernetesConfigurationError(
        "expected a server in \"\(clusterName)\" of \(cluster.file), found none"
      )
    }
    try cluster.refuseWhatIsNotSupported(of: "cluster")
    try user?.refuseWhatIsNotSupported(of: "user")
    return try KubernetesConfiguration(
      url: url,
      token: try user?.token(),
      tls: TLSSettings(
        trustRoots: try cluster.pem("certificate-authority"),
        identity: try user?.identity(),
        skipsVerification: cluster.flag("insecure-skip-tls-verify")
      )
    )
  }
}

extension Kubeconfig.Entry {
  /// A file's path, or its content in Base64, which goes before.
  fileprivate func pem(_ key: String) throws(KubernetesConfigurationError) -> TLSSettings.PEM? {
    if let bytes = try bytes("\(key)-data") {
      return .bytes(bytes, source: "in \(key)-data of \"\(name)\" in \(file)")
    }
    return path(key).map(TLSSettings.PEM.file)
  }

  /// A file goes before a token, as with kubectl, and a token before a program.
  fileprivate func token() throws(KubernetesConfigurationError) -> HeaderValue? {
    if let given = path("tokenFile").map(HeaderValue.file) ?? text("token").map(HeaderValue.text) {
      return given
    }
    return try program().map { .fetched($0.token) }
  }

  fileprivate func identity() throws(KubernetesConfigurationError) -> TLSSettings.Identity? {
    switch (try pem("client-certificate"), try pem("client-key")) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return TLSSettings.Identity(certificate: certificate, key: key)
    case (_?, nil), (nil, _?):
      throw KubernetesConfigurationError(
        "expected both a client-certificate and a client-key in \"\(name)\" of \(file), found one"
      )
    }
  }

  /// What can't be done is refused: without it the request would go elsewhere, or be somebody else's.
  fileprivate func refuseWhatIsNotSupported(of kind: String) throws(KubernetesConfigurationError) {
    let logins = ["auth-provider", "username", "password"]
    let impersonations = ["as", "as-uid", "as-groups", "as-user-extra"]
    let ways = ["proxy-url", "tls-server-name"]
    for key in logins + impersonations + ways where has(key) {
      let what =
        logins.contains(key)
        ? "logs in by" : impersonations.contains(key) ? "acts as another by" : "is reached by"
      throw KubernetesConfigurationError(
        "the \(kind) \"\(name)\" in \(file) \(what) \(key), which is not supported: run `kubectl proxy` and give --kubernetes-url "
          + "http://127.0.0.1:8001, or give --kubernetes-url, --kubernetes-ca-file and --kubernetes-token-file with the "
          + "output of `kubectl create token SERVICE_ACCOUNT`"
      )
    }
  }
}
