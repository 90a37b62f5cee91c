package import DagsterModel
import ExactText
package import JobDSL

extension NamesInUse {
  /// What these documents name.
  package init(of documents: [JobDocument]) {
    self.init()
    for step in documents.flatMap(\.steps) {
      switch step.command.subject.object {
      case .assets(let keys): assets.formUnion(keys)
      case .job(let name, let location): jobs.insert("\(location)/\(name)")
      case .runs, .words: break
      }
    }
  }
}
