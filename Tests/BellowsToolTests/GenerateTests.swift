// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// `bellows init` and `bellows generate`: what they write, when they refuse, and that nothing is ever half written.
struct GenerateTests {
  @Test("`init` writes a schema that can be planned and generated", arguments: ["sqlite", "postgresql", "document"])
  func initMakesASchemaThatCanBePlannedAndGenerated(_ target: String) throws {
    let sandbox = try Sandbox()
    let result = try sandbox.bellows("init", "--target", target)
    #expect(result.status == 0)
    #expect(try sandbox.read("schemas/app.schema").hasPrefix("target \(target)\n"))
    #expect(try sandbox.read("Migrations/current.schema").hasPrefix("// Written by Bellows: the schema"))
    #expect(try sandbox.bellows("format", "--check").status == 0, "the first schema is in canonical form")
    #expect(try sandbox.bellows("plan").output.contains("table-added"))
    #expect(try sandbox.bellows("generate", "2026-01-01-first").status == 0)
    #expect(try sandbox.bellows("plan").output == "no change\n")
  }

  @Test("Of several commands that write at the same time, one waits for the other")
  func sideBySide() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    // Without a shell: one whose parent blocks SIGCHLD waits for ever.
    let commands = try (1...4).map { number in
      let process = Process()
      process.executableURL = Sandbox.tool
      process.arguments = ["generate", "2026-03-0\(number)-plan"]
      process.currentDirectoryURL = sandbox.root
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in commands { process.waitUntilExit() }
    // The others find nothing to do.
    #expect(commands.map(\.terminationStatus) == [0, 0, 0, 0])
    let before = try sandbox.files()
    let plans = before.keys.filter { $0.hasSuffix("plan.json") }
    let winner = try #require(plans.first?.split(separator: "/").dropLast().last)
    #expect(plans.count == 1, "\(plans)")
    #expect(try sandbox.bellows("generate", String(winner)).status == 0)
    #expect(try sandbox.files() == before)
  }

