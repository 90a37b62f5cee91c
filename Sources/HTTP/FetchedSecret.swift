internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A secret that somebody else gives out for a while, such as a program that logs in. It has no text of its own.
///
/// Two are equal only where they are the same one.
public final class FetchedSecret: Hashable, Sendable, CustomStringConvertible {
  /// A secret, and until when it is good in seconds since 1970; nil where that isn't known.
  public struct Loan: Sendable {
    let text: String
    let expires: Double?

    /// A secret of a text.
    public init(text: String, expires: Double?) {
      self.text = text
      self.expires = expires
    }
  }

  /// Where it comes from; never what it is.
  public let description: String
  private let fetch: @Sendable () throws(ConnectionSettingError) -> Loan
  private let now: @Sendable () -> Double
  private let loan = Mutex<Loan?>(nil)

  /// A secret that is fetched when it is needed, and again a minute before it is no longer good.
  ///
  /// - Parameters:
  ///   - source: where it comes from, for messages.
  ///   - now: tells the seconds since 1970.
  ///   - fetch: waits for it.
  public init(
    source: String,
    now: @escaping @Sendable () -> Double = systemTime,
    fetch: @escaping @Sendable () throws(ConnectionSettingError) -> Loan
  ) {
    description = source
    self.now = now
    self.fetch = fetch
  }

  /// The machine's time of day, in seconds since 1970.
  public static let systemTime: @Sendable () -> Double = { Date().timeIntervalSince1970 }

  /// The secret as it is now; of several callers at once one fetches it.
  func text() throws(ConnectionSettingError) -> String {
    try loan.withLock { loan throws(ConnectionSettingError) in
      if let loan, loan.expires.map({ $0 - 60 > now() }) ?? true { return loan.text }
      let fetched = try fetch()
      loan = fetched
      return fetched.text
    }
  }

  /// Forgets it, since it was not taken: the next time it is fetched.
  public func discard() { loan.withLock { $0 = nil } }

  public static func == (left: FetchedSecret, right: FetchedSecret) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
