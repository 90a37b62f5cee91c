package import JobDSL
package import Ledger
package import YAML

/// A strictly read document that is to be run.
package struct JobToRun: Sendable {
  package let document: JobDocument
  package let root: Node?
  package let file: String
  package let digest: String

  package init(document: JobDocument, root: Node?, file: String) {
    self.document = document
    self.root = root
    self.file = file
    digest = document.digest
  }

  package var name: String { document.metadata.name }

  /// What a first attempt records.
  ///
  /// - Parameter keepsText: whether the document's text is in it.
  package func record(at now: Timestamp, keepsText: Bool = true) -> Record {
    Record(
      job: name,
      document: DocumentReference(
        digest: digest,
        text: keepsText ? String(decoding: document.encoded(), as: UTF8.self) : nil,
        file: file
      ),
      owner: document.metadata.owner,
      watchers: document.metadata.watchers.isEmpty ? nil : document.metadata.watchers,
      reason: document.metadata.reason,
      created: now,
      updated: now,
      steps: document.steps.enumerated().map { index, step in
        StepRecord(index: index, command: step.keyword, summary: step.command.subject.summary)
      }
    )
  }
}
