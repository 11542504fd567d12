// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaModel
import Testing

/// What no plan can carry out as it is written.
@Suite struct RefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var id: String
    var old: String
    var new: String
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "target-changed", old: "target sqlite\ntable t {\n a: int\n}", new: "target postgresql\ntable t {\n a: int\n}"
    ),
    Case(id: "table-renamed", old: "table t {\n a: int\n}", new: "table u @was(t) {\n a: int\n}"),
    Case(id: "table-key-changed", old: "table t {\n a: int @key\n}", new: "table t {\n a: int\n}"),
    Case(
      id: "unsafe-together", old: "table t {\n k: int @key\n a: int\n}",
      new: "table u @was(t) {\n k: int @key\n a: int\n unique by_a (a)\n}"),
    Case(
      id: "unsafe-together", old: "target sqlite\ntable t {\n a: int\n b: string\n}",
      new: "target sqlite\ntable t {\n a: string @from(b)\n b: string\n}"),
    Case(
      id: "stored-name-reused", old: "table t {\n a: int\n x: int\n}",
      new: "table t {\n b: int @was(a)\n x: int\n c: string @column(\"a\")\n}"),
    Case(
      id: "unsafe-together", old: "target postgresql\ntable t {\n u: id<t>? @onDelete(restrict)\n}",
      new: "target postgresql\ntable t {\n u: id<t>? @onDelete(setNull)\n a: int? @from(u)\n}"),
    Case(
      id: "unsafe-together",
      old: "target postgresql\ntable n {\n id: date @key\n}\ntable t {\n i: (id<n> | int)? = 8\n}",
      new: "target postgresql\ntable n {\n k: date @key @was(id)\n}\ntable t {\n i: id<n> | int = 9\n}"),
    Case(
      id: "stored-name-reused", old: "table a {\n k: uuid @key\n}",
      new: "table a @table(\"z\") {\n k: uuid @key\n}\ntable c @table(\"a\") {\n y: int\n}"),
  ]

  @Test("A change without a plan is refused with its rule", arguments: cases) func isRefusedWithItsRule(_ item: Case)
    throws
  {
    let (old, new) = (try schema(item.old), try schema(item.new))
    let error = #expect(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
    #expect(error?.diagnostics.map(\.id.rawValue) == [item.id])
  }

  @Test("A likely rename is a note with two alternatives")
  func aLikelyRenameIsANoteWithTwoWaysOut() throws {
    let planned = try planMigration(
      from: schema("table t {\n name: string\n}"), to: schema("table t {\n fullName: string\n}"))
    let note = try #require(planned.notes.first)
    #expect(note.id.rawValue == "likely-rename")
    #expect(note.fixIts.map(\.replacement) == [" @column(\"name\")", " @was(name)"])
  }

  @Test(
    "Of several fields, those with a name inside the other's are taken as renamed, in both directions",
    arguments: [(["name", "mail"], ["email", "fullName"]), (["fullName", "email"], ["mail", "name"])])
  func renamesByName(old: [String], new: [String]) throws {
    func table(_ names: [String]) -> String { "table t {\n" + names.map { " \($0): string\n" }.joined() + "}" }
    let planned = try planMigration(from: schema(table(old)), to: schema(table(new)))
    let pairs = planned.notes.filter { $0.id.rawValue == "likely-rename" }.map { note in
      note.message.split(separator: "'").filter { $0.hasPrefix("t.") }.prefix(2).joined(separator: " ")
    }
    #expect(Set(pairs).count == 2)
    for pair in pairs {
      let names = pair.split(separator: " ").map { $0.dropFirst(2).lowercased() }
      #expect(names[0].contains(names[1]) || names[1].contains(names[0]), "\(pair)")
    }
  }

  @Test(
    "A new table with the values of a deleted field or table is a note that names both",
    arguments: [
      ("table t {\n a: int\n note: string\n}", "table t {\n a: int\n}\ntable notes {\n note: string\n}", "t.note"),
      (
        "table t {\n a: int\n notes: [string]\n}", "table t {\n a: int\n}\ntable notes {\n text: string\n}",
        "t.notes"
      ),
      ("table t {\n a: int\n}\ntable old {\n b: uuid\n}", "table t {\n a: int\n}\ntable notes {\n b: uuid\n}", "old"),
    ])
  func likelyMoves(old: String, new: String, path: String) throws {
    let notes = try planMigration(from: schema(old), to: schema(new)).notes
    let note = try #require(notes.first { $0.id.rawValue == "likely-move" }, "\(notes)")
    #expect(note.message.contains("'\(path)' is deleted") && note.message.contains("'notes'"), "\(note.message)")
    #expect(note.range != nil && note.notes.allSatisfy { $0.range != nil })
  }

  @Test(
    "A new table with other values than the deleted ones is no note",
    arguments: [
      ("table t {\n a: int\n note: string\n}", "table t {\n a: int\n}\ntable notes {\n note: int\n}"),
      ("table t {\n a: int\n notes: string\n}", "table t {\n a: int\n}\ntable notes {\n text: string\n}"),
      ("table t {\n a: int\n note: string\n}", "table t {\n a: int\n note: string\n}\ntable notes {\n note: string\n}"),
    ])
  func noMoves(old: String, new: String) throws {
    #expect(try planMigration(from: schema(old), to: schema(new)).notes.map(\.id.rawValue) == [])
  }

  @Test("The keys of a table that others hold in their own key or in variants do not change, and the reason says which")
  func keysWithoutSecondColumn() throws {
    func message(_ holder: String) throws -> String {
      func text(_ key: String) -> String { "table k {\n \(key)\n}\ntable h \(holder)" }
      let (old, new) = (try schema(text("a: string @key\n b: string")), try schema(text("a: string\n b: string @key")))
      let error = #expect(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
      return error?.diagnostics.map(\.message).joined(separator: "\n") ?? ""
    }
    let (key, variants) = (try message("{\n k: id<k> @key\n}"), try message("= { k: id<k> } | { x: int }"))
    #expect(key.contains("'h' holds them in its own key"), "\(key)")
    #expect(variants.contains("'h' holds them in its rows of several variants"), "\(variants)")
  }

  @Test(
    "Changes that cannot be combined are reported at the one that a plan of its own needs",
    arguments: [
      (
        "table k {\n a: string @key\n b: string\n}\ntable h {\n x: int\n}",
        "table k {\n a: string\n b: string @key\n}\ntable h {\n x: int\n r: id<k>?\n}", "r: id<k>?",
        "h.r refers to 'k', whose keys change"
      ),
      (
        "table t {\n k: int @key\n a: int\n}",
        "table u @was(t) {\n k: int @key\n a: int\n unique by_a (a)\n}", "unique by_a (a)",
        "unique-added of u#by_a"
      ),
    ])
  func positions(old: String, new: String, part: String, reason: String) throws {
    for target in ["document", "sqlite"] {
      let lead = "target \(target)\n"
      let error = #expect(throws: DiagnosticList.self) {
        try planMigration(from: schema(lead + old), to: schema(lead + new))
      }
      let diagnostic = try #require(error?.diagnostics.first)
      #expect(diagnostic.message.contains(reason), "\(target): \(diagnostic.message)")
      let range = try #require(diagnostic.range)
      let text = Array((lead + new).utf8)[range.start..<range.end]
      #expect(String(decoding: text, as: UTF8.self) == part, "\(target)")
    }
  }

  @Test(
    "A unique index is refused exactly if the database fills all its fields with one value, and what the error advises has a plan",
    arguments: Target.withKeys)
  func repeatedDefaults(target: Target) throws {
    /// A field, the field without its default, and whether an SQL database fills in one value for all rows.
    let fields = [
      ("%: int", "%: int", false), ("%: int?", "%: int?", false), ("%: uuid = uuid", "%: uuid", false),
      ("%: int = 1", "%: int", true), ("%: int? = 1", "%: int?", true), (#"%: "a" = "a""#, #"%: "a""#, true),
      ("%: int @from(e)", "%: int @from(e)", false), ("%: int = 1 @from(e)", "%: int @from(e)", false),
    ]
    func table(_ lines: String...) throws -> Schema {
      try schema("target \(target.rawValue)\ntable t {\n e: int\n" + lines.joined(separator: "\n") + "\n}")
    }
    func plans(_ old: Schema, _ new: Schema) -> [Diagnostic] {
      do throws(DiagnosticList) {
        _ = try planMigration(from: old, to: new)
        return []
      } catch { return error.diagnostics }
    }
    let old = try table()
    for (x, plainX, fillsX) in fields {
      for (y, _, fillsY) in fields {
        let (x, y) = (x.replacing("%", with: "x"), y.replacing("%", with: "y"))
        for (paths, isFilled) in [("x", fillsX), ("y", fillsY), ("x, y", fillsX && fillsY), ("e, x", false)] {
          let index = "unique by_p (\(paths))"
          let found = plans(old, try table(x, y, index))
          let isRefused = isFilled && target.capabilities.fillsDefaults
          #expect(found.map(\.id.rawValue) == (isRefused ? ["unsafe-together"] : []), "\(x), \(y), \(index): \(found)")
          guard isRefused, paths != "y" else { continue }
          #expect(plans(old, try table(plainX.replacing("%", with: "x"), y, index)).isEmpty, "\(x), \(y), \(index)")
          let between = try table(x, y)
          #expect(plans(old, between).isEmpty)
          #expect(plans(between, try table(x, y, index)).isEmpty)
        }
      }
    }
  }

  @Test("A unique index over a field that a default fills is refused with the field, and not between two revisions")
  func repeatedDefaultBetweenRevisions() throws {
    let old = try schema("target sqlite\ntable t {\n e: int\n}")
    let new = try schema("target sqlite\ntable t {\n e: int\n rank: int = 0\n unique by_rank (rank)\n}")
    let error = #expect(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
    let found = try #require(error?.diagnostics.first)
    #expect(
      found.message
        == "every row of 't' gets the default of 'rank', and the unique index 'by_rank' allows it in one row: "
        + "leave out the default, so that a function computes a value for each row, or add the index in a later plan, "
        + "when the values differ")
    #expect(found.range != nil && found.notes.allSatisfy { $0.range != nil })
    #expect(try planMigration(from: old, to: new, options: PlanOptions(spansPlans: true)).plan.deploys.count == 2)
    #expect(throws: DiagnosticList.self) {
      try planMigration(from: old, to: new, options: PlanOptions(isOffline: true))
    }
  }

  @Test(
    "What is refused beside a new key of the table has plans in the order that the error names",
    arguments: Target.withKeys)
  func besideNewKey(target: Target) throws {
    // The lines beside the key, before and after.
    let changes = [
      ("", "c: int"), ("", "c: int = 1"), ("", "c: int? = 1"), ("c: int", "c: int\nunique by_c (c)"),
      ("c: int = 1", "c: int = 2"), ("c: int", "c: string"), ("c: int", "c: int?"), ("c: int?", "c: int"),
      ("c: int", "c: int\nd: string @from(c)"), ("c: int", "d: string @from(c)"), ("c: int", "d: string @was(c)"),
      ("", "c: id<t>?"), ("", "c: id<t>"), ("", "c: id<u>?"), ("c: id<t>?", "c: id<t>?"), ("c: id<t>", "c: id<t>"),
      ("c: id<t>?", "d: id<t>? @was(c)"), ("c: id<t>", "c: id<t>?"), ("c: id<u>", "c: id<u>"),
      ("c: id<u>?", "c: id<u>? @onDelete(setNull)"), ("c: [id<t>]", "c: [id<t>]"),
    ]
    func text(_ lines: String, _ isNew: Bool, other: Bool) throws -> Schema {
      func table(_ name: String, _ isNew: Bool, _ lines: String) -> String {
        "table \(name) {\na: string\(isNew ? "" : " @key")\nb: string\(isNew ? " @key" : "")\n\(lines)\n}\n"
      }
      return try schema("target \(target.rawValue)\n" + table("t", isNew, lines) + table("u", other, ""))
    }
    func refusals(_ old: Schema, _ new: Schema) -> [String] {
      do throws(DiagnosticList) {
        _ = try planMigration(from: old, to: new)
        return []
      } catch { return error.diagnostics.map(\.message) }
    }
    var refused = 0
    for (before, after) in changes {
      for isOtherNew in [false, true] {
        let (old, new) = (try text(before, false, other: false), try text(after, true, other: isOtherNew))
        guard let message = refusals(old, new).first else { continue }
        refused += 1
        var steps = [old]
        if message.contains("make three plans") {
          // A column of a type of its own, then the key, then the reference.
          let isList = before.contains("[")
          let plain = "e: " + (isList ? "[string]" : before.contains("?") ? "string?" : "string")
          steps.append(try text(plain + " @from(c)", false, other: false))
          steps.append(try text(plain, true, other: false))
          if isOtherNew { steps.append(try text(plain, true, other: true)) }
          let type = after.split(separator: " ").dropFirst().prefix(1).joined()
          steps.append(try text("f: \(type) @from(e)", true, other: isOtherNew))
        } else if message.contains("this one in the first") {
          if before != after { steps.append(try text(after, false, other: false)) }
          if isOtherNew { steps.append(try text(after, false, other: true)) }
          steps.append(new)
        } else if message.contains("the key in the first") {
          if isOtherNew { steps.append(try text(before, false, other: true)) }
          steps.append(try text(before, true, other: isOtherNew))
          steps.append(new)
        } else {
          Issue.record("\(before) to \(after): \(message)")
        }
        for (one, next) in zip(steps, steps.dropFirst()) {
          #expect(refusals(one, next) == [], "\(before) to \(after), both keys: \(isOtherNew): \(message)")
        }
      }
    }
    #expect(refused > 10)
  }
}
