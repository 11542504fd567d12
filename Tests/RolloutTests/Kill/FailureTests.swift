// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import EverythingMigrations
import Foundation
import TestSupport
import Testing

/// A plan with every kind of step, in which one statement after the other fails: the run stops with an error, nothing
/// of the statement's transaction is kept, and the next run ends in the same data as one without an error.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct FailureTests {
  @Test(
    "A transaction with a failing statement is rolled back, and the next run completes the plan",
    .timeLimit(.minutes(60)),
    arguments: ["wal", "delete"], Faults.Failure.allCases)
  func everyStatementFails(journal: String, failure: Faults.Failure) async throws {
    let folder = try await RolloutFolder(journal: journal)
    let counting = Faults()
    let whole = try folder.copy(to: "whole")
    try await migrate(whole, counting)
    let wanted = try KillSample.contents(of: whole.path)
    #expect(counting.count > 100)

    // A sample that begins elsewhere in each combination; whole, it is each statement.
    let stride = Thorough.isOn ? 1 : 211
    let first = Thorough.isOn ? 1 : (journal == "wal" ? 1 : 53) + (failure == .diskFull ? 0 : 106)
    var failed = 0
    for number in Swift.stride(from: first, through: counting.count, by: stride) {
      let file = try folder.copy(to: "failing")
      defer { folder.remove(file) }
      do {
        try await migrate(file, Faults(failing: number, failure))
      } catch {
        #expect("\(error)".contains("failing.sqlite"), "statement \(number): \(error)")
        #expect("\(error)".contains("rolled back"), "statement \(number): \(error)")
        failed += 1
        // A process that is killed before this statement leaves the same.
        let killed = try folder.copy(to: "killed")
        defer { folder.remove(killed) }
        #expect(try folder.run(killed, "before", String(number)).signal == SIGKILL)
        let differences = differences(
          try withoutErrors(KillSample.contents(of: file.path)), try withoutErrors(KillSample.contents(of: killed.path))
        )
        #expect(differences.isEmpty, "statement \(number): \(differences)")
      }
      try await migrate(file, nil)
      let differences = differences(try KillSample.contents(of: file.path), wanted)
      #expect(differences.isEmpty, "statement \(number): \(differences)")
    }
    print("failures: \(journal), \(failure), \(counting.count) statements, \(failed) failed")
    #expect(failed > 5)
  }

  /// The ledger keeps the error of a backfill until it runs again.
  private func withoutErrors(_ lines: [String]) -> [String] {
    lines.map { line in
      guard line.hasPrefix("_bellows_backfills: "), let error = line.firstRange(of: ", error ") else { return line }
      return String(line[..<error.lowerBound])
    }
  }

  private func migrate(_ file: URL, _ faults: Faults?) async throws {
    try await Migrator(plans, on: SQLite(path: file.path, faults: faults)).migrate(batchSize: 4)
  }
}
