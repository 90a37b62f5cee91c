public import NIOSSL

/// A certificate that signs itself for 127.0.0.1, made for these tests and trusted by nobody else:
/// `openssl req -x509 -days 36500 -addext subjectAltName=IP:127.0.0.1 …`.
public enum TestCertificate {
  public static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBpzCCAUygAwIBAgIUFQE+tuTEdQlivZOVwHqBx4H8kKQwCgYIKoZIzj0EAwIw
    HzEdMBsGA1UEAwwUcHJvZHVjdGlvbi1qb2JzIHRlc3QwIBcNMjYxMTI1MTI1NTAw
    WhgPMjEyNjExMDExMjU1MDBaMB8xHTAbBgNVBAMMFHByb2R1Y3Rpb24tam9icyB0
    ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5fw8y2llmLxaT54JxdcVGFWJ
    hUYj8XOOCs6mfiDsb5HhbvBM/zfA+0P0Lmi97eigFvCTW3Eh/CzcK6VC0plZCqNk
    MGIwHQYDVR0OBBYEFChAn4zx+rK+mG/XJD8ke8onG4LuMB8GA1UdIwQYMBaAFChA
    n4zx+rK+mG/XJD8ke8onG4LuMA8GA1UdEQQIMAaHBH8AAAEwDwYDVR0TAQH/BAUw
    AwEB/zAKBggqhkjOPQQDAgNJADBGAiEA3Vydk8pBxKV+dF52VtReWjI3sEAUKLF5
    wZrejNU8yFACIQC9bc6YWwsBGzgScULHq+pYpurH65cDzstm8ITnOhdSJw==
    -----END CERTIFICATE-----
    """

  public static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoO6/k+sxCG6aOlIn
    8BpZ9LLAEAEMnVt3MVzi1GM9t7GhRANCAATl/DzLaWWYvFpPngnF1xUYVYmFRiPx
    c44KzqZ+IOxvkeFu8Ez/N8D7Q/QuaL3t6KAW8JNbcSH8LNwrpULSmVkK
    -----END PRIVATE KEY-----
    """

  /// A server that shows the certificate, and with `wantsIdentity` lets in only who shows the same one.
  public static func serverContext(wantsIdentity: Bool = false) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain,
      privateKey: .privateKey(key)
    )
    if wantsIdentity {
      configuration.certificateVerification = .noHostnameVerification
      configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)))
    }
    return try NIOSSLContext(configuration: configuration)
  }
}
