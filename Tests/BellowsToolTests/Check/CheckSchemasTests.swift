// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// `bellows check` where there are no plans: a linter of schemas.
struct CheckSchemasTests {
  private func committed() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.commitAll()
    return sandbox
  }

  @Test("Breaking changes are rejected")
  func breakingChangesAreRefused() throws {
    let sandbox = try committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge.replacing("  name: string\n", with: ""))
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["field-added-required", "field-removed-required"])
    let text = try sandbox.bellows("check").output
    #expect(text.contains("schemas/app.schema:5:3: error: users.age: "))
    #expect(text.contains("HEAD:schemas/app.schema:5:3: error: users.name: "), "\(text)")
    #expect(try sandbox.refusals("--allow", "field-added-required") == ["field-removed-required"])
    try sandbox.passes("--allow", "field-added-required", "--allow", "field-removed-required")
    try sandbox.git("commit", "--quiet", "--message", "Unchecked")
    try sandbox.passes()
    #expect(try sandbox.refusals("--base", "HEAD~1") == ["field-added-required", "field-removed-required"])
  }

  @Test("Safe changes pass, and their hazards are shown")
  func safeChangesPassAndHazardsAreShown() throws {
    let sandbox = try committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithNickname)
    try sandbox.git("add", "--all")
    #expect(try sandbox.bellows("check").output == "check passed: staged changes against HEAD\n")
    try sandbox.edit("schemas/app.schema", "name: string\n", "name: string?\n")
    let result = try sandbox.bellows("check")
    #expect(result.status == 0)
    #expect(result.output.contains("warning: users.name: ") && result.output.contains("[field-made-optional]"))
  }

  @Test("The first commit of a schema passes, and so does one that fixes an invalid schema")
  func theFirstCommitAndAMendingOnePass() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", "table users { email: sting }\n")
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.git("add", "--all")
    let result = try sandbox.bellows("check")
    #expect(result.status == 0)
    #expect(result.output.contains("warning: HEAD:schemas/app.schema cannot be read"))
    let first = try Sandbox()
    try first.write("schemas/app.schema", Schemas.users)
    try first.git("init", "--quiet")
    try first.git("add", "--all")
    try first.passes()
  }

  @Test("Schemas in another folder are checked by their path")
  func schemasElsewhereAreGivenByPath() throws {
    let sandbox = try Sandbox()
    try sandbox.write("data/one.schema", Schemas.users)
    try sandbox.write("data/two.schema", "target document\ntable teams { name: string }\n")
    try sandbox.commitAll()
    #expect(try sandbox.bellows("check").errors.contains("schemas/app.schema, the goal schema, does not exist"))
    try sandbox.edit("data/two.schema", "name: string", "title: string")
    #expect(try sandbox.refusals("./data/") == ["field-removed-required", "field-added-required"])
    try sandbox.passes("data/one.schema")
  }

  @Test("A merge is not blamed for changes of its parents")
  func aMergeIsNotBlamedForWhatItsSidesDid() throws {
    let sandbox = try committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.write("schemas/app.schema", Schemas.users.replacing("  email: string\n", with: ""))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("merge", "--quiet", "--no-ff", "--no-commit", "feature")
    try sandbox.passes()
    try sandbox.write("schemas/app.schema", "target document\ntable users { nick: string }\n")
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["field-removed-required", "field-added-required"])
  }
}
