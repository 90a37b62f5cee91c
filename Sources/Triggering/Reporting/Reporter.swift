internal import Diagnostics

/// Where what is seen is told.
package protocol Reporter: Sendable {
  /// A line of a result, such as a plan or how the job ended: stdout.
  func result(_ line: String)
  /// A line about what goes on: stderr.
  func note(_ line: String)
}

extension Reporter {
  /// A line that a pod wrote: its stdout is the result, and its log, a JSON object a line, is not. Kubernetes
  /// keeps both as one.
  func podLine(_ line: String) {
    let text = line.withoutControls
    if text.hasPrefix("{\"severity\":") { note(text) } else { result(text) }
  }
}

extension String {
  /// What can't be seen, and could steer a terminal, as its number, all on one line; tabs stay.
  var withoutControls: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isHidden, scalar != "\t" {
        text += scalar.escaped
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
