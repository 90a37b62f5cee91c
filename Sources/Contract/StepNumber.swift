/// A step as people and other programs name it: a job's first step is 1.
///
/// Inside, a step is its index in the job's list; so it is in records and in `plan --output json` too, where the key is
/// `index`, or `step` of an approved plan's assets: what earlier versions wrote there is read forever.
package struct StepNumber: Hashable, Sendable, CustomStringConvertible {
  package let value: Int

  /// - Parameter index: the place in the job's list of steps, from 0.
  package init(at index: Int) { value = index + 1 }

  package var description: String { String(value) }
}
