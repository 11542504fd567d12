// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaModel
import SwiftEmitter
import Testing

@testable import BellowsTool

/// Plans as values: what they make of schemas, and how they are found.
@Suite struct WorkspaceTests {
  private static func read(_ tables: String, _ target: String = "sqlite") throws -> ReadSchema {
    try ReadSchema([SourceFile(path: "a.schema", text: "target \(target)\n\n\(tables)")])
  }

  @Test(
    "A package has plans if a folder with a plan's name has a plan's data",
    arguments: [
      ([], false), (["schemas/app.schema"], false), (["Migrations"], false), (["Migrations/current.schema"], false),
      (["Migrations/notes/plan.md", "Migrations/current.schema"], false), (["Migrations/a b/plan.json"], false),
      (["Migrations/add-age/plan.json"], true), (["Migrations/a/deploy", "Migrations/b/plan.json"], true),
      (["Old/add-age/plan.json"], false),
    ] as [([String], Bool)])
  func plans(_ paths: [String], _ expected: Bool) throws {
    let blobs = Dictionary(uniqueKeysWithValues: paths.map { ($0, BlobID(text: "0")) })
    let tree = FileTree.git(GitTree(name: "HEAD", blobs: blobs, store: BlobStore(Git(folder: "."))))
    #expect(try hasPlans(tree) == expected)
    #expect(try hasBegun(tree) == expected)
  }

  @Test("A package has begun if it has plans, retired plans or the list of plans")
  func begun() throws {
    for path in ["Migrations/retired", "Sources/Migrations/Plans.generated.swift"] {
      let tree = GitTree(name: "HEAD", blobs: [path: BlobID(text: "0")], store: BlobStore(Git(folder: ".")))
      #expect(try hasBegun(.git(tree)), "\(path)")
      #expect(try !hasPlans(.git(tree)), "\(path)")
    }
  }

  @Test("A plan that was made from its files is not made again")
  func madePlans() throws {
    let sandbox = try Sandbox.planned()
    let git = Git(folder: sandbox.root.path)
    let workspace = try Workspace(
      in: .git(try git.index(below: ["Migrations", "Sources/Migrations"], store: BlobStore(git))))
    let entry = try #require(workspace.plans.first)
    let made = try workspace.plan(entry, among: [])
    #expect(made.name.text == "add-age" && made.stage == entry.stage && made.tables.map(\.text) == ["users"])
    var (known, other) = (made, made)
    known.tables = []
    other.name = try #require(MigrationName("other"))
    #expect(try workspace.plan(entry, among: [other, known]).tables.isEmpty)
    #expect(try workspace.plan(entry, among: [other]).tables == made.tables)
  }

  @Test(
    "A plan is removed from a schema at any deploy up to its own, and the rest of the schema stays",
    arguments: [
      ("x: int", "x: int\n  y: int"), ("x: int", "z: int @was(x)"), ("x: int", "x: string"), ("x: int", "x: int?"),
      ("x: int?", "x: int"), ("x: int\n  y: int", "x: int"), ("x: int", "x: int\n\n  index by_x (x)"),
      ("x: \"a\" | \"b\"", "x: \"a\" | \"c\" | \"d\""),
    ])
  func removal(_ old: String, _ new: String) throws {
    let base = try Self.read("table a {\n  k: int\n  \(old)\n}\n")
    let goal = try Self.read("table a {\n  k: int\n  \(new)\n}\n")
    let others = try Self.read("table other {\n  x: int\n}\n").schema.tables
    let plan = try makePlan(from: base, to: goal, options: RolloutMode.rolling.options()).plan
    #expect(!plan.deploys.isEmpty)
    for deploy in 1...plan.deploys.count {
      let known = PlanUnderWay(
        name: try #require(MigrationName("change")), plan: plan, stage: PlanStage(deploy, of: plan), after: [],
        tables: plan.changedTables)
      for earlier in 1...deploy {
        var (schema, wanted) = (known.schema(at: earlier), plan.base)
        schema.tables += others
        wanted.tables += others
        let left = known.removed(from: schema)
        #expect(left.saysTheSame(as: wanted), "\(earlier) of \(deploy): \(left)")
      }
    }
  }

  @Test(
    "A goal is what is planned if it says the same; Convex knows no defaults",
    arguments: [
      ("sqlite", "x: int\n  y: string", "y: string\n  x: int", true),
      ("sqlite", "/// A number.\n  x: int", "/// Another.\n  x: int", true),
      ("sqlite", "x: int", "x: string", false), ("sqlite", "x: int", "x: int\n  y: int", false),
      ("sqlite", "x: int = 1", "x: int", false), ("sqlite", "x: int = 1", "x: int = 1", true),
      ("sqlite", "x: int @was(y)", "x: int", true),
      ("convex", "x: int = 1", "x: int", true), ("convex", "x: int", "x: int = 1", true),
      ("convex", "x: int @was(y)", "x: int", true), ("convex", "x: int", "x: int?", false),
      ("convex", "x: int", "y: int", false), ("convex", "x: int\n  y: int", "x: int", false),
    ])
  func planned(_ target: String, _ goal: String, _ planned: String, _ isSame: Bool) throws {
    let (goal, planned) = try (
      Self.read("table a {\n  \(goal)\n}\n", target).schema, Self.read("table a {\n  \(planned)\n}\n", target).schema
    )
    #expect(goal.isSame(asPlanned: planned) == isSame)
  }

  @Test("Another meaning of the same files keeps the files")
  func otherMeaning() throws {
    let (one, other) = try (Self.read("table a {\n  x: int\n}\n"), Self.read("table b {\n  y: int\n}\n"))
    let replaced = one.replacing(other.schema)
    #expect(replaced.schema.tables.map(\.name.text) == ["b"])
    #expect(replaced.files.map(\.bytes) == one.files.map(\.bytes))
    #expect(one.schema.tables.map(\.name.text) == ["a"])
  }
}
