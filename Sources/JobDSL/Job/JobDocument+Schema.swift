package import Diagnostics
package import Schema

extension JobDocument {
  public static let apiVersion = "production-jobs/v1"
  public static let kind = "Job"
}

extension JobDocument: DocumentPart {
  /// The whole document, with its fixed heading.
  package static let schema = Schema<JobDocument>.object(
    "A one-time production job",
    .required("apiVersion", \.constantAPIVersion, .constant(apiVersion), "the version of this format"),
    .required("kind", \.constantKind, .constant(kind), "what this document is"),
    .required("metadata", \.metadata, Metadata.schema, "which job it is, whose, and why"),
    .required("spec", \.spec, Spec.schema, "what to do"),
    make: { _, _, metadata, spec in JobDocument(metadata: metadata, steps: spec.steps) }
  ).checked { $0.orderIssues }.checked { $0.rehearsalIssues }
    .checked { $0.holdIssues }.checked { $0.pauseIssues }.checked { $0.canaryIssues }

  private var constantAPIVersion: String { Self.apiVersion }
  private var constantKind: String { Self.kind }
  package var spec: Spec { Spec(steps: steps) }

  package struct Spec: DocumentPart {
    var steps: [Step]

    package static let schema = Schema<Spec>.object(
      "What the job does",
      .required(
        "steps",
        \.steps,
        .list(of: Step.schema, minimum: 1),
        "done in this order, up to the first failure"
      ),
      make: Spec.init
    )
  }
}

extension Metadata: DocumentPart {
  package static let schema = Schema<Metadata>.object(
    "Which job it is",
    .required("name", \.name, .dnsLabel, "the job's name, used once for all time"),
    .required("owner", \.owner, .filledText, "the team or person that answers for it"),
    .required("reason", \.reason, .prose, "why it is needed"),
    .optional("validUntil", \.validUntil, .day, "the last day, in UTC, on which it may begin"),
    .optional(
      "watchers",
      \.watchers,
      .list(of: .filledText, minimum: 1).once(each: "watcher", in: "watchers"),
      default: [],
      "who is told how it ended, beside the owner"
    ),
    make: Metadata.init
  )
}

extension JobDocument {
  package static let stepsPath = Path.root[\JobDocument.spec][\Spec.steps]

  /// Where a step's command stands.
  package func path(ofStep index: Int) -> Path {
    Self.stepsPath[index][steps[index].keyword]
  }
}
