// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows generate --data`, and plans for new names in the language alone: nothing stored changes its form.
struct RepairTests {
  static let schema = """
    target sqlite

    table posts {
      author: id<users>
    }

    table tags {
      name: string
    }

    table users {
      email: string
      name: string
    }

    """

  private func adopted() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    return sandbox
  }

  @Test("A repair is a plan of one deploy")
  func aRepairIsAPlanOfOneDeploy() throws {
    let sandbox = try adopted()
    let result = try sandbox.bellows("generate", "--data", "lower-emails", "users", "--reads", "tags")
    #expect(result.status == 0, "\(result.errors)")
    let current = try sandbox.read("Migrations/current.schema")
    #expect(try sandbox.stage(of: "lower-emails") == (1, 1))
    #expect(current.hasSuffix(Self.schema))
    let bodies = try sandbox.read("Sources/Migrations/lower-emails/LowerEmails.swift")
    #expect(
      bodies.contains("func users(_ row: UsersBefore, _ rows: Rows) async throws(Unfilled) -> After<UsersBefore>"))
    let swift = try sandbox.read("Sources/Migrations/lower-emails/LowerEmails.generated.swift")
    for type in ["UsersBefore", "TagsBefore", "TagsWrite"] {
      #expect(swift.contains("public struct \(type): "), "\(type)")
    }
    #expect(!swift.contains("PostsBefore"), "only the tables that functions read")
    #expect(try sandbox.read("Sources/Migrations/Plans.generated.swift").contains("LowerEmails.plan,"))

    let before = try sandbox.files()
    #expect(try sandbox.bellows("generate", "--data", "lower-emails", "users", "--reads", "tags").status == 0)
    #expect(try sandbox.files() == before, "the same again changes nothing")
    #expect(try sandbox.bellows("plan").output == "no change\n")
  }

  @Test("A repair that runs once says so in its plan and its Swift, and keeps to it")
  func aRepairOnce() throws {
    let sandbox = try adopted()
    let result = try sandbox.bellows("generate", "--data", "--once", "raise", "users")
    #expect(result.status == 0, "\(result.errors)")
    let swift = try sandbox.read("Sources/Migrations/raise/Raise.generated.swift")
    #expect(swift.contains("kind: .custom, pending: .once,\n") && swift.contains("keysGrow: true,"), "\(swift)")
    #expect(try sandbox.read("Migrations/raise/plan.json").contains("\"once\": true"))
    let before = try sandbox.files()
    #expect(try sandbox.bellows("generate", "--data", "--once", "raise", "users").status == 0)
    #expect(try sandbox.files() == before, "the same again changes nothing")
    let attestation = try sandbox.attestation(of: 1, plan: "raise")
    try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: attestation))
    let advanced = try sandbox.bellows("advance", "attested.json")
    #expect(advanced.status == 0, "\(advanced.errors)")
  }

  @Test("Keys that do not grow are not said to, and a target without backups is refused")
  func onceWithoutGrowingKeys() throws {
    for (target, key, status) in [("sqlite", "id: string @key", Int32(0)), ("document", "", 2)] {
      let sandbox = try Sandbox()
      try sandbox.write("schemas/app.schema", "target \(target)\n\ntable users {\n  \(key)\n  name: string\n}\n")
      #expect(try sandbox.bellows("generate", "--adopt").status == 0)
      let result = try sandbox.bellows("generate", "--data", "--once", "raise", "users")
      #expect(result.status == status, "\(result)")
      if status == 0 {
        let swift = try sandbox.read("Sources/Migrations/raise/Raise.generated.swift")
        #expect(swift.contains("pending: .once,") && !swift.contains("keysGrow"), "\(swift)")
      } else {
        #expect(result.errors.contains("target document has no backups"), "\(result.errors)")
      }
      let alone = try sandbox.bellows("generate", "--once", "other")
      #expect(alone.status == 2 && alone.errors.contains("'--once' needs '--data'"), "\(alone)")
    }
  }

  @Test("A repair is followed by the plan of the goal")
  func aRepairIsFollowedByThePlanOfTheGoal() throws {
    let sandbox = try adopted()
    let goal = Self.schema.replacing("name: string\n}\n\ntable users", with: "name: string?\n}\n\ntable users")
    try sandbox.write("schemas/app.schema", goal)
    #expect(try sandbox.bellows("generate", "--data", "lower-emails", "users").status == 0)
    #expect(try sandbox.read("Migrations/current.schema").hasSuffix(Self.schema), "whatever the goal says")
    #expect(try sandbox.bellows("generate", "optional-tags").status == 0)
    #expect(!(try sandbox.read("Migrations/optional-tags/plan.json").contains("after")), "they share no table")
    let list = try sandbox.read("Sources/Migrations/Plans.generated.swift")
    #expect(list.contains("    LowerEmails.plan,\n") && list.contains("    OptionalTags.plan"), "\(list)")
    let beside = try sandbox.bellows("generate", "--data", "again", "users")
    #expect(beside.status == 0, "users is not what the plan under way changes: \(beside.errors)")
    let tags = try sandbox.bellows("generate", "--data", "tags", "tags")
    #expect(tags.status == 1 && tags.errors.contains("plans-meet: tags and optional-tags"), "\(tags)")
  }

  @Test("The attestation of a repair is filed")
  func itsAttestationIsFiled() throws {
    let sandbox = try adopted()
    #expect(try sandbox.bellows("generate", "--data", "lower-emails", "users", "--reads", "tags").status == 0)
    let attestation = try sandbox.attestation(of: 1, plan: "lower-emails")
    try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: attestation))
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try sandbox.files().keys.contains { $0.hasPrefix("Migrations/lower-emails/1-attested-") })
  }

  @Test("Wrong arguments of a repair are named")
  func whatCannotBeRepairedIsNamed() throws {
    let sandbox = try adopted()
    let before = try sandbox.files()
    for (words, sentence) in [
      (["userz"], "no table is called 'userz'; did you mean 'users'?"), ([], "missing argument TABLE"),
      (["users", "--reads", "tag"], "no table is called 'tag'; did you mean 'tags'?"),
    ] {
      let result = try sandbox.run(Sandbox.tool, ["generate", "--data", "a-b"] + words)
      #expect(result.status == 2)
      #expect(result.errors.contains(sentence), "\(result.errors)")
      #expect(try sandbox.files() == before)
    }
  }

  @Test("A field with a new name and its old column has the new name in Swift")
  func newNamesInTheLanguageReachTheSwift() throws {
    let sandbox = try adopted()
    let goal = Self.schema.replacing("name: string\n}\n\n", with: "label: string @column(\"name\")\n}\n\n")
    try sandbox.write("schemas/app.schema", goal)
    let plan = try sandbox.bellows("plan").output
    #expect(plan.hasPrefix("no change to stored data; 1 deploy\nnames: tags.name -> tags.label\n"))
    #expect(try sandbox.bellows("generate", "label").status == 0)
    #expect(try sandbox.read("Migrations/current.schema").contains("label: string @column(\"name\")"))
    #expect(try sandbox.read("Sources/Migrations/Rows/tags.row.generated.swift").contains("public var label: String"))
    #expect(try sandbox.bellows("plan").output == "no change\n")
  }
}
