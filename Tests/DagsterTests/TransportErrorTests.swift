import HTTP
import Testing

/// The whole text of every way in which no answer comes.
@Suite struct TransportErrorTests {
  static let texts: [(TransportError, String)] = [
    (
      .unreachable(.refused, detail: "dagster:3000"),
      "the connection was refused (dagster:3000); check the port, and that the server runs"
    ),
    (
      .unreachable(.nameResolution, detail: "dagster:3000"),
      "the host's name does not resolve (dagster:3000); check the host in the address"
    ),
    (
      .unreachable(.tls, detail: "expired"),
      "no TLS connection could be made (expired); check the CA file, and whether the address should begin with http or "
        + "https"
    ),
    (
      .unreachable(.other, detail: "no route to the host"),
      "no connection could be made (no route to the host); check the address and the network"
    ),
    (
      .timedOut(.connecting, after: .seconds(5)),
      "no connection within 5 s: check the address, the network policy and that the server runs"
    ),
    (.timedOut(.waiting, after: .milliseconds(2500)), "no answer within 2.5 s"),
    (.timedOut(.reading, after: .seconds(30)), "the answer had begun but not ended after 30 s"),
    (
      .connectionLost(detail: "reset by the peer", mayHaveBeenReceived: true),
      "the connection broke before the answer was complete (reset by the peer)"
    ),
    (.answerTooLarge(limit: 10), "the answer is longer than 10 bytes: raise the limit, or ask for less"),
    (.cancelled(mayHaveBeenReceived: false), "cancelled"),
    (.invalidRequest("the client was shut down before"), "the client was shut down before"),
  ]

  @Test(arguments: texts) func tells(_ error: TransportError, _ text: String) {
    #expect(error.description == text)
  }
}
