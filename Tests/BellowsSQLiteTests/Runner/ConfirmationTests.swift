// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What deletes or overwrites values in production is confirmed by the name of the plan.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ConfirmationTests {
  @Test("In production, a deploy that deletes values needs the plan's name") func deploy() async throws {
    let scratch = try Ages.scratch(rows: 10)
    for deploy in 1...2 {
      let build = Ages.build(at: deploy)
      if deploy == 1 { _ = await scratch.migrate(build, "adopt") }
      for word in ["run", "released"] { _ = await scratch.migrate(build, word, environment: "production") }
    }
    // The backfill deletes nothing and asked for nothing; the next gate is a backup.
    let unconfirmed = await scratch.migrate(Ages.build(at: 2), "run", environment: "production")
    #expect(unconfirmed.status == 1 && unconfirmed.errors.contains("--confirm add-age"), "\(unconfirmed)")
    #expect(unconfirmed.output.contains("to be backed up: year of people, about"))
    let other = await scratch.migrate(Ages.build(at: 2), "run", "--confirm", "other", environment: "production")
    #expect(other.status == 1)
    let kept = await scratch.migrate(Ages.build(at: 2), "run", "--confirm", "add-age", environment: "production")
    #expect(kept.status == 0, "\(kept)")
    #expect(await scratch.migrate(Ages.build(at: 3), "run", environment: "production").status == 1)
    let last = await scratch.migrate(Ages.build(at: 3), "run", "--confirm", "add-age", environment: "production")
    #expect(last.status == 0, "\(last)")
  }

  @Test("In production, a rollback needs the plan's name") func rollback() async throws {
    let scratch = try Ages.scratch(rows: 20)
    for words in [["adopt"], ["run"]] {
      #expect(await scratch.run(Ages.build(at: 1), words).status == 0, "\(words)")
    }
    let refused = await scratch.migrate(Ages.build(at: 1), "rollback", environment: "production")
    #expect(refused.status == 1 && refused.errors.contains("--confirm add-age"), "\(refused)")
    #expect(
      await scratch.migrate(Ages.build(at: 1), "rollback", "--confirm", "add-age", environment: "production").status
        == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "rollback").errors.contains("nothing to roll back"))
  }

  @Test("In production, a rollback without a backup is refused, unless --own-backup names the plan")
  func ownBackup() async throws {
    let scratch = try Ages.scratch(rows: 10)
    _ = await scratch.migrate(Ages.build(at: 1), "adopt")
    for deploy in 1...3 {
      for words in [["run", "--confirm", "add-age"], ["released"], ["run", "--confirm", "add-age"]] {
        _ = await scratch.run(Ages.build(at: deploy), words)
      }
    }
    let build = Ages.build(at: 3)
    #expect(await scratch.migrate(build, "forget", "add-age").status == 0)
    let refused = await scratch.migrate(build, "rollback", "--confirm", "add-age", environment: "production")
    #expect(refused.status == 1 && refused.errors.contains("--own-backup add-age"), "\(refused)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "age"])
    let accepted = await scratch.migrate(
      build, "rollback", "--confirm", "add-age", "--own-backup", "add-age", environment: "production")
    #expect(accepted.status == 0, "\(accepted)")
  }
}
