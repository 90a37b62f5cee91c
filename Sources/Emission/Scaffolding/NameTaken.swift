/// Something that is about to be written would be called what something else is called already.
package struct NameTaken: Error, CustomStringConvertible {
  let what: String
  let place: String
  /// Why that is in the way.
  let reason: String

  static let oneFileOfAName = "a module can't have two files of one name"

  package var description: String {
    "NAME: expected a name of its own, found the \(what) at \(place): nothing was written; \(reason), so choose another"
  }
}
