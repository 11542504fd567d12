// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

/// What a rehearsal says of user triggers.
@Suite struct RehearsalNoteTests {
  @Test(
    "A rehearsal notes exactly the triggers that a backfill fires",
    arguments: [
      ("UPDATE", true), ("UPDATE OF age", true), ("UPDATE OF \"name\", \"AGE\"", true), ("UPDATE OF name", false),
      ("INSERT", false), ("DELETE", false),
    ])
  func triggers(event: String, isFired: Bool) async throws {
    let scratch = try Scratch(
      Ages.widened, "CREATE TABLE log (what)",
      "CREATE TRIGGER tr AFTER \(event) ON people BEGIN INSERT INTO log VALUES (1); END")
    let rehearsal = try await scratch.database.rehearse(Ages.plan(.pure), after: 1)
    #expect(rehearsal.problems == [])
    let note = "the backfill people.age fires the trigger tr of people for each row that it changes"
    #expect(rehearsal.notes == (isFired ? [note] : []))
  }
}
