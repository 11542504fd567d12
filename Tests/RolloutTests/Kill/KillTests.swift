// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// A plan with every kind of step, killed at every statement in turn: the next run ends in the same bytes of data as
/// a run without interruption, with no row changed twice and none omitted.
///
/// Another connection has a prepared statement and, in WAL mode, an open query meanwhile.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct KillTests {
  @Test("A run that is killed at any statement is completed by the next run", arguments: ["wal", "delete"])
  func everyStatement(journal: String) async throws {
    let folder = try await RolloutFolder(journal: journal)
    let (wanted, statements) = try folder.undisturbed()
    #expect(statements > 100)

    // A sample that begins elsewhere in each journal mode; whole, it is each statement, before and after.
    let stride = Thorough.isOn ? 1 : 61
    var killed = 0
    for moment in ["before", "after"] {
      for number in Swift.stride(from: journal == "wal" ? 1 : min(31, stride), through: statements, by: stride) {
        let file = try folder.copy(to: "\(moment)-\(number)")
        defer { folder.remove(file) }
        let reader = try OpenReader(path: file.path, isReading: journal == "wal")
        let first = try folder.run(file, moment, String(number))
        // Not every statement that was begun comes to an end, so the last numbers may be past it.
        if first.signal == nil, moment == "after", Int(first.output) != nil { break }
        #expect(first.signal == SIGKILL, "\(moment) statement \(number): \(first.output)")
        let second = try folder.run(file)
        #expect(second.signal == nil && Int(second.output) != nil, "\(moment) statement \(number): \(second.output)")
        // An open query reads what was there when it began; a prepared statement what is there now.
        let read = try reader.finish()
        #expect(read == (journal == "wal" ? 14 : nil), "\(moment) statement \(number)")
        #expect(try reader.count() == Int(RawDatabase(path: file.path).texts("SELECT count(*) FROM users")[0]))
        let differences = differences(try KillSample.contents(of: file.path), wanted)
        #expect(differences.isEmpty, "\(moment) statement \(number): \(differences)")
        killed += 1
      }
    }
    print("kill: \(journal), \(statements) statements, killed at \(killed) of \(statements * 2) moments")
  }
}
