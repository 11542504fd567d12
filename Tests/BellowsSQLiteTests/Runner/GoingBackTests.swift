// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Older builds on newer databases, and rollbacks.
struct GoingBackTests {
  /// A database that all builds up to one were carried out on, with everything in between.
  private func scratch(at deploy: Int, rows: Int = 20) async throws -> Scratch {
    let scratch = try Ages.scratch(rows: rows)
    #expect(await scratch.migrate(Ages.build(at: 1), "adopt").status == 0)
    for number in 1...deploy {
      let run = await scratch.migrate(Ages.build(at: number), "run")
      #expect(run.status == 0, "\(run)")
      if number == deploy { break }
      #expect(await scratch.migrate(Ages.build(at: number), "released").status == 0)
      #expect(await scratch.migrate(Ages.build(at: number), "run").status == 0)
    }
    return scratch
  }

  @Test func theCommitBeforeIsServedAndClosesTheGates() async throws {
    let scratch = try await scratch(at: 1)
    let build = Ages.build(at: 1)
    _ = await scratch.migrate(build, "released")
    #expect(await scratch.migrate(build, "run").output.contains("next: migrate verify --attest"))

    let before = Ages.build(at: 0)
    let back = await scratch.migrate(before, "run")
    #expect(back.status == 0, "\(back)")
    #expect(back.output.contains("gates opened since deploy 0 are closed again"))
    // Its code inserts a row without an age.
    try scratch.connection().run("INSERT INTO people (_id, name, year) VALUES (100, 'old code', 2000)")
    #expect(await scratch.migrate(before, "run").output.contains("next: nothing: the database is ahead"))

    let again = await scratch.migrate(build, "run")
    #expect(again.output.contains("next: release the code of deploy 1"), "\(again)")
    _ = await scratch.migrate(build, "released")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows("SELECT age FROM people WHERE _id = 100") == ["26"])
  }

  @Test func anOlderBuildThatIsNotServedIsToldWhatToDo() async throws {
    let scratch = try await scratch(at: 2)
    let back = await scratch.migrate(Ages.build(at: 0), "run")
    #expect(back.status == 1 && back.errors.contains("migrate rollback --to 0"), "\(back)")
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
    let stranger = Migrations(schema: "other", tables: [StoredTable("people", [Ages.base])], plans: [])
    #expect(await scratch.migrate(stranger, "run").errors.contains("a plan that this build does not have"))
  }

  @Test func rollbackGivesBackWhatNobodyWroteToSince() async throws {
    let scratch = try await scratch(at: 3)
    let before = try scratch.rows("SELECT _id, 2026 - age FROM people ORDER BY _id")
    try scratch.connection().run("DELETE FROM people WHERE _id = 4")
    let back = await scratch.migrate(Ages.build(at: 3), "rollback")
    #expect(back.status == 0, "\(back)")
    #expect(back.output.contains("add-age: deploy 3 is undone"))
    #expect(try scratch.rows("SELECT _id, year FROM people ORDER BY _id") == before.filter { !$0.hasPrefix("4|") })
    #expect(await scratch.migrate(Ages.build(at: 2), "run").status == 0)
    // And forward again.
    let forward = await scratch.migrate(Ages.build(at: 3), "run")
    #expect(forward.status == 0, "\(forward)")
    #expect(try scratch.rows("SELECT count(*) FROM pragma_table_xinfo('people')") == ["3"])
  }

  @Test func rollbackRefusesWhileNewerCodeRuns() async throws {
    let scratch = try await scratch(at: 3)
    let refused = await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "1")
    #expect(refused.status == 1 && refused.errors.contains("code of deploy 2 of add-age runs everywhere"), "\(refused)")
    #expect(await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "2").status == 0)
    // The build of deploy 1 runs again: its run closes the gate, then the way is free.
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
    let all = await scratch.migrate(Ages.build(at: 2), "rollback", "--to", "1")
    #expect(all.status == 0, "\(all)")
    _ = await scratch.migrate(Ages.build(at: 0), "run")
    let base = await scratch.migrate(Ages.build(at: 1), "rollback", "--to", "0")
    #expect(base.status == 0, "\(base)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "year"])
    #expect(await scratch.migrate(Ages.build(at: 0), "run").output.contains("next: nothing"))
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
  }

  @Test func inProductionARollbackIsConfirmed() async throws {
    let scratch = try await scratch(at: 1)
    #expect(await scratch.migrate(Ages.build(at: 1), "rollback", environment: "production").status == 1)
    #expect(
      await scratch.migrate(Ages.build(at: 1), "rollback", "--confirm", "add-age", environment: "production").status
        == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "rollback").errors.contains("nothing to roll back"))
  }
}
