@testable import Ledger

/// A walk through every state that a world can come to.
struct Exploration {
  var steps: Int
  var mutation: Mutation?
  /// A walk that takes too long to be one of everything.
  var limit = 1_000_000
  private(set) var visited: Set<Int> = []
  private(set) var resting = 0
  private(set) var violation: String?
  private var origins: [Int: (from: Int, label: String)] = [:]
  private var finished: Set<Rest> = []

  /// What decides how a world goes on in which no runner lives.
  private struct Rest: Hashable {
    var ledger: StoredRecord?
    var backup: StoredRecord?
    var server: [World.Instance]
    var wire: [World.Request]
    var change: World.Change?
    var paused: World.Paused?
  }

  init(steps: Int, mutation: Mutation? = nil) {
    (self.steps, self.mutation) = (steps, mutation)
  }

  /// Breadth first, so that what is found is reached in the fewest moves. States are told apart by their hash
  /// of 64 bits alone, which takes two for one at a chance of less than 1 in 10^7 for a million states.
  mutating func explore(from start: World) {
    var layer = [start]
    visited.insert(start.hashValue)
    while !layer.isEmpty, violation == nil {
      var following: [World] = []
      for world in layer {
        let origin = world.hashValue
        for move in world.moves(steps: steps, mutation: mutation) {
          check(move, from: origin)
          guard violation == nil else { return }
          let next = move.world.atStart
          let hash = next.hashValue
          guard visited.insert(hash).inserted else { continue }
          origins[hash] = (origin, move.label)
          following.append(next)
        }
      }
      layer = following
      if visited.count > limit { violation = "more than \(limit) states" }
    }
  }

  private mutating func check(_ move: World.Move, from origin: Int) {
    var found = move.world.fault(steps: steps)
    if let ending = move.ending { found = found ?? move.world.fault(of: ending, steps: steps) }
    if found == nil, move.world.runners.allSatisfy({ $0.attempt == nil }) {
      let world = move.world.atStart
      let rest = Rest(
        ledger: world.ledger,
        backup: world.backup,
        server: world.server,
        wire: world.wire,
        change: world.change,
        paused: world.paused
      )
      if finished.insert(rest).inserted {
        resting += 1
        found = world.faultAtRest(steps: steps, mutation: mutation)
      }
    }
    guard let found else { return }
    violation = ([found] + trace(to: origin) + [move.label]).joined(separator: "\n  ")
  }

  private func trace(to hash: Int) -> [String] {
    var labels: [String] = []
    var hash = hash
    while let (from, label) = origins[hash] {
      labels.append(label)
      hash = from
    }
    return labels.reversed()
  }
}
