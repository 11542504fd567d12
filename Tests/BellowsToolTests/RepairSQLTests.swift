// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows generate --data --set`: a repair in SQL, without a function.
struct RepairSQLTests {
  private static let schema = """
    target sqlite

    table teams {
      code: string @key
      name: string
    }

    table users {
      email: string
      level: int
      nick: string? @column("nick_name")
      team: id<teams>?
    }

    """

  private func adopted() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    return sandbox
  }

  @Test("A repair in SQL has a plan and generated Swift, and no function to write")
  func files() throws {
    let sandbox = try adopted()
    let words = [
      "generate", "lower", "--data", "users", "--set", "email = lower(email), \"nick_name\" = trim(nick_name)", "--set",
      "level=level+1", "--where", "level > 0 and team is not null",
    ]
    let result = try sandbox.run(Sandbox.tool, words)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("no schema change, 1 deploy, 1 backfill"), "\(result.output)")
    #expect(!result.output.contains("Write the backfill functions"), "\(result.output)")
    let swift = try sandbox.read("Sources/Migrations/lower/Lower.generated.swift")
    #expect(
      swift.contains(
        """
            "users", after: 1,
            repairing: UsersAfter.self, key: [Column("_id", .int)], keysGrow: true,
            set: ["lower(email)", "level+1", "trim(nick_name)"],
            where: "level > 0 and team is not null"

        """), "\(swift)")
    #expect(swift.contains("public var nick: String?") && !swift.contains("UsersBefore"), "\(swift)")
    #expect(try !sandbox.files().keys.contains("Sources/Migrations/lower/Lower.swift"))
    let plan = try sandbox.read("Migrations/lower/plan.json")
    #expect(plan.contains(#""once": true"#), "\(plan)")
    #expect(plan.contains(#""where": "level > 0 and team is not null""#), "\(plan)")
    let page = try sandbox.read("Migrations/lower/plan.md")
    #expect(
      page.contains(
        """
        ```sql
        UPDATE users SET email = lower(email), level = level+1, nick_name = trim(nick_name)
        WHERE level > 0 and team is not null
        ```
        """), "\(page)")

    let before = try sandbox.files()
    #expect(try sandbox.run(Sandbox.tool, words).output.contains("is up to date"))
    #expect(try sandbox.files() == before, "the same again changes nothing")
    let attestation = try sandbox.attestation(of: 1, plan: "lower")
    try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: attestation))
    let advanced = try sandbox.bellows("advance", "attested.json")
    #expect(advanced.status == 0, "\(advanced.errors)")
  }

  @Test("bellows check accepts a repair in SQL, and reports an edited condition")
  func check() throws {
    let sandbox = try adopted()
    try sandbox.git("init", "--quiet")
    try sandbox.commitAll()
    #expect(
      try sandbox.bellows("generate", "--data", "raise", "users", "--set", "level = level + 1").status == 0)
    try sandbox.git("add", "--all")
    let fine = try sandbox.bellows("check")
    #expect(fine.status == 0, "\(fine.output) \(fine.errors)")
    let plan = try sandbox.read("Migrations/raise/plan.json")
    try sandbox.write("Migrations/raise/plan.json", plan.replacing("level + 1", with: "level + 2"))
    try sandbox.git("add", "--all")
    let edited = try sandbox.bellows("check")
    #expect(edited.status == 1, "\(edited.output)")
  }

  @Test("Command lines and SQL that make no repair are refused, and nothing is written")
  func refused() throws {
    let sandbox = try adopted()
    let before = try sandbox.files()
    for (words, sentence) in [
      (["users", "--data", "--set", "emial = 'x'"], "'users' has no column 'emial'; did you mean 'email'?"),
      (["users", "--data", "--set", "email = lower(email"], "has a '(' without ')'"),
      (["teams", "--data", "--set", "name = trim(name)"], "do not distinguish new rows"),
      (["users", "teams", "--data", "--set", "email = 'x'"], "--set repairs one table, not 2"),
      (["users", "--data", "--where", "1"], "'--where' needs '--set'"),
      (["--set", "email = 'x'"], "'--set' needs '--data'"),
      (["users", "--data", "--set", "email = 'x'", "--reads", "teams"], "'--set' and '--reads' cannot be combined"),
    ] {
      let result = try sandbox.run(Sandbox.tool, ["generate", "a-b"] + words)
      #expect(result.status == 2 && result.errors.contains(sentence), "\(words): \(result)")
      #expect(try sandbox.files() == before)
    }
  }
}
