// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import Testing

/// What a team with a Convex project gets for a plan.
@Suite struct ConvexReportTests {
  private func plan(_ old: String, _ new: String) throws -> PlanReport {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "a.schema", text: "target convex\n" + text)])
    }
    return PlanReport(try planMigration(from: schema(old), to: schema(new)).plan)
  }

  /// The text report from the first deploy on.
  private func deploys(_ old: String, _ new: String) throws -> String {
    let text = report(try plan(old, new), format: .text)
    return text.range(of: "\n1. ").map { String(text[$0.lowerBound...]) } ?? text
  }

  @Test("A required field: its form in both pushes, the migration with a marked value, and the commands in order")
  func addedField() throws {
    let text = try deploys("table users { name: string }", "table users { name: string locale: string }")
    let expected = """

      1. widen
        convex/schema.ts
          users: defineTable({
            name: v.string(),
            locale: v.optional(v.string()), // bellows: deploy 2 makes it v.string()
          }),
        code
          always writes, and reads with a fallback: users.locale: string
        convex/migrations.ts
          export const usersLocale = migrations.define({
            table: "users",
            migrateOne: (_ctx, doc) => {
              if (doc.locale !== undefined) return undefined;
              return { locale: "" }; // TODO: the value of documents that have none
            },
          });
        run
          npx convex deploy
          npx convex run migrations:usersLocale '{"dryRun": true}' --prod
          npx convex run migrations:usersLocale --prod
          npx convex run --component migrations lib:getStatus --watch --prod
        in each development deployment
          npx convex dev --once
          npx convex run migrations:usersLocale
          npx convex run --component migrations lib:getStatus --watch

      2. tighten
        convex/schema.ts
          users: defineTable({
            name: v.string(),
            locale: v.string(),
          }),
        code
          relies on: users.locale: string
          has no longer in convex/migrations.ts, where they would not typecheck: usersLocale
        run
          npx convex deploy

      """
    #expect(text.hasPrefix(expected))
  }

  @Test(
    "The body of a migration does what is known, and marks what is not",
    arguments: [
      (
        #"role: "member" | "guest" index by_role (role)"#, #"role: "member" index by_role (role)"#,
        [
          #"customRange: (q) => q.withIndex("by_role", (q) => q.eq("role", "guest")),"#,
          #"if (doc.role !== "guest") return undefined;"#, #"return { role: "member" as const }; // TODO"#,
        ]
      ),
      (
        #"role: "guest" | "x""#, #"role: ("member" @was("guest") | "x")"#,
        [#"if (doc.role === "guest") return { role: "member" as const };"#]
      ),
      (
        "age: string", "age: double",
        [#"if (typeof doc.age !== "string")"#, "Number(doc.age)", "console.warn(`t.age: ${doc._id}`)"]
      ),
      ("n: double", "n: int", ["BigInt(Math.round(doc.n))"]),
      (
        "a: string?", "a: string | null", ["if (doc.a !== undefined) return undefined;", "return { a: null }; // TODO"]
      ),
      ("a: int", "a: int b: id<t>", ["return { b: null! }; // TODO"]),
      ("a: int", #"a: int b: { x: "k", y: [int], z: string? }"#, [#"return { b: { x: "k" as const, y: [] } };"#]),
      (
        "name: string", "full: string @was(name)",
        ["if (doc.full === doc.name)", "return { full: doc.name };", "{ name: undefined }"]
      ),
      ("a: [int]", "b: [int] @was(a)", ["if (doc.b !== undefined || doc.a === undefined) return undefined;"]),
      ("a: int b: string", "a: int", ["if (doc.b === undefined) return undefined;", "return { b: undefined };"]),
      ("a: { x: int }", "a: { x: string }", ["// TODO: skip documents whose value is already"]),
      (#"a: string = "k""#, #"a: string b: string = "k""#, [#"return { b: "k" };"#]),
      (
        "p: { a: string, k: int }", "p: { b: string @was(a), k: int }",
        [
          #"if (!("a" in doc.p)) return undefined;"#, "const { a: value, ...rest } = doc.p;",
          "return { p: { ...rest, b: value } };",
        ]
      ),
      (
        "p: { a: string, c: int }?", "p: { b: string @was(a), d: int @was(c) }?",
        [
          #"if (doc.p === undefined || !(("a" in doc.p || "c" in doc.p))) return undefined;"#,
          "const { a: value1, c: value2, ...rest } = doc.p;", "return { p: { ...rest, b: value1, d: value2 } };",
        ]
      ),
      (
        "p: { q: { a: int }, k: int }", "p: { q: { b: int @was(a) }, k: int }",
        [
          #"if (!("a" in doc.p.q)) return undefined;"#,
          #"{ ...doc.p, q: "a" in doc.p.q ? (({ a: value, ...rest }) => ({ ...rest, b: value }))(doc.p.q) : doc.p.q }"#,
        ]
      ),
      (
        "p: [{ a: int }]", "p: [{ b: int @was(a) }]",
        [
          #"if (!(doc.p.some((item) => "a" in item))) return undefined;"#,
          #"doc.p.map((item) => "a" in item ? (({ a: value, ...rest }) => ({ ...rest, b: value }))(item) : item)"#,
        ]
      ),
      (
        "p: [string: { a: int }]", "p: [string: { b: int @was(a) }]",
        [
          #"if (!(Object.values(doc.p).some((item) => "a" in item))) return undefined;"#,
          #"Object.fromEntries(Object.entries(doc.p).map(([key, item]) => [key, "a" in item ? "#,
        ]
      ),
      (
        "p: { a: { c: int } }", "p: { b: { d: int @was(c) } @was(a) }",
        [#"return { p: { b: { d: 0n } } }; // TODO: the value that replaces the old one"#]
      ),
    ])
  func bodies(old: String, new: String, expected: [String]) throws {
    let text = try deploys("table t { \(old) }", "table t { \(new) }")
    for part in expected { #expect(text.contains(part), "\(text)") }
  }

  @Test("Tables of every form are written as Convex reads them")
  func tables() throws {
    let text = try deploys(
      "table other { x: int }",
      """
      table _storage external {}
      table other { x: int }
      table t {
        a: bytes? b: (string | null)? c: [id<_storage>] d: [id<other>: any] e: 1.0 | 2 | true | "q\\"" f: {} g: bool
        h: {
          first: "one" | "two" | "three", second: { deep: [[double]]?, other: string, more: string, andMore: string },
        }
        index i (a, h.first)
        search s (b) filter (g)
        vector v (c) dimensions 3
      }
      table u = { k: "a", x: int } | { k: "b" }
      """)
    let expected = #"""
          t: defineTable({
            a: v.optional(v.bytes()),
            b: v.optional(v.union(v.string(), v.null())),
            c: v.array(v.id("_storage")),
            d: v.record(v.id("other"), v.any()),
            e: v.union(v.literal(1), v.literal(2n), v.literal(true), v.literal("q\"")),
            f: v.object({}),
            g: v.boolean(),
            h: v.object({
              first: v.union(v.literal("one"), v.literal("two"), v.literal("three")),
              second: v.object({
                deep: v.optional(v.array(v.array(v.number()))),
                other: v.string(),
                more: v.string(),
                andMore: v.string(),
              }),
            }),
          })
            .index("i", ["a", "h.first"])
            .searchIndex("s", { searchField: "b", filterFields: ["g"] })
            .vectorIndex("v", { vectorField: "c", dimensions: 3 }),
          u: defineTable(v.union(v.object({ k: v.literal("a"), x: v.int64() }), v.object({ k: v.literal("b") }))),
      """#
    #expect(text.contains(expected), "\(text)")
  }

  @Test("A removed table: its documents are deleted after a backup, then it leaves the schema")
  func removedTable() throws {
    let text = try deploys("table t { x: int } table u { y: int }", "table u { y: int }")
    for part in [
      "// no change",
      "migrateOne: async (ctx, doc) => {\n        await ctx.db.delete(doc._id);\n      },",
      "npx convex export --prod --path before-deploy-2.zip",
      "// remove the table t",
    ] { #expect(text.contains(part)) }
  }

  @Test("Markdown and JSON have the same parts")
  func formats() throws {
    let plan = try plan("table t { a: string }", "table t { a: double }")
    let markdown = report(plan, format: .markdown)
    for part in ["### Deploy 1 of 2: widen", "```ts\nt: defineTable({", "```sh\nnpx convex deploy"] {
      #expect(markdown.contains(part), "\(markdown)")
    }
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report(plan, format: .json).utf8)) as? [String: Any])
    let convex = try #require(json["convex"] as? [String: Any])
    let deploys = try #require(convex["deploys"] as? [[String: Any]])
    #expect(deploys.count == 2)
    #expect((deploys[0]["migrations"] as? [[String: Any]])?.first?["name"] as? String == "tA")
    #expect((deploys[0]["commands"] as? [String])?.first == "npx convex deploy")
    let table = (deploys[1]["tables"] as? [[String: Any]])?.first
    #expect(table?["text"] as? String == "t: defineTable({\n  a: v.number(),\n}),\n")
  }
}
