// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Merges of Convex projects with plans, and projects in a repository with other packages.
@Suite struct ConvexMergeTests {
  /// A project with a rename at a push.
  private func project(at deploy: Int) throws -> ConvexSandbox {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  name: string\n", "  about: string @was(name)\n")
    try sandbox.editGoal("by_name (name)", "by_name (about)")
    try sandbox.bellows("generate", "about")
    for _ in 0..<deploy { try sandbox.bellows("advance") }
    #expect(try sandbox.stage(of: "about").deploy == deploy)
    return sandbox
  }

  @Test(
    "'sync' resolves a merge conflict in 'deploy': the plan is at the push of schema.ts", arguments: [0, 1, 2, 3],
    [false, true])
  func stage(deploy: Int, isEarlier: Bool) throws {
    let sandbox = try project(at: deploy)
    let other = isEarlier ? (deploy + 3) % 4 : (deploy + 1) % 4
    let base = isEarlier ? "||||||| base\n0 of 3\n" : ""
    try sandbox.write(
      "Migrations/about/deploy", "<<<<<<< ours\n\(deploy) of 3\n\(base)=======\n\(other) of 3\n>>>>>>> theirs\n")
    #expect(try sandbox.bellows("status").status == 2)
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0 && result.output.contains("wrote    Migrations/about/deploy"), "\(result)")
    #expect(try sandbox.read("Migrations/about/deploy") == "\(deploy) of 3\n")
    #expect(try sandbox.bellows("status").status == 0)
  }

  @Test("'sync' is refused, and changes nothing, if schema.ts is at none of the pushes")
  func otherStage() throws {
    let sandbox = try project(at: 1)
    try sandbox.write("Migrations/about/deploy", "<<<<<<< ours\n0 of 3\n=======\n3 of 3\n>>>>>>> theirs\n")
    let before = try sandbox.files()
    let result = try sandbox.bellows("sync")
    #expect(result.status == 2 && result.errors.contains("is at deploy 1 of plan about"), "\(result)")
    #expect(try sandbox.files() == before)
  }

  @Test("Tables of another package of the repository are edited where they are, also if node_modules has a link to it")
  func workspace() throws {
    let sandbox = try Sandbox()
    try sandbox.write("package.json", #"{ "workspaces": ["packages/*"] }"#)
    try sandbox.write(
      "packages/backend/package.json", #"{ "name": "backend", "dependencies": { "@app/tables": "*" } }"#)
    try sandbox.write(
      "packages/backend/convex/schema.ts",
      """
      import { defineSchema } from "convex/server";
      import { users } from "@app/tables";

      export default defineSchema({ users });

      """)
    try sandbox.write("packages/tables/package.json", #"{ "name": "@app/tables", "main": "./src/index.ts" }"#)
    try sandbox.write(
      "packages/tables/src/index.ts",
      """
      import { defineTable } from "convex/server";
      import { v } from "convex/values";

      export const users = defineTable({
        name: v.string(),
      });

      """)
    let link = sandbox.root.appendingPathComponent("node_modules/@app/tables")
    try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "../../packages/tables")
    try sandbox.write(".gitignore", "node_modules\n")
    try sandbox.commitAll()
    func bellows(_ arguments: String...) throws -> Sandbox.Result {
      try sandbox.run(
        URL(fileURLWithPath: "/bin/sh"),
        ["-c", #"cd packages/backend && exec "$0" "$@""#, Sandbox.tool.path] + arguments)
    }
    #expect(try bellows("init").status == 0)
    let goal = "packages/backend/Migrations/goal.schema"
    try sandbox.write(goal, try sandbox.read(goal).replacingOccurrences(of: "name: string", with: "name: string?"))
    let generated = try bellows("generate", "optional")
    #expect(generated.status == 0, "\(generated)")
    let patch = try sandbox.read("packages/backend/Migrations/optional/1.patch")
    #expect(
      patch.contains("+++ b/../../packages/tables/src/index.ts\n")
        && patch.contains("+  name: v.optional(v.string()),\n"), "\(patch)")
    let advanced = try bellows("advance")
    #expect(advanced.status == 0, "\(advanced)")
    #expect(try sandbox.read("packages/tables/src/index.ts").contains("  name: v.optional(v.string()),\n"))
    #expect(try sandbox.read("packages/backend/convex/schema.ts").contains("defineSchema({ users })"))
    try sandbox.git("add", "--all")
    let check = try bellows("check")
    #expect(check.status == 0, "\(check)")
  }
}
