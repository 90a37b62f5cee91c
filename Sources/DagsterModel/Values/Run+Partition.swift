extension Run {
  /// Whether it is for one partition or a range.
  public var hasPartitions: Bool { partition != nil || tags[key: Tag.partitionRangeStartKey] != nil }

  /// The partition or range that the run was for.
  public var partitionText: String {
    if let partition { return partition }
    guard let first = tags[key: Tag.partitionRangeStartKey], let last = tags[key: Tag.partitionRangeEndKey]
    else {
      return jobName == JobSelector.assetJobName ? "the whole asset" : jobName
    }
    return "\(first)…\(last)"
  }
}
