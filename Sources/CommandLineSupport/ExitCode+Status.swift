package import ArgumentParser
package import Contract

extension ExitCode {
  package init(_ status: ExitStatus) { self.init(status.rawValue) }
}
