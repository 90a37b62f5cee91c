// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// One of 100000 static keys, which are too many to be listed: `plan` says where Dagster has no such key.
public struct BigSingleKey: PartitionText, ExpressibleByStringLiteral {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral text: String) { self.init(rawValue: text) }
}

public enum Channel: String, StaticKey {
  case shop
  case web
}

public enum PlanStaticKey: String, StaticKey {
  case a
  case b
  case c
  case d
  case e
  case f
}

public enum Region: String, StaticKey {
  case eu
  case us
  case apac
}

/// The dimension `channel`.
public enum ChannelDimension: Dimension {
  public typealias Cut = Static<Channel>
  public static let name = "channel"
}

/// The dimension `date`.
public enum DateDimension: Dimension {
  public typealias Cut = Daily
  public static let name = "date"
}

/// The dimension `region`.
public enum RegionDimension: Dimension {
  public typealias Cut = Static<Region>
  public static let name = "region"
}
