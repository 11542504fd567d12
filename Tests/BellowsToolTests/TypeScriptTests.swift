// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Edited schemas and migrations, as TypeScript checks them.
@Suite struct TypeScriptTests {
  private typealias Change = ConvexWorkflowTests.Change

  /// `tsc` and `node`, which `Tests/run` installs.
  private static let compiler = program("tsc")
  private static let node = program("node")

  private static func program(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// The schemas and migrations of several projects, in a folder of their own each: `tsc` starts once for all.
  private final class Collection {
    private let sandbox: Sandbox
    private let api: String
    private var count = 0

    init() throws {
      sandbox = try Sandbox()
      let folder = Sandbox.package.appendingPathComponent("Tests/TypeScript")
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      }
      api = try text("api.ts")
      try sandbox.write("tsconfig.json", try text("tsconfig.json"))
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".d.ts") {
        try sandbox.write("types/" + name, try text(name))
      }
    }

    /// Adds a project as it is.
    func add(_ project: ConvexSandbox, _ name: String) throws {
      count += 1
      let folder = "convex/\(count)-\(name)/"
      try sandbox.write(folder + "_generated/api.ts", api)
      for file in ["schema.ts", "migrations.ts"] {
        if let text = try? project.read("convex/" + file) { try sandbox.write(folder + file, text) }
      }
    }

