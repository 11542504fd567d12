// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL

/// What a plan moves, so that a rehearsal looks for what the new place would be without.
@Suite struct StoreMoveTests {
  private func moves(_ before: String, _ after: String) throws -> [String] {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
    }
    return try planMigration(from: schema(before), to: schema(after)).plan.moves.map { move in
      "\(move.table).\(move.column ?? "*") -> \(move.toTable).\(move.toColumn ?? "*")"
    }
  }

  @Test("A column that moves, by its name or its type, is a move; a table is one as a whole")
  func whatMoves() throws {
    #expect(try moves("table t { a: string }", "table t { b: string @was(a) }") == ["t.a -> t.b"])
    #expect(try moves("table t { a: string b: int }", "table t { c: string @from(a) b: int }") == ["t.a -> t.c"])
    #expect(try moves("table t { k: string @key }", "table u @was(t) { k: string @key }") == ["t.* -> u.*"])
  }

  @Test("What stays, and what several fields are computed from, is no move")
  func whatStays() throws {
    #expect(try moves("table t { a: string }", "table t { a: string b: string @from(a) }") == [])
    #expect(try moves("table t { a: string }", "table t { b: string @from(a) c: string @from(a) }") == [])
    #expect(try moves("table t { a: string b: string }", "table t { c: string @from(a, b) }") == [])
    #expect(try moves("table t { a: string? }", "table t { a: string = \"x\" }") == [])
    #expect(try moves("table t { a: string }", "table u { a: string }") == [])
  }
}
