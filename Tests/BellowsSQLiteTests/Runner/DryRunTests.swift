// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate dry-run` with a part of the rows.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct DryRunTests {
  private func scratch() async throws -> Scratch {
    let scratch = try Ages.scratch(rows: 20)
    #expect(await scratch.migrate(Ages.build(at: 3), "adopt").status == 0)
    return scratch
  }

  @Test("A dry run stops at the limit of rows, after the first rows of the backfill are shown")
  func limit() async throws {
    let scratch = try await scratch()
    // Row 10 is not reached.
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id = 10")
    let short = await scratch.run(Ages.build(at: 3), ["dry-run", "--limit", "5"])
    #expect(short.status == 0 && short.output.contains("the selected rows run on a copy"), "\(short)")
    #expect(short.output.contains("  _id 3\n") && !short.output.contains("->"), "\(short)")
    let shown = await scratch.run(Ages.build(at: 3), ["dry-run", "--limit", "5", "--show-values"])
    #expect(shown.output.contains("->"), "\(shown)")
    let long = await scratch.run(Ages.build(at: 3), ["dry-run", "--limit", "15"])
    #expect(long.status == 1, "\(long)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_info('people')") == ["_id", "name", "year"])
  }

  @Test("A dry run of one backfill ends after it; an unknown name is refused")
  func only() async throws {
    let scratch = try await scratch()
    let run = await scratch.run(Ages.build(at: 3), ["dry-run", "--only", "people.age", "--confirm", "add-age"])
    #expect(run.status == 0 && run.output.contains("the selected rows run on a copy"), "\(run)")
    #expect(!run.output.contains("deploy 2 of 3"), "\(run)")
    let unknown = await scratch.run(Ages.build(at: 3), ["dry-run", "--only", "people.agee"])
    #expect(unknown.status == 1 && unknown.errors.contains("people.age"), "\(unknown)")
  }

  @Test("A dry run of one backfill ends with status 1 if a row would be quarantined")
  func onlyWithQuarantinedRows() async throws {
    let scratch = try await scratch()
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id = 10")
    let run = await scratch.run(Ages.build(at: 3), ["dry-run", "--only", "people.age"])
    #expect(run.status == 1, "\(run)")
  }

  @Test("In production a dry run needs no confirmation")
  func production() async throws {
    let scratch = try await scratch()
    #expect(await scratch.migrate(Ages.build(at: 3), "dry-run", environment: "production").status == 0)
  }
}
