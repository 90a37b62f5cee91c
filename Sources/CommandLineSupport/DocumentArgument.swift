package import ArgumentParser
package import Contract
internal import Diagnostics

/// What a command is told to read: a document's file, or a job of `generated/` by its name.
package struct DocumentArgument: Hashable, Sendable, ExpressibleByArgument {
  private let text: String

  package init(argument text: String) { self.text = text }

  /// Where the document is: the file itself where there is one, else that of the job.
  ///
  /// - Parameter takesRetired: whether the job may be retired; such a one is not started any more.
  package func path(in jobs: GeneratedJobs = GeneratedJobs(), takesRetired: Bool) throws(DocumentNotFound)
    -> String
  {
    let found = jobs.kind(of: text)
    // That it can't be read is said by who reads it.
    guard found != .file else { return text }
    guard isLikeName else { throw noFile(found, jobs) }
    guard DNSLabel.matches(text) else { throw noJob(found, jobs, takesRetired) }
    let job = JobFolder(of: text)
    if jobs.has(job) { return job.document }
    let retired = JobFolder(of: text, isRetired: true)
    guard jobs.has(retired) else { throw noJob(found, jobs, takesRetired) }
    guard takesRetired else { throw DocumentNotFound(retired) }
    return retired.document
  }

  /// A job's name has neither, and what has one of them is meant as a path.
  private var isLikeName: Bool { !text.contains("/") && !text.contains(".") }

  private func noFile(_ found: GeneratedJobs.Kind, _ jobs: GeneratedJobs) -> DocumentNotFound {
    let hint = found == .folder ? documentWithin(jobs) : nearDocument(jobs)
    return DocumentNotFound(
      "\(text): error: expected a readable file, found \(found.words)" + (hint.map { " (\($0))" } ?? "")
    )
  }

  private func documentWithin(_ jobs: GeneratedJobs) -> String? {
    let document = text.hasSuffix("/") ? "\(text)job.yaml" : "\(text)/job.yaml"
    return jobs.kind(of: document) == .file ? "did you mean \(document)?" : nil
  }

  /// A document that the path, or the name in it, was probably meant to be.
  private func nearDocument(_ jobs: GeneratedJobs) -> String? {
    var parts = text.split(separator: "/")
    if parts.count > 1, parts.last == "job.yaml" { parts.removeLast() }
    let (name, names) = (parts.last.map { String($0.prefix { $0 != "." }) } ?? "", jobs.names())
    let isThere = names.contains(name)
    guard parts.first.map(String.init) == JobFolder.root else {
      return isThere ? "did you mean \(name), a job of \(JobFolder.root)/?" : nil
    }
    let near = isThere ? name : nearest(to: name, among: names)
    return near.map { "did you mean \(JobFolder(of: $0).document)?" }
  }

  private func noJob(_ found: GeneratedJobs.Kind, _ jobs: GeneratedJobs, _ takesRetired: Bool)
    -> DocumentNotFound
  {
    let document = JobFolder(of: text).document
    let places =
      found == .folder
      ? "found a folder \(text) and no \(document)" : "found neither a file \(text) nor \(document)"
    let names = jobs.names() + (takesRetired ? jobs.names(retired: true) : [])
    let hint =
      jobs.isThere
      ? likelyHint(for: text, among: names)
        ?? "see \(JobFolder.root)/, which has \(counted(names.count, "job"))"
      : "there is no folder \(JobFolder.root)/ here: run it in the package's folder"
    return DocumentNotFound(
      "\(text): error: expected a readable file or the name of a job, \(places) (\(hint))"
    )
  }
}

extension DocumentArgument {
  package static var defaultCompletionKind: CompletionKind {
    .custom { _, _, prefix in completions(of: prefix) }
  }

  /// Names of jobs and, where somebody has begun to write a path, documents and folders.
  package static func completions(of prefix: String, in jobs: GeneratedJobs = GeneratedJobs()) -> [String] {
    let names = jobs.names().filter { $0.hasPrefix(prefix) }
    guard names.isEmpty || prefix.contains("/") else { return names }
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let paths = jobs.entries(of: folder.isEmpty ? "." : folder).map { folder + $0 }
      .filter { $0.hasPrefix(prefix) }
    return names
      + paths.compactMap { path in
        jobs.kind(of: path) == .folder ? "\(path)/" : path.hasSuffix(".yaml") ? path : nil
      }
  }
}

extension GeneratedJobs.Kind {
  fileprivate var words: String { self == .folder ? "a folder" : "none" }
}

/// There is no such document, or none that is started.
package struct DocumentNotFound: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package let status: ExitStatus

  init(_ description: String) { (self.description, status) = (description, .notFound) }

  /// As ci/trigger has it.
  init(_ retired: JobFolder) {
    description =
      "\(retired.job): error: expected a job that is started, found one that is retired (\(retired.path)): to do the same "
      + "again, write a new job; where its record says that it is unfinished, give \(retired.document), which finishes it"
    status = .invalidDocument
  }
}
