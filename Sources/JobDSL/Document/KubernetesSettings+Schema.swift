package import Schema

extension KubernetesSettings {
  /// Never written into a job's document: it gives the rules that `emit` holds the settings to.
  package static let schema = Schema<KubernetesSettings>.object(
    "How a job's pod runs",
    .required(
      "cpu",
      \.cpu,
      .quantity("a Kubernetes CPU quantity like 100m or 2", suffixes: ["", "m"]),
      "cores"
    ),
    .required(
      "memory",
      \.memory,
      .quantity("a Kubernetes memory quantity like 128Mi", suffixes: ["Mi", "Gi"]),
      "memory"
    ),
    .required("deadlineHours", \.deadlineHours, .integer(in: 1...720), "hours until the pod is stopped"),
    .required("serviceAccount", \.serviceAccount, .dnsLabel, "the account that the pod runs as"),
    make: KubernetesSettings.init(cpu:memory:deadlineHours:serviceAccount:)
  )
}

extension Schema where Value == String {
  /// A whole number above zero with one of the suffixes.
  fileprivate static func quantity(_ noun: String, suffixes: [String]) -> Schema {
    .string(noun) { text in
      let digits = text.prefix { ("0"..."9").contains($0) }
      return !digits.isEmpty && digits.first != "0" && digits.count < 10
        && suffixes.contains(String(text.dropFirst(digits.count)))
    }
  }
}
