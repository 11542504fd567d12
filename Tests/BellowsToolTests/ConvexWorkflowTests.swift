// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The plans of a Convex project, as its developers use them.
@Suite struct ConvexWorkflowTests {
  /// A change of the goal, and what the pushes make of it.
  struct Change: CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    /// For each push: lines that `convex/schema.ts` has, and the migrations.
    var pushes: [(lines: [String], migrations: [String])]

    var testDescription: String { name }

    static let all: [Change] = [
      Change(
        name: "add-locale", old: "  legacy: string\n", new: "  legacy: string\n  locale: string = \"en\"\n",
        pushes: [
          (["    locale: v.optional(v.string()),"], ["usersLocale"]), (["    locale: v.string(),"], []),
        ]),
      Change(
        name: "require-bio", old: "bio: string?", new: "bio: string",
        pushes: [(["    bio: v.optional(v.string()),"], ["usersBio"]), (["    bio: v.string(),"], [])]),
      Change(
        name: "rename-name", old: "  name: string\n", new: "  fullName: string @was(name)\n",
        pushes: [
          (["    name: v.string(),", "    fullName: v.optional(v.string()),"], ["usersFullName"]),
          (["    name: v.optional(v.string()),", "    fullName: v.string(),"], ["usersNameUnset"]),
          (["    fullName: v.string(),", "    .index(\"by_name\", [\"fullName\"])"], []),
        ]),
      Change(
        name: "remove-legacy", old: "  legacy: string\n", new: "",
        pushes: [(["    legacy: v.optional(v.string()), // until 2024"], ["usersLegacyUnset"]), ([], [])]),
      Change(
        name: "narrow-role", old: #""admin" | "guest" | "member""#, new: #"("admin" | "member" @was("guest"))"#,
        pushes: [
          (["      v.literal(\"guest\"),"], ["usersRole"]), (["      v.literal(\"member\"),"], []),
        ]),
      Change(
        name: "convert-age", old: "age: string", new: "age: double",
        pushes: [
          (["    age: v.union(v.string(), v.number()),"], ["usersAge"]), (["    age: v.number(),"], []),
        ]),
    ]
  }

  @Test("A check before the goal is staged says so")
  func unstagedGoal() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.git("rm", "--quiet", "--cached", "Migrations/goal.schema")
    let result = try sandbox.bellows("check")
    #expect(result.status == 2 && result.errors.contains("git add Migrations/goal.schema"), "\(result)")
  }

  @Test("Each of the commonest changes is planned, pushed and finished, and the patches apply", arguments: Change.all)
  func typicalChange(change: Change) throws {
    let sandbox = try ConvexSandbox()
    try sandbox.apply(change)
    #expect(try sandbox.staged("check").status == 1)
    let generated = try sandbox.bellows("generate", change.name)
    #expect(generated.status == 0, "\(generated.errors)")
    #expect(
      try sandbox.bellows("generate", change.name).output == "Nothing to do: plan \(change.name) is up to date.\n")
    var before = try sandbox.read("convex/schema.ts")
    for (index, push) in change.pushes.enumerated() {
      let patch = "Migrations/\(change.name)/\(index + 1).patch"
      let hasPatch = FileManager.default.fileExists(atPath: sandbox.root.appendingPathComponent(patch).path)
      if hasPatch { try sandbox.git("apply", "--check", patch) }
      #expect(try sandbox.staged("check").status == 0)
      try sandbox.commitAll()
      let advanced = try sandbox.bellows("advance")
      #expect(advanced.status == 0, "\(advanced.errors)")
      let schema = try sandbox.read("convex/schema.ts")
      #expect(hasPatch == (schema != before))
      let lines = schema.split(separator: "\n").map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
      for line in push.lines {
        #expect(lines.contains(line.hasSuffix(",") ? line.dropLast() : line[...]), "\(line) in \(schema)")
      }
      #expect(try sandbox.migrations() == push.migrations)
      for name in push.migrations {
        #expect(advanced.output.contains("npx convex run migrations:\(name) --prod"), "\(advanced.output)")
      }
      before = schema
    }
    #expect(try sandbox.staged("check").status == 0)
    #expect(try sandbox.bellows("plan").output == "no change\n")
    #expect(try sandbox.bellows("status").output == "No plan is under way; 1 finished plan.\n")
    // Nothing else of the file has changed.
    #expect(
      before.contains("    /** A few words. */\n") && before.contains("  }).index(\"by_author\", [\"author\"]),\n"))
    #expect(try sandbox.bellows("advance").status == 1)
    #expect(try sandbox.bellows("retire", change.name).status == 0)
    #expect(try sandbox.staged("check").status == 0)
    #expect(try sandbox.bellows("generate", change.name).output.contains("Nothing to do") == false)
  }

  @Test("Two plans of one table are under way together, and the patches of each follow the pushes of the other")
  func sideBySide() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "  legacy: string\n  locale: string = \"en\"\n")
    try sandbox.bellows("generate", "2026-03-01-locale")
    try sandbox.editGoal("bio: string?", "bio: string")
    try sandbox.editGoal("age: string", "age: double")
    let second = try sandbox.bellows("generate", "2026-03-02-bio")
    #expect(second.status == 0 && second.output.contains("breaking, 2 deploys, 2 migrations"), "\(second)")
    #expect(try sandbox.bellows("advance").errors.contains("several plans are under way"))
    for plan in ["2026-03-02-bio", "2026-03-01-locale", "2026-03-02-bio", "2026-03-01-locale"] {
      #expect(try sandbox.staged("check").status == 0)
      try sandbox.commitAll()
      let result = try sandbox.bellows("advance", plan)
      #expect(result.status == 0, "\(result.errors)")
      for name in try sandbox.unfinished() {
        let next = try sandbox.stage(of: name).deploy + 1
        let patch = "Migrations/\(name)/\(next).patch"
        if FileManager.default.fileExists(atPath: sandbox.root.appendingPathComponent(patch).path) {
          try sandbox.git("apply", "--check", patch)
        }
      }
    }
    #expect(try sandbox.bellows("plan").output == "no change\n")
    #expect(try sandbox.migrations().isEmpty)
    let schema = try sandbox.read("convex/schema.ts")
    #expect(schema.contains("locale: v.string(),") && schema.contains("age: v.number(),"))
  }

  @Test("A plan that changes what another one changes waits for it")
  func meeting() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("age: string", "age: double")
    try sandbox.bellows("generate", "age")
    try sandbox.editGoal("age: double", "age: int")
    let result = try sandbox.bellows("generate", "again")
    #expect(result.status == 1 && result.errors.contains("plans-meet"), "\(result)")
  }

  @Test("Migrations of different plans have different names, and runners too")
  func names() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("bio: string?", "bio: string")
    try sandbox.editGoal("age: string", "age: double")
    try sandbox.bellows("generate", "first")
    for _ in 0..<2 { try sandbox.bellows("advance") }
    try sandbox.editGoal("bio: string", "bio: string | null")
    try sandbox.bellows("generate", "second")
    try sandbox.bellows("advance")
    try sandbox.editGoal("bio: string | null", "bio: string")
    try sandbox.bellows("generate", "third")
    #expect(try sandbox.read("Migrations/third/1.migrations.ts").contains("export const usersBio2 = "))
    #expect(try sandbox.read("Migrations/first/1.migrations.ts").contains("export const firstDeploy1 = "))
  }

  @Test("A patch that was applied with git is recorded by 'advance'; other commands say so")
  func appliedByHand() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "  legacy: string\n  locale: string = \"en\"\n")
    try sandbox.bellows("generate", "locale")
    try sandbox.git("apply", "Migrations/locale/1.patch")
    let status = try sandbox.bellows("status")
    #expect(status.status == 2 && status.errors.contains("'bellows advance locale' records the push"), "\(status)")
    #expect(try sandbox.staged("check").output.contains("is at deploy 1 of plan locale"))
    #expect(try sandbox.bellows("advance").status == 0)
    #expect(try sandbox.stage(of: "locale") == (1, 2))
    #expect(try sandbox.migrations() == ["usersLocale"])
  }

  @Test("A schema that was edited otherwise is refused, and no file changes")
  func editedOtherwise() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("age: string", "age: double")
    try sandbox.bellows("generate", "age")
    try sandbox.edit("convex/schema.ts", "age: v.string()", "age: v.boolean()")
    let files = try sandbox.files()
    for command in [["advance"], ["status"], ["generate", "other"], ["sync"]] {
      let result = try sandbox.run(Sandbox.tool, command)
      #expect(result.status == 2 && result.errors.contains("does not have plan age at deploy 0 of 2"), "\(result)")
    }
    #expect(try sandbox.files() == files)
    let check = try sandbox.staged("check")
    #expect(check.status == 1 && check.output.contains("does not have plan age"), "\(check)")
  }

  @Test("Lines that others add to the schema move the patches; 'check' finds one that no longer applies")
  func movedLines() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "  legacy: string\n  locale: string = \"en\"\n")
    try sandbox.bellows("generate", "locale")
    try sandbox.edit("convex/schema.ts", "export default", "// A remark.\nexport default")
    #expect(try sandbox.staged("check").status == 0)
    try sandbox.edit("convex/schema.ts", "legacy: v.string(), // until 2024", "legacy: v.string(),")
    let stale = try sandbox.staged("check")
    #expect(stale.status == 1 && stale.output.contains("Migrations/locale/1.patch"), "\(stale)")
    #expect(try sandbox.bellows("sync").output.contains("wrote    Migrations/locale/1.patch"))
    #expect(try sandbox.staged("check").status == 0)
    try sandbox.git("apply", "--check", "Migrations/locale/1.patch")
  }

  @Test("'back' goes back push by push to the schema as it was, and 'drop' removes the plan")
  func back() throws {
    let sandbox = try ConvexSandbox()
    let schema = try sandbox.read("convex/schema.ts")
    try sandbox.editGoal("  name: string\n", "  fullName: string @was(name)\n")
    try sandbox.editGoal("by_name (name)", "by_name (fullName)")
    try sandbox.bellows("generate", "rename")
    #expect(try sandbox.bellows("back", "rename").errors.contains("before its first push"))
    for _ in 0..<3 { try sandbox.bellows("advance") }
    #expect(try sandbox.bellows("drop", "rename").status == 1)
    for deploy in [2, 1, 0] {
      #expect(try sandbox.bellows("back", "rename").status == 0)
      #expect(try sandbox.stage(of: "rename").deploy == deploy)
    }
    let order = { (text: String) in text.split(separator: "\n").sorted() }
    #expect(order(try sandbox.read("convex/schema.ts")) == order(schema))
    #expect(try sandbox.bellows("drop", "rename").status == 0)
    #expect(!FileManager.default.fileExists(atPath: sandbox.root.path + "/Migrations/rename"))
  }

  @Test("'check' refuses a push that is skipped, a plan that is lost and a goal without a plan")
  func check() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("age: string", "age: double")
    #expect(try sandbox.staged("check").output.contains("goal-without-plan"))
    try sandbox.bellows("generate", "age")
    try sandbox.commitAll()
    for _ in 0..<2 { try sandbox.bellows("advance") }
    let skipped = try sandbox.staged("check")
    #expect(skipped.status == 1 && skipped.output.contains("deploy-out-of-order"), "\(skipped)")
    try sandbox.bellows("back", "age")
    try sandbox.commitAll()
    try sandbox.remove("Migrations/age")
    let lost = try sandbox.staged("check")
    #expect(lost.status == 1 && lost.output.contains("plan-lost"), "\(lost)")
  }

  @Test("A short rollout renames in two pushes, and is kept when the plan is made again")
  func short() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "  motto: string @was(legacy)\n")
    #expect(try sandbox.bellows("plan", "--rollout", "short").output.contains("; 2 deploys,"))
    #expect(try sandbox.bellows("generate", "motto", "--rollout", "short").output.contains("2 deploys, 1 migration."))
    #expect(try sandbox.bellows("generate", "motto").output.contains("is up to date"))
    let migration = try sandbox.read("Migrations/motto/1.migrations.ts")
    #expect(migration.contains("if (doc.legacy === undefined) return undefined;"))
    #expect(migration.contains("return { motto: doc.motto ?? doc.legacy, legacy: undefined };"))
    for _ in 0..<2 {
      #expect(try sandbox.staged("check").status == 0)
      try sandbox.commitAll()
      try sandbox.bellows("advance")
    }
    let schema = try sandbox.read("convex/schema.ts")
    #expect(schema.contains("    motto: v.string(),\n") && !schema.contains("legacy"))
    let package = try Sandbox()
    try package.write("old.schema", "table t { a: int }\n")
    try package.write("new.schema", "table t { b: int @was(a) }\n")
    let refused = try package.bellows("plan", "--rollout", "short", "old.schema", "new.schema")
    #expect(refused.status == 1 && refused.errors.contains("[no-short]"), "\(refused)")
  }

  @Test("What a person wrote into the migrations goes into the project, and stays when the plan is made again")
  func handWritten() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("bio: string?", "bio: string")
    let generated = try sandbox.bellows("generate", "bio")
    #expect(generated.output.contains("Decide the values marked TODO in 1.migrations.ts"), "\(generated.output)")
    try sandbox.edit(
      "Migrations/bio/1.migrations.ts", "bio: \"\" }; // TODO: the value of documents that have none", "bio: \"-\" };")
    try sandbox.editGoal("age: string", "age: string | double")
    #expect(try sandbox.bellows("generate", "bio").output.contains("kept     Migrations/bio/1.migrations.ts"))
    let advanced = try sandbox.bellows("advance")
    #expect(!advanced.output.contains("TODO"))
    #expect(try sandbox.read("convex/migrations.ts").contains("return { bio: \"-\" };"))
    try sandbox.bellows("advance")
    #expect(!(try sandbox.read("convex/migrations.ts").contains("usersBio")))
  }

  @Test("Commands and options for databases with a driver are refused with advice")
  func refusals() throws {
    let sandbox = try ConvexSandbox()
    for options in [["--adopt"], ["--data", "x", "users"], ["x", "--reads", "users"]] {
      let result = try sandbox.run(Sandbox.tool, ["generate"] + options)
      #expect(result.status == 1 && result.errors.contains("bellows generate NAME"), "\(result)")
    }
    try sandbox.editGoal("age: string", "age: double")
    let offline = try sandbox.bellows("generate", "x", "--rollout", "offline")
    #expect(offline.status == 1 && offline.errors.contains("[no-offline]"), "\(offline)")
    let package = try Sandbox()
    try package.bellows("init")
    #expect(try package.bellows("advance").status == 2)
  }
}

