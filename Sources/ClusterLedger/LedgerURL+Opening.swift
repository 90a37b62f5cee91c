package import Kubernetes
package import Ledger

extension LedgerURL {
  /// The ledger at the URL; nothing is created or read yet.
  ///
  /// Throws `.unsupportedURL` for a ledger that cannot be opened. `clock` times the wait for a lock; `random`
  /// makes revisions and temporary files unique; `events` is told when the ledger is made; `kubernetes` is asked
  /// for the way to the API when the ledger is there.
  package func open(
    clock: any WallClock,
    random: @escaping @Sendable () -> UInt64,
    events: (any EventSink)? = nil,
    kubernetes: () throws(KubernetesConfigurationError) -> KubernetesConfiguration = {
      () throws(KubernetesConfigurationError) in try .discover(environment: [:])
    }
  ) throws(LedgerError) -> any Ledger {
    switch self {
    case .file(let path):
      return FileLedger(directory: path, clock: clock, random: random, events: events)
    case .kubernetes(let namespace):
      do throws(KubernetesConfigurationError) {
        let client = try KubernetesClient(configuration: try kubernetes())
        return KubernetesLedger(client: client, namespace: namespace, clock: clock, events: events)
      } catch {
        throw .unsupportedURL(description, why: error.description)
      }
    }
  }
}
