/// What a job's record is held to, also for a program that reads records without the ledger's own code.
package enum RecordFormat {
  /// The version that is read and written here.
  package static let version = 1
  /// How long a record's JSON may be, in bytes. Kubernetes keeps at most 1 MiB in a ConfigMap.
  package static let maximumBytes = 900 * 1024
  /// How long a document's text may be to be kept, in bytes; a longer one is kept by reference.
  package static let maximumDocumentBytes = 128 * 1024
  /// The word for the outcome of a job of which everything is there.
  package static let succeeded = "succeeded"
}
