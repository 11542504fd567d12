// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import Foundation
import Reports
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import BellowsTool

/// Edits of `convex/schema.ts` in place.
@Suite struct SchemaRewritingTests {
  private struct Files: ConvexFiles {
    var texts: [String: String]

    func contents(of path: String) -> ConvexFile { texts[path].map { .text(Array($0.utf8)) } ?? .missing }
    func folders(in path: String) -> [String] { [] }
  }

  private let head = """
    import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";

    """

  /// Edits a project until it has a schema; returns the changed files, and the tables that are left.
  private func rewrite(
    _ text: String, with others: [String: String] = [:], to goal: String
  ) throws -> (texts: [String: String], left: Set<TableName>) {
    let files = Files(texts: others.merging(["convex/schema.ts": head + text]) { $1 })
    let goal = try readSchema([SourceFile(path: "goal.schema", text: "target convex\n" + goal)])
    var rewriting = try SchemaRewriting("convex/schema.ts", in: files)
    rewriting.rewrite(to: goal)
    if rewriting.left.isEmpty {
      let edited = EditedFiles(base: files, texts: rewriting.texts)
      let read = try readConvexSchema(at: "convex/schema.ts", in: edited).schema
      #expect(read.saysTheSame(as: goal), "\(printSchema(read))")
    }
    let texts = rewriting.texts.mapValues { text in
      let text = String(decoding: text, as: UTF8.self)
      return text.hasPrefix(head) ? String(text.dropFirst(head.count)) : text
    }
    return (texts, rewriting.left)
  }

  private func schema(_ table: String) -> String { "export default defineSchema({ t: \(table) });\n" }

  @Test(
    "A part is edited where it is written, and keeps its style",
    arguments: [
      // On one line.
      (
        "defineTable({ a: v.string() })", "a: string? b: int",
        "defineTable({ a: v.optional(v.string()), b: v.int64() })"
      ),
      ("defineTable({ a: v.optional(v.string()), b: v.any() })", "a: string", "defineTable({ a: v.string() })"),
      ("defineTable({ a: v.any(), b: v.any() })", "b: any", "defineTable({ b: v.any() })"),
      ("defineTable({})", "a: int", "defineTable({\n  a: v.int64(),\n})"),
      // Unions.
      (
        "defineTable({ a: v.union(v.literal('x'), v.literal('y'), v.null()) })", #"a: "x" | null"#,
        "defineTable({ a: v.union(v.literal('x'), v.null()) })"
      ),
      (
        "defineTable({ a: v.optional(v.union(v.literal('x'), v.literal('y'))) })", #"a: "x"?"#,
        "defineTable({ a: v.optional(v.literal('x')) })"
      ),
      ("defineTable({ a: v.string() })", "a: string | null", "defineTable({ a: v.union(v.string(), v.null()) })"),
      ("defineTable({ a: v.union(v.string(), v.null()) })", "a: string", "defineTable({ a: v.string() })"),
      // Indexes.
      (
        "defineTable({ a: v.string(), b: v.string() }).index('i', ['a'])",
        "a: string b: string index i (b) search s (a) filter (b)",
        "defineTable({ a: v.string(), b: v.string() }).index(\"i\", [\"b\"])\n"
          + "  .searchIndex(\"s\", { searchField: \"a\", filterFields: [\"b\"] })"
      ),
      ("defineTable({ a: v.string() })\n    .index('i', ['a'])", "a: string", "defineTable({ a: v.string() })"),
      // Comments and commas.
      (
        "defineTable({\n    // First.\n    a: v.string(), // one\n    b: v.string() // two\n  })",
        "a: string b: string c: int",
        "defineTable({\n    // First.\n    a: v.string(), // one\n    b: v.string(), // two\n    c: v.int64()\n  })"
      ),
      (
        "defineTable({\n    a: v.string(),\n    /** Gone. */\n    b: v.string(),\n  })", "a: string",
        "defineTable({\n    a: v.string(),\n  })"
      ),
    ])
  func inPlace(old: String, goal: String, new: String) throws {
    let result = try rewrite(schema(old), to: "table t { \(goal) }")
    #expect(result.left.isEmpty)
    #expect(result.texts == ["convex/schema.ts": schema(new)])
  }

