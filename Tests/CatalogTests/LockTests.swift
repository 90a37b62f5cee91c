import CodeLocations
import ExactText
import Foundation
import TestSupport
import Testing

@testable import Catalog

@Suite struct LockTests {
  private let locks = [LocationLock]().renewed(by: [Sample.lab, Sample.other], inUse: NamesInUse())

  @Test func whatIsWrittenIsReadBack() throws {
    for lock in locks {
      #expect(try LocationLock(text: lock.text, file: "x") == lock.inOrder)
      #expect(try LocationLock(text: lock.text, file: "x").text == lock.text)
    }
  }

  @Test func aSecondPullChangesNothing() {
    #expect(
      locks.renewed(by: [Sample.lab, Sample.other], inUse: NamesInUse()).map(\.text) == locks.map(\.text)
    )
    #expect(locks.changes(to: [Sample.lab, Sample.other]).isEmpty)
  }

  @Test func eachDefinitionIsOneLineThatStandsByItself() {
    for lock in locks {
      let lines = String(decoding: lock.text, as: UTF8.self).split(separator: "\n")
      let entries = lock.assets.count + lock.jobs.count + lock.schedules.count + lock.sensors.count
      #expect(lines.count == 2 + entries + lock.keys.count + lock.dimensions.count)
      #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(",{") })
      #expect((try? JSONSerialization.jsonObject(with: Data(lock.text))) != nil)
    }
  }

  /// What a merge leaves: lines in another order, and the same line twice.
  @Test func anyOrderIsRead() throws {
    let lock = try #require(locks.first)
    var lines = String(decoding: lock.text, as: UTF8.self).split(separator: "\n").map(String.init)
    lines.swapAt(1, 5)
    lines.insert(lines[3], at: 7)
    #expect(try LocationLock(text: Array(lines.joined(separator: "\n").utf8), file: "x").text == lock.text)
  }

  @Test(arguments: [
    ("", "1: expected a lock, found no heading"),
    (
      "[{\"lock\":{\"location\":\"lab\",\"version\":9}}\n]",
      "1: expected a lock of version 1, found 9: update this package"
    ),
    (
      "[{\"lock\":{\"location\":\"lab\",\"version\":1}}\n<<<<<<< ours\n]",
      "2: expected a line that begins with `,{`"
    ),
    (
      "[{\"lock\":{\"location\":\"lab\",\"version\":1}}\n,{\"asset\":3}\n]",
      "2: expected an entry of a lock, found \",{\\\"asset\\\":3}\""
    ),
  ])
  func whatIsNoLockIsSaidAtItsLine(text: String, problem: String) {
    #expect {
      try LocationLock(text: Array(text.utf8), file: "dagster.lock/lab.json")
    } throws: { error in
      "\(error)" == "dagster.lock/lab.json:\(problem); `runner catalog pull` writes it anew"
    }
  }

  @Test func anAssetThatTwoBranchesChangedIsNoLock() throws {
    let text = String(decoding: try #require(locks.first).text, as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.contains("\"key\":\"clicks\"") })
    let other = line.replacing("SINGLE_RUN", with: "MULTI_RUN")
    #expect(throws: InvalidLock.self) {
      try LocationLock(text: Array(text.replacing(line, with: "\(line)\n\(other)").utf8), file: "x")
    }
  }
}

extension LocationLock {
  fileprivate var inOrder: LocationLock {
    var lock = self
    lock.keys.sort { $0.type < $1.type }
    lock.dimensions.sort { $0.type < $1.type }
    return lock
  }
}
