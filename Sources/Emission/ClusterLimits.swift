import Contract
import Diagnostics
import JobDSL
import Schema

/// What Kubernetes could not keep of a job, found while the author still sits at it: at its start the same would
/// be an error of the API server, and of a record one in the middle of the work.
struct ClusterLimits {
  /// Kubernetes keeps at most 1 MiB in a ConfigMap, keys included (`MaxSecretSize` in its `core` types).
  static let configMapBytes = 1 << 20
  /// All annotations of an object together may have 256 KiB (`TotalAnnotationSizeLimitB`); half is left for
  /// those of who triggers the job.
  static let annotationBytes = 128 << 10

  let job: Job
  /// How long `job.yaml` is.
  let documentBytes: Int

  var issues: [Issue] { [document, annotations, record].compactMap(\.self) }

  private var document: Issue? {
    let room = Self.configMapBytes - "job.yaml".utf8.count
    guard documentBytes > room else { return nil }
    return Issue(
      at: .root[\JobDocument.spec],
      "expected a document of at most \(room) bytes, which is what a ConfigMap holds, found \(documentBytes)",
      hint: "select partitions by range rather than key by key, or make several jobs of it"
    )
  }

  private var annotations: Issue? {
    let metadata = job.document.metadata
    let found = metadata.owner.utf8.count + metadata.reason.utf8.count
    guard found > Self.annotationBytes else { return nil }
    return Issue(
      at: .root[\JobDocument.metadata][\Metadata.reason],
      "expected an owner and a reason of at most \(Self.annotationBytes) bytes, which is what the Job's annotations "
        + "hold, found \(found)",
      hint: "say it in short, and link to the rest"
    )
  }

  /// A record drops old launches and reasons when it grows, but not what it knows of each step.
  private var record: Issue? {
    let metadata = job.document.metadata
    let heading = 2 * (metadata.owner.utf8.count + metadata.reason.utf8.count) + Self.attemptBytes
    let steps = job.document.steps.reduce(0) {
      $0 + Self.stepBytes + 2 * $1.command.subject.summary.utf8.count
    }
    let text = Self.keptTextBytes
    guard heading + steps + text > RecordFormat.maximumBytes else { return nil }
    return Issue(
      at: JobDocument.stepsPath,
      "expected steps whose record fits into a ConfigMap, found \(job.document.steps.count) that may take "
        + "\(heading + steps + text) bytes of its \(RecordFormat.maximumBytes)",
      hint: "make several jobs of it"
    )
  }

  /// A step with its first and last launch and a message as long as it is kept, when all else was dropped:
  /// RecordFittingTests has 400 such steps in one record.
  private static let stepBytes = 2_000
  /// Two attempts, a lease and the plan's 100 assets.
  private static let attemptBytes = 64 << 10
  /// A document's text, which JSON's escapes make longer.
  private static let keptTextBytes = RecordFormat.maximumDocumentBytes / 4 * 5
}
