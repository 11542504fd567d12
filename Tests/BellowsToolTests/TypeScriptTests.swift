// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Edited schemas and migrations, as TypeScript checks them.
@Suite struct TypeScriptTests {
  private typealias Change = ConvexWorkflowTests.Change

  /// `tsc`, which `Tests/run` installs.
  private static let compiler: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(fileURLWithPath: String($0)).appendingPathComponent("tsc") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

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
