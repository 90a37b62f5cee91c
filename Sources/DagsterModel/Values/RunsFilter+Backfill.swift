extension RunsFilter {
  /// The runs that a backfill launched, of these statuses.
  ///
  /// - Parameter statuses: empty for any.
  public static func ofBackfill(_ id: BackfillID, _ statuses: [RunStatus] = []) -> RunsFilter {
    RunsFilter(tags: [Tag(Tag.backfillKey, id.rawValue)], statuses: statuses)
  }
}