  @Test(
    "A lost current schema: every command names `sync`, `init` overwrites no plan, and `sync` restores all",
    arguments: [false, true])
  func lostCurrent(isStaged: Bool) throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.plan("more", Schemas.usersWithAge.replacing("age: int", with: "age: int\n  size: int?"))
    let whole = try sandbox.files()
    try sandbox.remove("Migrations/current.schema")
    if isStaged { try sandbox.git("add", "--all") }
    let before = try sandbox.files()
    for command in [
      ["init"], ["init", "--target", "sqlite"], ["plan"], ["generate", "other"], ["status"], ["generate", "--adopt"],
    ] {
      let result = try sandbox.run(Sandbox.tool, command)
      #expect(result.status == 2, "\(command): \(result)")
      #expect(result.errors.contains("'bellows sync' restores it from git"), "\(command): \(result.errors)")
      #expect(try sandbox.files() == before, "\(command)")
    }
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try sandbox.files() == whole)
  }

  @Test("A current schema that git does not have either is named, and nothing is written")
  func lostRecord() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    #expect(try sandbox.bellows("generate", "add-age").status == 0)
    try sandbox.remove("Migrations/current.schema")
    let before = try sandbox.files()
    #expect(try sandbox.bellows("init").status == 2)
    let result = try sandbox.bellows("sync")
    #expect(
      result.status == 2 && result.errors.contains("restore the file from another clone or a backup"), "\(result)")
    #expect(try sandbox.files() == before)
    // Without a plan and its code, there is nothing to lose.
    try sandbox.remove("Migrations")
    try sandbox.remove("Sources")
    #expect(try sandbox.bellows("init").status == 0)
  }

  @Test("`init` overwrites no file")
  func initOverwritesNothing() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.bellows("init")
    #expect(try sandbox.read("schemas/app.schema") == Schemas.users)
    try sandbox.write("Migrations/current.schema", "mine")
    let before = try sandbox.files()
    let again = try sandbox.bellows("init")
    #expect(again.status == 0)
    #expect(again.output.contains("kept     schemas/app.schema"))
    #expect(try sandbox.files() == before)
  }

  @Test(
    "`generate` says which steps are next, as the plan needs them",
    arguments: [
      (["add-age"], Schemas.usersWithAge, hasFunctions: true, changesCode: true),
      (["add-nickname"], Schemas.usersWithNickname, hasFunctions: false, changesCode: true),
      (["--data", "fix", "users"], Schemas.users, hasFunctions: true, changesCode: false),
    ])
  func nextSteps(words: [String], goal: String, hasFunctions: Bool, changesCode: Bool) throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", goal)
    let result = try sandbox.run(Sandbox.tool, ["generate"] + words)
    #expect(result.status == 0, "\(result)")
    let name = words.count == 1 ? words[0] : words[1]
    let steps = try #require(result.output.components(separatedBy: "Next:\n").dropFirst().first, "\(result)")
    let expected = [
      ("Read Migrations/\(name)/plan.md.", true), ("Write the backfill functions in", hasFunctions),
      ("Build: the compiler reports the code that is not ready.", changesCode),
    ]
    var number = 0
    for (step, isNext) in expected {
      if isNext { number += 1 }
      #expect(steps.contains(step) == isNext && (!isNext || steps.contains("\(number). \(step)")), "\(steps)")
    }
  }

  @Test("`generate` writes the plan, the Swift and current.schema")
  func generateWritesPlanSwiftAndCurrent() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    let result = try sandbox.bellows("generate", "2026-03-01-add-age")
    #expect(result.status == 0, "\(result.errors)")
    let files = try sandbox.files()
    for name in ["plan.md", "plan.json", "base.schema", "goal.schema"] {
      #expect(files["Migrations/2026-03-01-add-age/\(name)"] != nil, "\(name)")
    }
    let current = try sandbox.read("Migrations/current.schema")
    #expect(try sandbox.stage(of: "2026-03-01-add-age") == (1, 2))
    #expect(current.contains("age: int?"))
    #expect(files.keys.contains { $0.hasPrefix("Sources/Migrations/2026-03-01-add-age/") && $0.hasSuffix(".swift") })
    for schema in files.keys where schema.hasPrefix("Migrations/") && schema.hasSuffix(".schema") {
      #expect(try sandbox.bellows("plan", schema, schema).output == "no change\n", "\(schema) is a schema")
    }
    #expect(!files.keys.contains { $0.contains(".bellows-") }, "nothing temporary is left")
  }

  @Test("`generate` a second time changes nothing")
  func generatingAgainChangesNothing() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.bellows("generate", "add-age")
    let before = try sandbox.files()
    let dates = try sandbox.dates()
    let again = try sandbox.bellows("generate", "add-age")
    #expect(again.status == 0)
    #expect(again.output.contains("Nothing to do"))
    #expect(try sandbox.files() == before)
    #expect(try sandbox.dates() == dates, "what holds the right bytes is not written again")
  }

  @Test("A plan that is not on the base branch is replaced")
  func aPlanThatNobodyElseHasIsReplacedInPlace() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.commitAll()
    try sandbox.git("checkout", "--quiet", "-b", "age")
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.bellows("generate", "add-age")
    try sandbox.commitAll()
    let own = try #require(
      sandbox.files().first { $0.key.hasPrefix("Sources/Migrations/add-age/") && !$0.key.hasSuffix(".generated.swift") }
    )
    try sandbox.write(own.key, own.value + "// filled in\n")

    try sandbox.write("schemas/app.schema", Schemas.usersWithNickname)
    #expect(try sandbox.bellows("plan").errors.contains("plan add-age is not merged yet"))
    let other = try sandbox.bellows("generate", "add-nickname")
    #expect(other.status == 1)
    #expect(other.errors.contains("'bellows generate add-age'"))
    #expect(try sandbox.bellows("generate", "add-age").status == 0)
    #expect(try sandbox.read("Migrations/add-age/goal.schema").contains("nickname"), "the new goal")
    #expect(try sandbox.read("Migrations/current.schema").contains("nickname: string?"))
    #expect(try sandbox.read(own.key).hasSuffix("// filled in\n"))
    #expect(try sandbox.bellows("plan").output == "no change\n")

    try sandbox.write("schemas/app.schema", Schemas.users)
    let givenUp = try sandbox.bellows("generate", "add-age")
    #expect(givenUp.output.contains("was removed"))
    #expect(try sandbox.files()["Migrations/add-age"] == nil)
    #expect(try sandbox.read(own.key).hasSuffix("// filled in\n"))
    #expect(try sandbox.read("Migrations/current.schema").hasPrefix("// Written by Bellows: the schema"))
  }

  @Test("A plan on the base branch is not replaced")
  func aPlanThatTheBaseBranchHasStands() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.bellows("generate", "add-age")
    try sandbox.commitAll()
    try sandbox.git("checkout", "--quiet", "-b", "next")
    #expect(try sandbox.bellows("generate", "add-age").output.contains("already lead to the goal"))
    let note = try sandbox.bellows("plan")
    #expect(note.status == 0)
    #expect(note.errors.contains("plan add-age is under way, at deploy 1 of 2"))
    #expect(note.output.contains("field-added-required"), "the whole plan, not the rest of it")

    try sandbox.write("schemas/app.schema", Schemas.usersWithNickname)
    let before = try sandbox.files()
    for name in ["add-age", "add-nickname"] {
      let result = try sandbox.bellows("generate", name)
      #expect(result.status == 1)
      let message =
        name == "add-age"
        ? "can no longer change"
        : """
        plans-meet: add-nickname and add-age both change or rely on users.age; add-age is at deploy 1 of 2
          from its deploy 2 on it no longer does
        """
      #expect(result.errors.contains(message), "\(result.errors)")
    }
    let shown = try sandbox.bellows("plan")
    #expect(shown.status == 0 && shown.output.contains("field-removed-required"), "\(shown)")
    #expect(try sandbox.files() == before)
    #expect(try sandbox.bellows("generate", "add-age", "--base", "main~1").status == 0, "as the base branch was")
  }

  @Test("A finished plan is followed by the next one")
  func aFinishedPlanIsFollowedByTheNext() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithNickname)
    try sandbox.bellows("generate", "one")
    try sandbox.commitAll()
    try sandbox.write(
      "schemas/app.schema", Schemas.usersWithNickname.replacing("nickname", with: "nick: string?\n  nickname"))
    #expect(try sandbox.bellows("generate", "one").status == 1, "the name is taken")
    #expect(try sandbox.bellows("generate", "One").status == 1, "one folder on many disks")
    #expect(try sandbox.bellows("generate", "two").status == 0)
    #expect(!(try sandbox.read("Migrations/two/plan.json").contains("after")), "another field of the table")
    #expect(try sandbox.bellows("generate", "one").output.hasPrefix("Nothing to do"))
  }

  @Test("An edited current.schema is refused")
  func anEditedCurrentIsRefused() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.bellows("generate", "add-age")
    let current = try sandbox.read("Migrations/current.schema")
    try sandbox.write("Migrations/current.schema", current.replacing("age: int?", with: "age: string?"))
    #expect(try sandbox.bellows("plan").status == 2)
    #expect(try sandbox.bellows("generate", "add-age").errors.contains("only Bellows writes this file"))
    try sandbox.write("Migrations/current.schema", Schemas.users)
    #expect(try sandbox.bellows("plan").errors.contains("differs from deploy 1 of plan add-age"))
    try sandbox.write("Migrations/current.schema", current.replacing("\n", with: "\r\n"))
    #expect(try sandbox.bellows("plan").status == 0, "git may have changed the line breaks")
  }

  @Test("`generate --adopt` is refused if the goal has changes")
  func adoptingIsForTheFirstDay() throws {
    let sandbox = try Sandbox.adopted()
    #expect(try sandbox.bellows("generate", "--adopt").output.contains("Nothing to do"))
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.bellows("generate", "add-age")
    let result = try sandbox.bellows("generate", "--adopt")
    #expect(result.status == 1)
  }

  @Test("A failed `generate` leaves no file half written")
  func nothingIsHalfWritten() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)

    try sandbox.write("Sources/Migrations/add-age", "a file where a folder is needed")
    var before = try sandbox.files()
    let blocked = try sandbox.bellows("generate", "add-age")
    #expect(blocked.status == 2)
    #expect(blocked.errors.contains("Sources/Migrations/add-age"))
    #expect(blocked.output.isEmpty)
    #expect(try sandbox.files() == before)
    try sandbox.remove("Sources/Migrations/add-age")

    try sandbox.write("Migrations/add-age/plan.json/in-the-way", "")
    before = try sandbox.files()
    let folder = try sandbox.bellows("generate", "add-age")
    #expect(folder.status == 2)
    #expect(folder.errors.contains("Migrations/add-age"))
    #expect(try sandbox.files() == before)
    try sandbox.remove("Migrations/add-age")

    before = try sandbox.files()
    if sandbox.forbidWriting("Sources/Migrations") {
      let refused = try sandbox.bellows("generate", "add-age")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("Permission denied"))
      #expect(try sandbox.files() == before)
    }
    sandbox.allowWriting("Sources/Migrations")
    #expect(try sandbox.bellows("generate", "add-age").status == 0)
  }

  @Test("The file of named types is checked with the row types, and deleted with the last type that it has")
  func namedTypes() throws {
    let sandbox = try Sandbox()
    let file = "Sources/Migrations/Rows/named-types.generated.swift"
    try sandbox.git("init", "--quiet")
    #expect(try sandbox.bellows("init").status == 0)
    try sandbox.write(
      "schemas/app.schema", "target sqlite\n\ntype Role = \"a\" | \"b\"\n\ntable users {\n  role: Role?\n}\n")
    #expect(try sandbox.bellows("generate", "2026-01-01-start").status == 0)
    #expect(try sandbox.read(file).contains("public enum Role: LiteralUnion"))
    #expect(try sandbox.read("Migrations/current.schema").contains("\ntype Role = \"a\" | \"b\"\n"))
    try sandbox.commitAll()
    #expect(try sandbox.bellows("check").status == 0)

    let text = try sandbox.read(file)
    try sandbox.write(file, text.replacingOccurrences(of: "case a", with: "case c"))
    try sandbox.git("add", "--all")
    #expect(try sandbox.bellows("check").status == 1)
    try sandbox.write(file, text)

    try sandbox.write(
      "schemas/app.schema", "target sqlite\n\ntable users {\n  role: (\"a\" | \"b\" | \"c\")?\n}\n")
    #expect(try sandbox.bellows("generate", "2026-01-02-more").status == 0)
    #expect(throws: (any Error).self) { try sandbox.read(file) }
    try sandbox.git("add", "--all")
    let checked = try sandbox.bellows("check")
    #expect(checked.status == 0, "\(checked.output)")
  }
}

extension Sandbox {
  /// When each file was last written.
  func dates() throws -> [String: Date] {
    var dates: [String: Date] = [:]
    for path in try files().keys {
      let attributes = try FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)
      dates[path] = attributes[.modificationDate] as? Date
    }
    return dates
  }
}
