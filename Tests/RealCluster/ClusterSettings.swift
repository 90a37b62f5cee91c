import Foundation

/// What the environment says of a cluster to test against. An empty variable counts as not set.
public enum ClusterSettings {
  /// `KUBECONFIG`: whose current context is the cluster. Without it nothing is tested on a cluster.
  public static let kubeconfig = variable("KUBECONFIG")

  /// `PRODUCTION_JOBS_TEST_NAMESPACE`: a namespace that is there, for an account that may not make any.
  public static let namespace = variable("PRODUCTION_JOBS_TEST_NAMESPACE")

  /// `PRODUCTION_JOBS_TEST_IMAGE`: an image with `sh`, with its tag or digest.
  public static let givenImage = variable("PRODUCTION_JOBS_TEST_IMAGE")

  /// What pods run in the tests of `trigger`.
  public static let image = givenImage ?? "busybox:1.36"

  /// `PRODUCTION_JOBS_TEST_RUNNER_IMAGE`: the runner's own image, with its tag or digest.
  public static let runnerImage = variable("PRODUCTION_JOBS_TEST_RUNNER_IMAGE")

  /// `DAGSTER_URL`: a sandbox as `ci/test` starts it.
  public static let sandboxURL = variable("DAGSTER_URL")

  /// `PRODUCTION_JOBS_TEST_DAGSTER_URL`: as a pod reaches the Dagster that `DAGSTER_URL` is from here.
  public static let dagsterURL = variable("PRODUCTION_JOBS_TEST_DAGSTER_URL")

  /// `PRODUCTION_JOBS_TEST_RESTART`: a command of `sh` that restarts the API server.
  public static let restart = variable("PRODUCTION_JOBS_TEST_RESTART")

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