/// A git repository with a small Convex app, and the goal of its schema.
final class ConvexSandbox {
  private let sandbox: Sandbox

  var root: URL { sandbox.root }

  init(_ schema: String = schema, initialized: Bool = true) throws {
    sandbox = try Sandbox()
    try sandbox.write("package.json", "{ \"name\": \"chat\" }\n")
    try sandbox.write("convex/schema.ts", schema)
    try sandbox.commitAll()
    guard initialized else { return }
    let result = try sandbox.bellows("init")
    try #require(result.status == 0, "\(result.errors)")
    try commitAll()
  }

  static let schema = """
    import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";

    export default defineSchema({
      users: defineTable({
        age: v.string(),
        /** A few words. */
        bio: v.optional(v.string()),
        legacy: v.string(), // until 2024
        name: v.string(),
        role: v.union(
          v.literal("admin"),
          v.literal("guest"),
          v.literal("member"),
        ),
      })
        .index("by_name", ["name"])
        .index("by_role", ["role"]),

      posts: defineTable({
        author: v.id("users"),
        title: v.string(),
      }).index("by_author", ["author"]),
    });

    """

  @discardableResult
  func bellows(_ arguments: String...) throws -> Sandbox.Result { try sandbox.run(Sandbox.tool, arguments) }
  func run(_ program: URL, _ arguments: [String]) throws -> Sandbox.Result { try sandbox.run(program, arguments) }
  func git(_ arguments: String...) throws {
    let result = try sandbox.tryGit(arguments)
    try #require(result.status == 0, "git \(arguments): \(result.output)\(result.errors)")
  }
  func read(_ path: String) throws -> String { try sandbox.read(path) }
  func write(_ path: String, _ text: String) throws { try sandbox.write(path, text) }
  func remove(_ path: String) throws { try sandbox.remove(path) }
  func files() throws -> [String: String] { try sandbox.files() }
  func stage(of plan: String) throws -> (deploy: Int, count: Int) { try sandbox.stage(of: plan) }
  func commitAll() throws { try sandbox.commitAll() }

  /// Runs `bellows` after everything is staged.
  func staged(_ arguments: String...) throws -> Sandbox.Result {
    try git("add", "--all")
    return try sandbox.run(Sandbox.tool, arguments)
  }

  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try read(path)
    try #require(text.contains(old), "\(path) has no \(old)")
    try write(path, text.replacingOccurrences(of: old, with: new))
  }

  /// Makes a change in the goal.
  func apply(_ change: ConvexWorkflowTests.Change) throws {
    try editGoal(change.old, change.new)
    if change.name == "rename-name" { try editGoal("by_name (name)", "by_name (fullName)") }
  }

  func editGoal(_ old: String, _ new: String) throws { try edit("Migrations/goal.schema", old, new) }

  /// The migrations in `convex/migrations.ts`, without the constants that run several.
  func migrations() throws -> [String] {
    guard let text = try? read("convex/migrations.ts") else { return [] }
    return text.matches(of: /export const (\w+) = migrations\.define/).map { String($0.1) }
  }

  /// The plans that are not finished.
  func unfinished() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path + "/Migrations")
    return try names.filter { !$0.contains(".") }.filter {
      let stage = try stage(of: $0)
      return stage.deploy < stage.count
    }
  }
}
