package import CodeLocations
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
      case .automations(let automations):
        for each in automations {
          let name = ExactString("\(each.location)/\(each.name)")
          switch each.kind {
          case .schedule: schedules.insert(name)
          case .sensor: sensors.insert(name)
          }
        }
      case .runs, .words: break
      }
    }
  }
}