    /// The errors that `tsc` prints.
    func errors() throws -> String {
      let compiler = try #require(compiler, "tsc is missing: Tests/run installs it (Debian: node-typescript)")
      let result = try sandbox.run(compiler, ["--project", "."])
      return result.output + result.errors
    }
  }

  @Test("The schemas and migrations of every push of the commonest changes typecheck, one by one and together")
  func typicalChanges() throws {
    let collection = try Collection()
    for change in Change.all {
      let sandbox = try ConvexSandbox()
      try sandbox.apply(change)
      try sandbox.bellows("generate", change.name)
      for _ in change.pushes {
        #expect(try sandbox.bellows("advance").status == 0)
        try collection.add(sandbox, change.name)
      }
    }
    let sandbox = try ConvexSandbox()
    for change in Change.all { try sandbox.apply(change) }
    try sandbox.bellows("generate", "all")
    for _ in 0..<3 {
      #expect(try sandbox.bellows("advance").status == 0)
      try collection.add(sandbox, "all")
    }
    try sandbox.editGoal("  fullName: string @was(name)\n", "  fullName: string\n")
    try sandbox.editGoal("  locale: string = \"en\"\n", "  language: string @was(locale)\n")
    try sandbox.bellows("generate", "short", "--rollout", "short")
    for _ in 0..<2 {
      #expect(try sandbox.bellows("advance").status == 0)
      try collection.add(sandbox, "short")
    }
    let errors = try collection.errors()
    #expect(errors == "", "\(errors)")
  }

  @Test("Tables that are added and removed, and values of every type, typecheck")
  func everyType() throws {
    let collection = try Collection()
    let sandbox = try ConvexSandbox()
    try sandbox.write(
      "Migrations/goal.schema",
      """
      target convex

      table everything {
        a: string | null
        b: [{ x: int, y: (bool | "no")? }]
        c: [string: double]
        d: id<users>?
        e: bytes
        f: 1.0 | 2.0 | true
        g: any
        h: [double]

        index by_a_f (a, f)
        search words (a) filter (d)
        vector near (h) dimensions 3
      }

      table users {
        age: string?
        bio: "short" | "long"
        legacy: int
        name: [string]
        role: "admin" | "guest" | "member" | null
        plan: "free" | "paid" = "free"
        level: 1.0 | 2.0
      }

      """)
    let generated = try sandbox.bellows("generate", "types")
    #expect(generated.status == 0, "\(generated.errors)")
    for _ in 0..<(try sandbox.stage(of: "types").count) {
      #expect(try sandbox.bellows("advance").status == 0)
      try collection.add(sandbox, "types")
    }
    let errors = try collection.errors()
    #expect(errors == "", "\(errors)")
  }

  private static let members = (
    schema: """
    import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";

    export default defineSchema({
      users: defineTable({
        profile: v.object({
          name: v.string(),
          born: v.optional(v.number()),
        }),
        places: v.optional(v.array(v.object({ zip: v.string(), city: v.string() }))),
        scores: v.record(v.string(), v.union(v.null(), v.object({ value: v.number() }))),
        tree: v.object({ left: v.object({ key: v.string() }), right: v.optional(v.object({ key: v.string() })) }),
        mixed: v.union(v.string(), v.object({ id: v.number(), at: v.number() })),
      }),
    });

    """,
    renames: [
      ("name: string", "fullName: string @was(name)"), ("zip: string", "postcode: string @was(zip)"),
      ("value: double", "points: double @was(value)"), ("left: { key: string }", "left: { name: string @was(key) }"),
      ("right: { key: string }?", "right: { name: string @was(key) }?"), ("id: double", "number: double @was(id)"),
      ("at: double", "time: double @was(at)"),
    ]
  )

  @Test("Renamed members typecheck in both pushes, and the migrations move each value to its new name, once")
  func renamedMembers() throws {
    let collection = try Collection()
    let sandbox = try ConvexSandbox(Self.members.schema)
    for (old, new) in Self.members.renames { try sandbox.editGoal(old, new) }
    let generated = try sandbox.bellows("generate", "members")
    #expect(generated.status == 0, "\(generated.errors)")
    #expect(try sandbox.bellows("advance").status == 0)
    #expect(
      try sandbox.migrations().sorted() == ["usersMixed", "usersPlaces", "usersProfile", "usersScores", "usersTree"])
    try collection.add(sandbox, "first")
    let migrations = try sandbox.read("convex/migrations.ts")
    #expect(!migrations.contains("TODO"), "\(migrations)")
    try sandbox.commitAll()
    #expect(try sandbox.bellows("advance").status == 0)
    try collection.add(sandbox, "second")
    let schema = try sandbox.read("convex/schema.ts")
    #expect(
      schema.contains("    profile: v.object({ fullName: v.string(), born: v.optional(v.number()) }),\n"), "\(schema)")
    #expect(try sandbox.staged("check").status == 0)
    let errors = try collection.errors()
    #expect(errors == "", "\(errors)")

    let old = """
      [{ profile: { name: "A", born: 1 }, scores: { a: null, b: { value: 2 } }, mixed: "m",
         places: [{ zip: "1", city: "C" }, { postcode: "2", city: "D" }], tree: { left: { key: "l" } } },
       { profile: { fullName: "B" }, scores: {}, mixed: { id: 3, at: 4 },
         tree: { left: { name: "l" }, right: { key: "r" } } }]
      """
    let first = [
      #"{"profile":{"born":1,"fullName":"A"},"scores":{"a":null,"b":{"points":2}},"mixed":"m","#,
      #""places":[{"city":"C","postcode":"1"},{"postcode":"2","city":"D"}],"tree":{"left":{"name":"l"}}}"#,
    ].joined()
    let second =
      #"{"profile":{"fullName":"B"},"scores":{},"mixed":{"number":3,"time":4},"tree":{"left":{"name":"l"},"right":{"name":"r"}}}"#
    #expect(try documents(after: migrations, old) == [first, second, "unchanged", "unchanged"])
  }

  /// Runs the migrations in `convex/migrations.ts` over documents, and then over the results.
  private func documents(after migrations: String, _ documents: String) throws -> [String] {
    let sandbox = try Sandbox()
    let start = try #require(migrations.firstRange(of: "// bellows: migrations of"))
    try sandbox.write(
      "run.ts",
      """
      const all: any[] = [];
      const internal: any = { migrations: {} };
      const migrations = { define: (one: any) => { all.push(one); return one; }, runner: (some: any) => some };
      \(migrations[start.lowerBound...].replacing("export const", with: "const"))
      function migrated(doc: any) {
        return all.reduce((doc, one) => ({ ...doc, ...one.migrateOne({}, doc) }), doc);
      }
      const once = \(documents).map(migrated);
      for (const doc of once) console.log(JSON.stringify(doc));
      for (const doc of once) {
        console.log(all.every((one) => one.migrateOne({}, doc) === undefined) ? "unchanged" : "changed again");
      }
      """)
    // The types are checked elsewhere: here the documents have any.
    let compiler = try #require(Self.compiler, "tsc is missing: Tests/run installs it (Debian: node-typescript)")
    _ = try sandbox.run(compiler, ["--target", "es2020", "--lib", "es2020,dom", "run.ts"])
    let node = try #require(Self.node, "node is missing: Tests/run installs it (Debian: node-typescript)")
    let result = try sandbox.run(node, ["run.js"])
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("The declarations find what would not typecheck: a migration that stayed, and an index without its field")
  func control() throws {
    let collection = try Collection()
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "")
    try sandbox.bellows("generate", "legacy")
    try sandbox.bellows("advance")
    let migrations = try sandbox.read("convex/migrations.ts")
    try sandbox.bellows("advance")
    try sandbox.write("convex/migrations.ts", migrations)
    try collection.add(sandbox, "stayed")
    try sandbox.edit("convex/schema.ts", "[\"name\"]", "[\"names\"]")
    try collection.add(sandbox, "index")
    let errors = try collection.errors()
    #expect(errors.contains("Property 'legacy' does not exist") && errors.contains("2-index/schema.ts"), "\(errors)")
  }
}
