// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Reports
import SchemaLanguage
import Testing

/// `bellows plan`: where its two sides come from, and what it says when one cannot be read.
struct PlanTests {
  @Test("`plan` of two files prints a report and writes nothing")
  func twoFilesGiveAReportAndWriteNothing() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.usersWithAge)
    let before = try sandbox.files()
    let result = try sandbox.bellows("plan", "old.schema", "new.schema")
    #expect(result.status == 0, "breaking changes are no failure")
    #expect(result.output.contains("field-added-required"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.errors.isEmpty)
    #expect(try sandbox.files() == before)
    #expect(try sandbox.bellows("plan", "old.schema", "new.schema").output == result.output)
  }

  @Test("The files of a folder are one schema")
  func twoFoldersAreOneSchemaEach() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old/users.schema", Schemas.users)
    try sandbox.write("new/users.schema", Schemas.users)
    try sandbox.write("new/teams.schema", "table teams { lead: id<users>? }\n")
    try sandbox.write("new/README.md", "no schema")
    let result = try sandbox.bellows("plan", "old", "new")
    #expect(result.status == 0)
    #expect(result.output.contains("table-added"))
    #expect(result.output.contains("new/teams.schema"))
  }

  @Test("Every output format prints a report", arguments: OutputFormat.allCases)
  func everyFormatReports(_ format: OutputFormat) throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.usersWithAge)
    let result = try sandbox.bellows("plan", "old.schema", "new.schema", "--format", format.rawValue)
    #expect(result.status == 0)
    #expect(result.output.contains("field-added-required"))
    if format == .json {
      let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      #expect(json?["format"] as? String == "bellows-plan/1")
      #expect(json?["verdict"] as? String == "breaking")
    }
  }

  @Test("An offline plan is one deploy")
  func offline() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.users.replacing("name: string", with: "fullName: string @was(name)"))
    let rolling = try sandbox.bellows("plan", "old.schema", "new.schema").output
    let offline = try sandbox.bellows("plan", "old.schema", "new.schema", "--rollout", "offline").output
    #expect(rolling.contains("3 code releases"))
    #expect(offline.hasPrefix("breaking: 1 of 1 change; 1 offline deploy, 2 backfills\n"), "\(offline)")
  }

  @Test("An error has its position, a caret and its rule")
  func anErrorHasPlaceCaretAndRule() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", "table users {\n  email: sting\n  name: [itn]\n}\n")
    let result = try sandbox.bellows("plan", "old.schema", "new.schema")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("new.schema:2:10: error: "))
    #expect(result.errors.contains("\n    email: sting\n"))
    #expect(result.errors.contains("^"))
    #expect(result.errors.contains("new.schema:3:"), "every error in one run")
  }

  @Test("An error in the old schema names the old file")
  func anErrorOfTheOldSideIsShownThere() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", "table users { email: sting }\n")
    try sandbox.write("new.schema", Schemas.users)
    let result = try sandbox.bellows("plan", "old.schema", "new.schema")
    #expect(result.status == 2)
    #expect(result.errors.contains("old.schema:1:22: error: "))
  }

  @Test("A change of the target is refused")
  func anotherTargetIsRefused() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.users.replacing("document", with: "sqlite"))
    let result = try sandbox.bellows("plan", "old.schema", "new.schema")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("error: "))
  }

  @Test("A removed and an added field are reported as a likely rename")
  func removedAndAddedIsNotedAsALikelyRename() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.users.replacing("name: string", with: "fullName: string"))
    let result = try sandbox.bellows("plan", "old.schema", "new.schema")
    #expect(result.status == 0)
    #expect(result.errors.contains("note: "))
    #expect(result.errors.contains("@was(name)"))
  }

  @Test("Files that cannot be read are named")
  func filesThatCannotBeReadAreNamed() throws {
    let sandbox = try Sandbox()
    try sandbox.write("good.schema", Schemas.users)
    try sandbox.write("latin.schema", Data([0x74, 0x61, 0x62, 0x6C, 0x65, 0x20, 0xE9]))
    try sandbox.write("folder/notes.txt", "")
    try sandbox.write("deep.schema", "table t { f: " + String(repeating: "[", count: 100_000) + " }")
    for (path, sentence) in [
      ("latin.schema", "UTF-8"), ("folder", "contains no .schema file"),
      ("missing.schema", "no such file"), ("good.schema/x.schema", "cannot be read"), ("deep.schema", "error"),
    ] {
      let result = try sandbox.bellows("plan", path, "good.schema")
      #expect(result.status == 2, "\(path)")
      #expect(result.output.isEmpty)
      #expect(result.errors.contains(path), "\(path): \(result.errors.prefix(300))")
      #expect(result.errors.contains(sentence), "\(path): \(result.errors.prefix(300))")
    }
  }

  @Test("A pipe is read to its end")
  func aPipeIsReadToItsEnd() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.usersWithAge)
    let line = "cat new.schema | '\(Sandbox.tool.path)' plan old.schema /dev/stdin"
    let result = try sandbox.run(URL(fileURLWithPath: "/bin/sh"), ["-c", line])
    #expect(result.status == 0)
    #expect(result.output.contains("field-added-required"))
  }

  @Test("Without a schema `plan` says how to begin")
  func withoutSchemasItSaysHowToBegin() throws {
    let sandbox = try Sandbox()
    let nothing = try sandbox.bellows("plan")
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("schemas/app.schema"))
    #expect(nothing.errors.contains("bellows init"))
    try sandbox.write("schemas/app.schema", Schemas.users)
    let half = try sandbox.bellows("plan")
    #expect(half.status == 2)
    #expect(half.errors.contains("Migrations/current.schema"))
    #expect(half.errors.contains("--adopt"))
    try sandbox.write("schemas/app/more.schema", Schemas.users)
    #expect(try sandbox.bellows("plan").errors.contains("keep one"))
  }

  @Test("The Markdown report names a likely rename")
  func theMarkdownReportSaysWhatIsWorthALook() throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.users.replacing("  name: string", with: "  fullName: string"))
    let report = try sandbox.bellows("plan", "old.schema", "new.schema", "--format", "markdown").output
    #expect(report.contains("### Notes\n\n- `new.schema:5:3`: 'users.name' is removed and 'users.fullName'"))
    #expect(report.contains("`@was(name)`") || report.contains("` @was(name)`"), "\(report)")
  }
}
