// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// `bellows check` in real repositories: which commits pass, and which do not.
struct CheckTests {
  // MARK: What passes

  @Test("The first commit passes")
  func theFirstCommitPasses() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.git("init", "--quiet", "--initial-branch", "main")
    try sandbox.git("add", "--all")
    let result = try sandbox.bellows("check")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output == "check passed: staged changes before the first commit\n")
    #expect(result.errors.isEmpty)
  }

  @Test("Complete plans pass deploy by deploy")
  func wholePlansPassDeployByDeploy() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes()
    try sandbox.passes("--base", "HEAD~1")
    try sandbox.advance("add-age", from: 1)
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "HEAD~1")
    // The next plan begins where the last one ended.
    try sandbox.plan(
      "add-nickname", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  nickname: string?\n"))
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "HEAD~2")
    // Two deploys of one plan at once are too much for one branch.
    #expect(try sandbox.refusals("--base", "HEAD~3") == ["deploy-out-of-order"])
  }

  @Test("Code, backfill functions and reports may be edited")
  func codeAndBodiesAndReportsAreFree() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.write("Sources/App/main.swift", "print(1)\n")
    try sandbox.write("Sources/Migrations/Helpers.swift", "func help() {}\n")
    try sandbox.edit("Sources/Migrations/add-age/AddAge.swift", "not be overwritten", "be edited")
    try sandbox.edit("Migrations/add-age/plan.md", "#", "# Look:")
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "HEAD~1")
  }

  @Test("Files that are not staged are not checked")
  func whatOnlyTheWorkTreeHasIsNotJudged() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.write("Sources/Migrations/Rows/users.row.generated.swift", "broken")
    try sandbox.passes()
    try sandbox.passes("--base", "HEAD")
  }

  @Test("Other comments and another order in a schema are not a change")
  func commentsAndOrderAreNoChange() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write(
      "schemas/app.schema", "target document\n// People.\ntable users { name: string, email: string }\n")
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test("Other line breaks in a generated file are not an edit")
  func otherLineBreaksAreNoEdit() throws {
    let sandbox = try Sandbox.planned()
    for path in try sandbox.files().keys where path.hasSuffix(".swift") || path.hasSuffix(".schema") {
      let text = try sandbox.read(path)
      try sandbox.write(path, text.replacing("\n", with: "\r\n"))
    }
    try sandbox.git("-c", "core.autocrlf=false", "add", "--all")
    try sandbox.passes()
  }

  @Test("The plan of a branch may be generated again")
  func thePlanOfABranchMayBeMadeAnew() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.plan("add-age", Schemas.usersWithNickname)
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
  }

  @Test("A revert passes")
  func revertsPass() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.git("revert", "--no-commit", "HEAD")
    try sandbox.passes()
    try sandbox.git("revert", "--abort")
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.git("revert", "--no-edit", "HEAD")
    try sandbox.passes("--base", "HEAD~1")
  }

  @Test("A package in a subfolder of the repository is checked")
  func thePlanIsFoundInASubfolderOfTheRepository() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.git("reset", "--quiet")
    let folder = sandbox.root.appendingPathComponent("server")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["schemas", "Migrations", "Sources"] {
      try FileManager.default.moveItem(
        at: sandbox.root.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    try sandbox.edit("server/schemas/app.schema", "age: int", "age: int?")
    let command = "cd server && '\(Sandbox.tool.path)' check"
    let result = try sandbox.run(URL(fileURLWithPath: "/bin/sh"), ["-c", command])
    #expect(result.status == 1)
    #expect(
      result.output.contains("schemas/app.schema:6:3: error: no plan contains this change: users.age"),
      "\(result.output)")
  }

  // MARK: What is refused

  @Test("A goal with other names for the same stored schema needs a plan")
  func aGoalThatOnlyNamesThingsOtherwise() throws {
    let sandbox = try Sandbox.committed()
    let renamed = Schemas.users.replacing("  name: string", with: "  fullName: string @column(\"name\")")
    try sandbox.write("schemas/app.schema", renamed)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["goal-without-plan"], "the row types have the old name")
  }

  @Test("A changed goal without a plan is rejected")
  func aGoalWithoutAPlan() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithNickname)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["goal-without-plan"], "safe changes take a deploy, too")
    let text = try sandbox.bellows("check")
    #expect(text.output.hasPrefix("schemas/app.schema:6:3: error: no plan contains this change: users.nickname"))
    #expect(text.output.contains("note: 'bellows generate NAME' plans the change"))
    #expect(text.errors.contains("commit blocked: 1 error"))
    let annotations = try sandbox.bellows("check", "--format", "github")
    #expect(
      annotations.output.hasPrefix("::error file=schemas/app.schema,line=6,col=3,title=goal-without-plan::no plan"))
    #expect(annotations.output.split(separator: "\n").count == 1)
    #expect(try sandbox.bellows("check", "--format", "markdown").output.contains("**goal-without-plan**"))
    try sandbox.git("commit", "--quiet", "--message", "Unchecked")
    #expect(try sandbox.refusals("--base", "HEAD~1") == ["goal-without-plan"])
    #expect(try sandbox.refusals() == ["goal-without-plan"], "it stays wrong until it is planned")
  }

  @Test("A goal with more changes than its unfinished plan is rejected")
  func aGoalBeyondThePlanUnderWay() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.edit("schemas/app.schema", "  name: string\n", "")
    let result = try sandbox.bellows("check")
    #expect(
      result.output.contains("error: no plan contains this change: users.name (field-removed-required, breaking)"))
    #expect(result.output.contains("Migrations/current.schema:9:3: error"), "what is gone stands where it last stood")
    #expect(result.output.contains("'bellows generate add-age' adds the change"))
  }

  @Test("A plan that is staged only in part is rejected")
  func halfOfAPlan() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.git("reset", "--quiet", "--", "Sources")
    #expect(try sandbox.refusals() == ["generated-file-missing", "generated-file-stale"])
    try sandbox.git("reset", "--quiet")
    try sandbox.git("add", "schemas", "Migrations/current.schema", "Sources")
    let rules = try sandbox.refusals()
    #expect(rules == ["generated-file-missing"], "\(rules)")
  }

  @Test(
    "An edited generated file is rejected",
    arguments: [
      ("Sources/Migrations/Rows/users.row.generated.swift", "struct", "class"),
      ("Sources/Migrations/add-age/AddAge.generated.swift", "age", "years"),
      ("Migrations/current.schema", "deploy 1 of 2", "deploy 1 of 3"),
      ("Migrations/current.schema", "age: int?", "age: int"),
      ("Migrations/current.schema", "// Written", "//"),
      ("Migrations/add-age/deploy", "1 of 2", "1 of 3"),
      ("Migrations/add-age/deploy", "1 of 2", "one"),
      ("Migrations/add-age/base.schema", "email", "mail"),
      ("Migrations/add-age/goal.schema", "email", "mail"),
      ("Migrations/add-age/plan.json", #""tables": ["users"]"#, #""tables": ["users", "teams"]"#),
      ("Migrations/add-age/plan.json", #""rollout": "rolling""#, #""rollout": "offline""#),
      ("Migrations/add-age/plan.json", #""format""#, "format"),
      ("Migrations/add-age/plan.json", #""name": "add-age""#, #""name": "add-years""#),
    ])
  func anEditedGeneratedFile(_ path: String, _ old: String, _ new: String) throws {
    let sandbox = try Sandbox.planned()
    try sandbox.edit(path, old, new)
    #expect(try sandbox.refusals().contains("generated-file-edited"))
    #expect(try sandbox.bellows("check").output.contains(path))
  }

  @Test("An edited file of an older plan is rejected")
  func anEditedFileOfAnOlderPlan() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.plan("drop-age", Schemas.users)
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.edit("Sources/Migrations/add-age/AddAge.generated.swift", "age", "years")
    #expect(try sandbox.refusals() == ["generated-file-edited"])
    try sandbox.git("reset", "--quiet", "--hard")
    try sandbox.edit("Migrations/add-age/goal.schema", "age", "years")
    #expect(try sandbox.refusals() == ["generated-file-edited"])
    try sandbox.git("reset", "--quiet", "--hard")
    // One that no database needs any more is retired.
    try sandbox.remove("Migrations/add-age")
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals().contains("plan-lost"))
    try sandbox.git("reset", "--quiet", "--hard")
    let retired = try sandbox.bellows("retire", "add-age")
    #expect(retired.status == 0, "\(retired.errors)")
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test(
    "A commit that only edits or deletes Swift which all plans share is rejected",
    arguments: ["Plans.generated.swift", "Rows/users.row.generated.swift"])
  func editedSharedSwift(_ name: String) throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    let path = "Sources/Migrations/\(name)"
    try sandbox.write(path, try sandbox.read(path) + "// More.\n")
    try sandbox.git("add", "--all")
    let rule = name.hasPrefix("Rows") ? "generated-file-edited" : "generated-file-stale"
    #expect(try sandbox.refusals() == [rule])
    try sandbox.commitAll()
    #expect(try sandbox.refusals("--base", "HEAD~1") == [rule])
    try sandbox.git("reset", "--quiet", "--hard", "HEAD~1")
    try sandbox.remove(path)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["generated-file-missing"])
  }

  @Test("Row types of another deploy are rejected")
  func theRowsOfAnotherDeploy() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    let rows = try sandbox.read("Sources/Migrations/Rows/users.row.generated.swift")
    try sandbox.advance("add-age", from: 1)
    try sandbox.write("Sources/Migrations/Rows/users.row.generated.swift", rows)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["generated-file-stale"])
  }

  @Test("A deploy without its attestation is rejected")
  func aMissingAttestation() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    let file = "Migrations/add-age/1-attested-production-app.json"
    let attestation = try sandbox.read(file)
    try sandbox.remove(file)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["attestation-missing"])
    try sandbox.passes("--allow", "attestation-missing")
    // One for another environment, for rows that remain, or of no sense, is none.
    for (old, new, said) in [
      ("production", "staging", "without an attestation for production"),
      ("remaining\":0", "remaining\":3", "3 rows remain"),
      ("{", "", "not a JSON"), ("true", "false", "older code still runs"),
    ] {
      let compact = attestation.replacing(" ", with: "")
      #expect(compact.contains(old), "\(attestation)")
      try sandbox.write(file, compact.replacing(old, with: new))
      try sandbox.git("add", "--all")
      #expect(try sandbox.refusals() == ["attestation-missing"])
      #expect(try sandbox.bellows("check").output.contains(said))
    }
    try sandbox.commitAll()
    #expect(try sandbox.refusals("--base", "HEAD~1") == ["attestation-missing"])
  }

  @Test("A deploy that comes too early is rejected")
  func oneDeployTooEarly() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.advance("add-age", from: 1)
    #expect(try sandbox.refusals() == ["deploy-out-of-order"])
    #expect(
      try sandbox.bellows("check").output.hasPrefix(
        "Migrations/current.schema:1:1: error: deploy 2 of plan add-age does not follow the state before the plan"))
  }

  @Test("A plan that differs from the one on the base branch is rejected")
  func aPlanThatOthersHave() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    let text = try sandbox.read("Migrations/current.schema")
    // As if it had been made before: its folder is taken away and made anew.
    try sandbox.git("switch", "--quiet", "--create", "feature", "HEAD~1")
    try sandbox.plan("add-age", Schemas.usersWithAge.replacing("age: int", with: "age: int\n  size: int"))
    try sandbox.git("reset", "--quiet", "--soft", "main")
    #expect(try sandbox.read("Migrations/current.schema") != text)
    #expect(try sandbox.refusals() == ["plan-changed"])
    try sandbox.commitAll()
    #expect(try sandbox.refusals("--base", "main") == ["plan-changed"])
  }

  @Test("A current.schema that is edited beside a plan is rejected")
  func aCurrentThatIsEdited() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.edit("Migrations/current.schema", "email", "mail")
    #expect(try sandbox.refusals().contains("change-without-plan"))
  }

  @Test("A changed current.schema without a plan is rejected")
  func aCurrentThatChangedWithoutAPlan() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge.replacing("name: string", with: "name: string?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["change-without-plan"])
    let text = try sandbox.bellows("check").output
    #expect(text.contains("users.age (field-added-required, breaking)"))
    #expect(text.contains("users.name (field-made-optional, safe)") && text.contains("[old-readers]"))
    #expect(try sandbox.refusals("--allow", "field-added-required") == ["change-without-plan"])
    try sandbox.passes("--allow", "field-added-required", "--allow", "field-made-optional")
    try sandbox.passes("--allow", "change-without-plan")
  }

  @Test("A deleted current.schema is rejected")
  func aCurrentThatIsGone() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.remove("Migrations/current.schema")
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["generated-file-missing"])
  }

  @Test("An exception for a rule that does not apply is an error")
  func anAllowanceForNothingIsAnError() throws {
    let sandbox = try Sandbox.committed()
    let result = try sandbox.bellows("check", "--allow", "plan-lost")
    #expect(result.status == 2)
    #expect(result.errors.contains("'--allow plan-lost' has no effect"))
  }

  @Test("A schema that cannot be read is an error with its position")
  func whatCannotBeReadIsAnErrorWithItsPlace() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", "table users { email: sting }\n")
    try sandbox.git("add", "--all")
    let result = try sandbox.bellows("check")
    #expect(result.status == 2)
    #expect(result.errors.contains("schemas/app.schema:1:22: error: "))
    #expect(try sandbox.bellows("check", "--base", "nowhere").errors.contains("unknown git revision 'nowhere'"))
    #expect(try Sandbox.adopted().bellows("check").errors.contains("not in a git repository"))
  }
}
