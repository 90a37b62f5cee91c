/// Where the files of a job lie in the package's folder: `generated/NAME`, or `generated/retired/NAME` once it is retired.
package struct JobFolder: Hashable, Sendable {
  package let job: String
  package let isRetired: Bool

  package init(of job: String, isRetired: Bool = false) { (self.job, self.isRetired) = (job, isRetired) }

  /// The folder of all of them.
  package static let root = "generated"
  /// The folder in `root` of the retired ones.
  package static let retired = "retired"

  package var path: String {
    [Self.root, isRetired ? Self.retired : nil, job].compactMap(\.self).joined(separator: "/")
  }
  /// The document's file.
  package var document: String { "\(path)/job.yaml" }
}
