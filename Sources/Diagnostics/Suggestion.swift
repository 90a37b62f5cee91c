internal import ExactText

/// What to do about a text that is there in another Unicode form alone, which looks the same; `nil` where it isn't.
public func otherFormHint(of text: String, among candidates: some Sequence<String>) -> String? {
  text.otherForm(among: candidates).map { other in
    "that is there in another Unicode form alone: \(text.difference(fromForm: other)); "
      + "write it with escapes, \"\(other.typable)\" in Swift"
  }
}

/// The candidate that `text` was probably meant to be, if one is near enough to say so.
///
/// Near is an optimal string alignment distance of at most a third of the longer word (at least one):
/// one slip in a short word, a few in a long one. Case alone counts as no distance.
public func nearest<Candidates: Sequence<String>>(to text: String, among candidates: Candidates) -> String? {
  let wanted = Array(text.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where !candidate.isExactly(text) {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, max(wanted.count, letters.count) / 3)
    guard abs(wanted.count - letters.count) <= allowed else { continue }
    let distance = alignmentDistance(wanted, letters)
    if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// What a name that isn't there may have been meant to be: `did you mean a, b or c?`; `nil` where nothing is like it.
///
/// A candidate is like it by a slip, or because it holds it, as where somebody leaves a name's date out.
package func likelyHint(for text: String, among candidates: some Sequence<String>) -> String? {
  let candidates = candidates.sorted()
  let wanted = text.lowercased()
  let slip = nearest(to: text, among: candidates)
  let longer =
    wanted.utf8.count < 3 ? [] : candidates.filter { $0 != slip && $0.lowercased().contains(wanted) }
  let likely = ([slip].compactMap(\.self) + longer).prefix(3)
  guard let last = likely.last else { return nil }
  let others = likely.dropLast().joined(separator: ", ")
  return "did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
}

/// Insertions, deletions, substitutions and swaps of neighbors, each costing one.
private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var current = [i + 1]
    for j in 0..<right.count {
      let substituted = last[j] + (left[i] == right[j] ? 0 : 1)
      var cost = min(last[j + 1] + 1, current[j] + 1, substituted)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      current.append(cost)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
