import Diagnostics
import YAML

/// Reads a text as the file `job.yaml`.
func read(_ text: String, limits: Limits = .standard) -> Reading {
  Reading(Array(text.utf8), file: "job.yaml", limits: limits)
}

/// Each problem of a text in one line.
func problems(_ text: String, limits: Limits = .standard) -> [String] {
  read(text, limits: limits).problems.map(\.description)
}

/// What the writer makes of one call or several.
func written(header: [String] = [], _ write: (inout Writer) -> Void) -> String {
  var writer = Writer()
  write(&writer)
  return String(decoding: writer.finish(header: header), as: UTF8.self)
}
