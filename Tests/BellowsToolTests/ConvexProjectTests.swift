// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows` in a Convex project.
@Suite struct ConvexProjectTests {
  private let head = """
    import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";

    """

  private func users(_ fields: String) -> String {
    head + "export default defineSchema({ users: defineTable({ \(fields) }) });\n"
  }

  @Test("An edited schema.ts is compared with a revision, from any folder, with the files that it imports")
  func revision() throws {
    let sandbox = try Sandbox()
    try sandbox.write("shared/kinds.ts", "import { v } from 'convex/values';\nexport const kind = v.literal('a');\n")
    try sandbox.write(
      "app/convex/schema.ts", "import { kind } from '../../shared/kinds';\n" + users("kind, name: v.string()"))
    try sandbox.commitAll()
    try sandbox.write("shared/kinds.ts", "import { v } from 'convex/values';\nexport const kind = v.string();\n")
    for path in ["app/convex/schema.ts", "app/convex", "app", sandbox.root.path + "/app/convex/schema.ts"] {
      let result = try sandbox.bellows("plan", "--from", "HEAD", path)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("safe: 1 change; 1 deploy"), "\(result.output)")
    }
    try sandbox.write(
      "app/convex/schema.ts",
      "import { kind } from '../../shared/kinds';\n" + users("kind, fullName: v.string(), // @was(name)\n"))
    let renamed = try sandbox.bellows("plan", "--from", "HEAD", "app/convex/schema.ts")
    #expect(renamed.output.contains("users.fullName  field-renamed"), "\(renamed.output)\(renamed.errors)")
    #expect(renamed.output.contains("export const usersFullName = migrations.define({"))
  }

  @Test("TypeScript, the exported JSON and the schema language are compared with each other")
  func formats() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schema.ts", users("name: v.string()"))
    try sandbox.write("app.schema", "target convex\ntable users { name: string }\n")
    try sandbox.write(
      "export.json",
      #"{"tables":[{"tableName":"users","indexes":[],"searchIndexes":[],"vectorIndexes":[],"documentType":"#
        + #"{"type":"object","value":{"name":{"fieldType":{"type":"string"},"optional":false}}}}],"schemaValidation":true}"#
    )
    for (old, new) in [("schema.ts", "app.schema"), ("app.schema", "export.json"), ("export.json", "schema.ts")] {
      let result = try sandbox.bellows("plan", old, new)
      #expect(result.output == "no change\n", "\(result.output)\(result.errors)")
    }
    let offline = try sandbox.bellows("plan", "--rollout", "offline", "schema.ts", "app.schema")
    #expect(offline.status == 1 && offline.errors.contains("[no-offline]"), "\(offline.errors)")
  }

  @Test("What cannot be read has its position, the way out and the status of unreadable input")
  func unreadable() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.ts", users("name: v.string()"))
    try sandbox.write("new.ts", users("name: process.env.X ? v.string() : v.any()"))
    let result = try sandbox.bellows("plan", "old.ts", "new.ts")
    #expect(result.status == 2)
    #expect(result.errors.contains("new.ts:3:58: error: the value of 'process'"), "\(result.errors)")
    #expect(result.errors.contains("npx tsx"))
    #expect(try sandbox.bellows("plan", "old.ts", "missing.ts").status == 2)
  }

  @Test("Files outside of the project and pipes are not read")
  func outside() throws {
    let sandbox = try Sandbox()
    try sandbox.write("secret.ts", "export const a = 1;")
    try sandbox.write("app/package.json", "{}")
    try sandbox.write("app/convex/schema.ts", "import { a } from '../../secret';\n" + users("a"))
    let result = try sandbox.bellows("plan", "app/convex/schema.ts", "app/convex/schema.ts")
    #expect(result.status == 2 && result.errors.contains("it is outside of the project"), "\(result.errors)")
    try sandbox.write("app/convex/schema.ts", "import { a } from './pipe';\n" + users("a"))
    #expect(mkfifo(sandbox.root.path + "/app/convex/pipe.ts", 0o600) == 0)
    let pipe = try sandbox.bellows("plan", "app/convex/schema.ts", "app/convex/schema.ts")
    #expect(pipe.status == 2 && pipe.errors.contains("it is not a regular file"), "\(pipe.errors)")
  }

  @Test("'check' refuses a breaking schema.ts, and tables of a package that is not installed")
  func check() throws {
    let sandbox = try Sandbox()
    try sandbox.write("convex/parts.ts", "import { v } from 'convex/values';\nexport const name = v.string();\n")
    try sandbox.write("convex/schema.ts", "import { name } from './parts';\n" + users("name"))
    try sandbox.commitAll()
    try sandbox.write("convex/schema.ts", "import { name } from './parts';\n" + users("name, age: v.number()"))
    try sandbox.git("add", ".")
    let result = try sandbox.bellows("check", "convex/schema.ts")
    #expect(result.status == 1 && result.output.contains("field-added-required"), "\(result.output)\(result.errors)")
    try sandbox.write(
      "convex/schema.ts",
      head + "import { authTables } from '@convex-dev/auth/server';\n"
        + "export default defineSchema({ ...authTables, users: defineTable({ name: v.string() }) });\n")
    try sandbox.git("add", ".")
    let assumed = try sandbox.bellows("check", "convex/schema.ts")
    #expect(assumed.status == 1 && assumed.output.contains("builtin-tables"), "\(assumed.output)\(assumed.errors)")
  }
}