  @Test("Fields in constants and in other files are edited there")
  func elsewhere() throws {
    let imported = try rewrite(
      "import { t } from './t';\nexport default defineSchema({ t });\n",
      with: [
        "convex/t.ts": head + "const kind = v.literal('x');\nexport const t = defineTable({ kind, a: v.any() });\n"
      ],
      to: #"table t { kind: "x"? }"#)
    #expect(imported.left.isEmpty)
    #expect(
      imported.texts == [
        "convex/t.ts": "const kind = v.literal('x');\nexport const t = defineTable({ kind: v.optional(kind) });\n"
      ])
    let spread = try rewrite(
      "const times = { at: v.string() };\n" + schema("defineTable({ ...times, a: v.string() })"),
      to: "table t { at: int a: string }")
    #expect(spread.texts.values.first?.hasPrefix("const times = { at: v.int64() };") == true)
  }

  @Test("A constant of two tables is not edited for one of them: the table is written out")
  func shared() throws {
    let result = try rewrite(
      "const times = { at: v.string() };\n"
        + "export default defineSchema({ t: defineTable({ ...times }), u: defineTable({ ...times }) });\n",
      to: "table t { at: int } table u { at: string }")
    #expect(result.left.isEmpty)
    let text = try #require(result.texts["convex/schema.ts"])
    #expect(text.hasPrefix("const times = { at: v.string() };") && text.contains("at: v.int64(),"), "\(text)")
  }

  @Test("Tables are added and removed")
  func tables() throws {
    let result = try rewrite(
      "export default defineSchema({\n  t: defineTable({ a: v.any() }),\n  u: defineTable({ a: v.any() }),\n});\n",
      to: "table t { a: any } table w { b: int index i (b) }")
    #expect(
      result.texts["convex/schema.ts"]
        == "export default defineSchema({\n  t: defineTable({ a: v.any() }),\n  w: defineTable({\n    b: v.int64(),\n"
        + "  })\n    .index(\"i\", [\"b\"]),\n});\n")
  }

  @Test("A table that a function computes is left to a person, and others are edited")
  func left() throws {
    let result = try rewrite(
      "const make = (f) => defineTable(f);\n"
        + "export default defineSchema({ ...{ t: make({ ...{ a: v.any() } }) }, u: defineTable({ a: v.any() }) });\n",
      to: "table u { a: any b: int }")
    #expect(result.left == ["t"])
    #expect(result.texts["convex/schema.ts"]?.contains("u: defineTable({ a: v.any(), b: v.int64() })") == true)
  }

  @Test("Line breaks of the file are kept")
  func lineBreaks() throws {
    let result = try rewrite(
      schema("defineTable({\r\n    a: v.string(),\r\n  })"), to: "table t { a: string b: { x: int } }")
    #expect(
      result.texts["convex/schema.ts"]?.contains("a: v.string(),\r\n    b: v.object({ x: v.int64() }),\r\n") == true)
  }

  @Test("Random schemas are edited into others, and the patch of the edit applies to the text")
  func randomSchemas() throws {
    for seed in 0..<UInt64(150) {
      var samples = ConvexSamples(seed: seed)
      let old = samples.schema()
      let new = samples.edited(old)
      let lines = old.tables.flatMap { ConvexSchemaText.table($0) }.map { "  " + $0 + "\n" }.joined()
      let text = head + "export default defineSchema({\n" + lines + "});\n"
      let files = Files(texts: ["convex/schema.ts": text])
      var rewriting = try SchemaRewriting("convex/schema.ts", in: files)
      rewriting.rewrite(to: new)
      #expect(rewriting.left.isEmpty)
      let edited = rewriting.texts["convex/schema.ts"] ?? Array(text.utf8)
      let read = try readConvexSchema(
        at: "convex/schema.ts", in: EditedFiles(base: files, texts: rewriting.texts)
      ).schema
      #expect(
        Schema(target: .convex, tables: read.tables).saysTheSame(as: Schema(target: .convex, tables: new.tables)),
        "seed \(seed)")
      let difference = unifiedDiff("convex/schema.ts", Array(text.utf8), edited)
      guard !difference.isEmpty else { continue }
      let patched = Patch(difference)?.applied { _ in Array(text.utf8) }
      #expect(patched == ["convex/schema.ts": edited], "seed \(seed)")
    }
  }
}
