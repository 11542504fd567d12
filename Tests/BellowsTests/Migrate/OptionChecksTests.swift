// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// Options are checked before anything is changed or stored.
@Suite struct OptionChecksTests {
  @Test(
    "One SQL condition is accepted",
    arguments: [
      "id > 3", "(a = 1) OR (b = 2)", "name = ';)('", "\"a)\" = 'it''s'", "[x(] IS NULL",
      "a IN (1, 2) AND b->>'$.c' = 1",
      " raw = x'00' ",
    ])
  func conditions(_ text: String) { #expect(whyNoCondition(text) == nil) }

  @Test(
    "A text that could change the statement around it is refused",
    arguments: [
      ("id > (1", "has a '(' without a ')'"), ("1) OR (1", "has a ')' without a '('"),
      (")(", "has a ')' without a '('"),
      ("id > 1; DROP TABLE t", "is more than a condition: it contains ';'"), ("id > 1 -- all", "contains a comment"),
      ("1 /* ) */", "contains a comment"), ("1 /*", "contains a comment"),
      ("name = 'a", "has a quote that is not closed"),
      ("\"name", "has a quote that is not closed"), ("[name", "has a quote that is not closed"), (" ", "is empty"),
    ])
  func refused(_ text: String, _ reason: String) { #expect(whyNoCondition(text) == reason) }

  @Test("A wrong condition is wrong usage, with the reason")
  func usage() {
    #expect { try MigrateArguments(["run", "--where", "1) OR (1"]) } throws: { error in
      (error as? MigrateUsageError)?.message.contains("'1) OR (1' has a ')' without a '('") == true
    }
  }

  @Test("A cursor has the form of the key")
  func cursors() throws {
    func cursor(_ values: [JSONValue], _ key: [Column]) throws -> [JSONValue] {
      try Bellows.cursor(values, for: key, of: "t")
    }
    let id = Column("id", .int)
    let name = Column("name", .text)
    #expect(try cursor([.int(3)], [id]) == [.int(3)])
    #expect(try cursor([.int(3)], [name]) == [.string("3")])
    #expect(try cursor([.string("a"), .int(1)], [name, id]) == [.string("a"), .int(1)])
    for (values, key) in [
      ([], [id]), ([.int(1), .int(2)], [id]), ([.string("a")], [id]), ([.null], [id]), ([.array([])], [name]),
      ([.double(1.5)], [id]),
    ] as [([JSONValue], [Column])] {
      #expect(throws: MigrationRefused.self) { try cursor(values, key) }
    }
  }
}
