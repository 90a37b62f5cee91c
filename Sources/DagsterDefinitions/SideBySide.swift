internal import Dagster

extension DagsterClient {
  /// What a body makes of each of some things, in their order. The first error ends it.
  ///
  /// Two at a time, so that a server answers while the answer before is read: more of them only hinder each other
  /// there, since Python computes one at a time.
  func sideBySide<Element: Sendable, Value: Sendable>(
    _ elements: [Element],
    atMost limit: Int = 2,
    _ body: @escaping @Sendable (Element) async throws(DagsterError) -> Value
  ) async throws(DagsterError) -> [Value] {
    let values: Result<[Value], DagsterError> = await withTaskGroup(
      of: (Int, Result<Value, DagsterError>).self
    ) { group in
      var (next, values) = (0, [Value?](repeating: nil, count: elements.count))
      func add() {
        guard next < elements.count else { return }
        let (index, element) = (next, elements[next])
        group.addTask { (index, await outcome { () throws(DagsterError) in try await body(element) }) }
        next += 1
      }
      for _ in 0..<limit { add() }
      while let (index, result) = await group.next() {
        switch result {
        case .success(let value): values[index] = value
        case .failure(let error):
          group.cancelAll()
          return .failure(error)
        }
        add()
      }
      return .success(values.compactMap(\.self))
    }
    return try values.get()
  }
}

private func outcome<Value>(
  _ body: () async throws(DagsterError) -> Value
) async -> Result<Value, DagsterError> {
  do throws(DagsterError) {
    return .success(try await body())
  } catch {
    return .failure(error)
  }
}
