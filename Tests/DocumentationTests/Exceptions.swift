enum Exceptions {
  static let commands: Set = ["runner catalog", "emit catalog"]
  static let paths = ["dagster.lock", "Sources/Jobs/Catalog"]
}
