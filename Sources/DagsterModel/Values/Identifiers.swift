public import ExactText
package import JSONTree

/// The id the server gave a backfill: eight letters on current servers.
public struct BackfillID: Hashable, Sendable, CustomStringConvertible {
  /// The id as the server writes it.
  public let rawValue: String
  /// An id as the server wrote it; not checked.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }
}

/// The id the server gave a run: a UUID.
public struct RunID: Hashable, Sendable, CustomStringConvertible {
  /// The id as the server writes it.
  public let rawValue: String
  /// An id as the server wrote it; not checked.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }
}

/// A code location and a repository in it.
public struct RepositorySelector: Hashable, Sendable, CustomStringConvertible {
  /// The code location's name, as in `workspace.yaml`.
  @Exact public private(set) var location: String
  /// The repository's name; a `Definitions` object is called `__repository__`.
  @Exact public private(set) var name: String

  /// A repository of a code location.
  public init(location: String, name: String = "__repository__") {
    self.location = location
    self.name = name
  }

  public var description: String { "\(location).\(name)" }

  package var json: JSONValue {
    ["repositoryLocationName": .string(location), "repositoryName": .string(name)]
  }
}

/// A job of a repository.
public struct JobSelector: Hashable, Sendable, CustomStringConvertible {
  /// The implicit job that materializes any selection of a repository's assets.
  public static let assetJobName = "__ASSET_JOB"

  /// The code location's name.
  @Exact public private(set) var location: String
  /// The repository's name.
  @Exact public private(set) var repository: String
  /// The job's name.
  @Exact public private(set) var name: String

  /// A job of a repository of a code location.
  public init(location: String, repository: String = "__repository__", name: String) {
    self.location = location
    self.repository = repository
    self.name = name
  }

  /// The implicit asset job of a repository.
  public static func assetJob(in repository: RepositorySelector) -> JobSelector {
    JobSelector(location: repository.location, repository: repository.name, name: assetJobName)
  }

  /// The repository the job is in.
  public var repositorySelector: RepositorySelector {
    RepositorySelector(location: location, name: repository)
  }

  public var description: String { "\(location).\(repository).\(name)" }
}
