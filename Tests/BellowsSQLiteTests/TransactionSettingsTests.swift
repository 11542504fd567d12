// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@testable import BellowsSQLite

/// What is set before a transaction begins.
@Suite struct TransactionSettingsTests {
  private func setting(_ name: String, _ access: Access, _ scratch: Scratch) async throws -> Int {
    try await scratch.database.pool.sessionTransaction(access) { session in
      try await session.run { try $0.number("PRAGMA \(name)") }
    }
  }

  @Test("Only batches with a write-ahead log do not wait for the disk")
  func onlyBatchesThatCannotBeLostInPartDoNotWaitForTheDisk() async throws {
    for (hasLog, ofBatches) in [(true, 1), (false, 2)] {
      let scratch = try Scratch(wal: hasLog)
      for (access, expected) in [
        (Access.write, 2), (.batch, ofBatches), (.batch, ofBatches), (.write, 2), (.schema, 2),
      ] {
        #expect(try await setting("synchronous", access, scratch) == expected, "\(access), log: \(hasLog)")
      }
    }
  }

  @Test("References are enforced except in schema transactions")
  func referencesAreEnforcedButWhileTheSchemaChanges() async throws {
    let scratch = try Scratch()
    for (access, expected) in [(Access.write, 1), (.schema, 0), (.batch, 1), (.schema, 0), (.write, 1)] {
      #expect(try await setting("foreign_keys", access, scratch) == expected, "\(access)")
    }
  }

  @Test("Only batches keep temporary files in memory") func onlyBatchesKeepWhatTheyMayUndoInMemory() async throws {
    let scratch = try Scratch()
    for (access, expected) in [(Access.write, 0), (.batch, 2), (.write, 0), (.schema, 0)] {
      #expect(try await setting("temp_store", access, scratch) == expected, "\(access)")
    }
  }

  @Test("The write-ahead log is checkpointed") func theLogIsTakenOverIntoTheDatabase() async throws {
    let scratch = try Scratch("CREATE TABLE t (x)")
    for _ in 0..<3 {
      try await scratch.database.pool.sessionTransaction(.batch) { session in
        try await session.run { try $0.run("INSERT INTO t VALUES (zeroblob(5000000))") }
      }
    }
    let room = try await scratch.database.transaction(.write) { try await $0.writeContention()?.writableTime }
    #expect(try #require(room) > .zero)
    // Each batch restarts the log, because the previous one was checkpointed completely.
    let size = try FileManager.default.attributesOfItem(atPath: scratch.path + "-wal")[.size] as? Int
    #expect(try #require(size) < 8_000_000)
  }
}
