extension Array {
  /// These in pieces of at most `size`: a request about many things gets longer, and a server slower over it.
  package func batches(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }

  /// These in pieces of at most `size`, that weigh no more than `limit` together where there are several.
  package func batches(of size: Int, weighing limit: Int, _ weight: (Element) -> Int) -> [[Element]] {
    var batches: [[Element]] = []
    var rest = limit
    for element in self {
      let own = weight(element)
      if let last = batches.last, last.count < size, own <= rest {
        batches[batches.count - 1].append(element)
      } else {
        batches.append([element])
        rest = limit
      }
      rest -= own
    }
    return batches
  }
}
