/// That people are to be told how an attempt ended, and what has come of it.
package struct Notice: Codable, Hashable, Sendable {
  /// When they were told; `nil` while they are still to be.
  package var told: Timestamp?
  /// Why nobody, or not everybody, was told; `nil` where nothing was in the way.
  package var problem: String?

  /// How many characters of a problem are kept.
  package static let maximumProblemLength = 500

  /// A notice that is still to be given, unless it is said when it was.
  ///
  /// - Parameters:
  ///   - told: when people were told.
  ///   - problem: what was in the way.
  package init(told: Timestamp? = nil, problem: String? = nil) {
    self.told = told
    self.problem = problem?.clipped(to: Self.maximumProblemLength)
  }
}

extension Attempt {
  /// Whether people are still to be told how it ended.
  package var isToBeTold: Bool { notice.map { $0.told == nil } ?? false }
}

extension Record {
  /// Has people told how the last attempt ended: written along with the outcome, so that whoever comes next knows it.
  package mutating func oweNotice() {
    guard let last = attempts.indices.last else { return }
    attempts[last].notice = attempts[last].notice ?? Notice()
  }
}
