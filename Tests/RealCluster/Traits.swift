public import Testing

/// Gives a suite a namespace of its own: `TestNamespace.current`.
public struct NamespaceTrait: SuiteTrait, TestScoping {
  fileprivate var isGuarded = false

  public func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let namespace = try await TestNamespace.make(isGuarded: isGuarded)
    let result: Result<Void, any Error>
    do {
      result = .success(try await TestNamespace.$current.withValue(namespace) { try await function() })
    } catch {
      result = .failure(error)
    }
    try await namespace.remove()
    try result.get()
  }
}

extension Trait where Self == NamespaceTrait {
  /// A namespace of the suite's own.
  public static var inOwnNamespace: Self { Self() }

  /// One whose admission policies count.
  public static var inGuardedNamespace: Self { Self(isGuarded: true) }
}

extension Trait where Self == ConditionTrait {
  /// Skips what needs a cluster where there is none.
  public static var onCluster: Self {
    .enabled(
      if: ClusterSettings.kubeconfig != nil,
      "NOT RUN: it needs a cluster, and KUBECONFIG with an account that may make namespaces; see CONTRIBUTING.md"
    )
  }

  /// Skips what needs a namespace as `ci/kubernetes` makes it.
  public static var inNamespaceOfOurs: Self {
    .enabled(
      if: ClusterSettings.namespace == nil,
      "NOT RUN: it needs the Roles of ci/kubernetes; unset PRODUCTION_JOBS_TEST_NAMESPACE"
    )
  }

  /// Skips what needs a pod that runs where no node gets the image that is the default. One that was asked for has to
  /// run.
  public static var withImage: Self {
    .enabled(
      "NOT RUN: no pod of busybox:1.36 runs here; set PRODUCTION_JOBS_TEST_IMAGE to an image with sh that nodes get"
    ) { await Probe.runs }
  }

  /// Skips what needs the runner in a pod, and Dagster within its reach.
  public static var withRunnerImage: Self {
    .enabled(
      if: [ClusterSettings.sandboxURL, ClusterSettings.runnerImage, ClusterSettings.dagsterURL]
        .allSatisfy { $0 != nil },
      """
      NOT RUN: it needs PRODUCTION_JOBS_TEST_RUNNER_IMAGE, DAGSTER_URL of a sandbox as ci/test starts it, and \
      PRODUCTION_JOBS_TEST_DAGSTER_URL, the same as a pod reaches it
      """
    )
  }
}
