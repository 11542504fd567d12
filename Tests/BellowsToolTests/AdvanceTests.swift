// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// `bellows advance`: which attestations open the next deploy.
struct AdvanceTests {
  /// An attestation of deploy 1 of the plan that adds an age, with members changed.
  private func attestation(_ sandbox: Sandbox, _ changes: String = "{}") throws -> String {
    var members = try sandbox.attestation(of: 1, plan: "add-age")
    let changed = try JSONSerialization.jsonObject(with: Data(changes.utf8)) as? [String: Any]
    members.merge(try #require(changed)) { $1 }
    return String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
  }

  private func planned() throws -> Sandbox {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    #expect(try sandbox.bellows("generate", "add-age").status == 0)
    return sandbox
  }

  @Test("An attestation allows the next deploy")
  func anAttestationOpensTheNextDeploy() throws {
    let sandbox = try planned()
    let text = try attestation(sandbox)
    try sandbox.write("attested.json", text)
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 0, "\(result.errors)")
    let current = try sandbox.read("Migrations/current.schema")
    #expect(try sandbox.stage(of: "add-age") == (2, 2))
    #expect(current.contains("age: int\n"))
    #expect(try sandbox.read("Migrations/add-age/1-attested-production-app.json") == text)
    #expect(try sandbox.bellows("plan").output == "no change\n")

    // Another database is filed and moves nothing; the same one again changes nothing at all.
    let before = try sandbox.files()
    #expect(try sandbox.bellows("advance", "attested.json").status == 0)
    #expect(try sandbox.files() == before)
    try sandbox.write("second.json", try attestation(sandbox, #"{ "database": "eu/app.sqlite" }"#))
    #expect(try sandbox.bellows("advance", "second.json").status == 0)
    #expect(try sandbox.read("Migrations/current.schema") == current)
    #expect(
      try sandbox.files().keys.contains { $0.hasPrefix("Migrations/add-age/1-attested-production-eu-app-sqlite-") })
  }

  @Test(
    "`advance` moves the code exactly if `check` accepts the commit",
    arguments: [
      [("production", "app")], [("staging", "app")], [("staging", "app"), ("production", "app")],
      [("production", "eu")], [("production", "eu"), ("staging", "us")], [("production", "us"), ("production", "eu")],
    ], ["", "# None.\n", "app\n", "eu\nus\n"])
  func advanceAndCheckAgree(attested: [(String, String)], listed: String) throws {
    let sandbox = try Sandbox.planned()
    if !listed.isEmpty { try sandbox.write("Migrations/production", listed) }
    try sandbox.commitAll()
    for (environment, database) in attested {
      let changes = #"{ "environment": "\#(environment)", "database": "\#(database)" }"#
      try sandbox.write("attested.json", try attestation(sandbox, changes))
      let result = try sandbox.bellows("advance", "attested.json")
      #expect(result.status == 0, "\(result.errors)")
    }
    try sandbox.remove("attested.json")
    let names = listed.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let production = attested.filter { $0.0 == "production" }.map(\.1)
    let isOpen = names.isEmpty ? !production.isEmpty : names.allSatisfy { production.contains(String($0)) }
    #expect(try sandbox.stage(of: "add-age").deploy == (isOpen ? 2 : 1))
    let status = try sandbox.bellows("status").output
    #expect(!status.contains("bellows advance to deploy"), "\(status)")
    try sandbox.git("add", "--all")
    try sandbox.passes()
    // The same files with the next deploy by hand.
    guard !isOpen else { return }
    let valid = try attestation(sandbox)
    if !listed.isEmpty { try sandbox.remove("Migrations/production") }
    try sandbox.write("attested.json", valid)
    #expect(try sandbox.bellows("advance", "attested.json").status == 0)
    try sandbox.remove("attested.json")
    if !attested.contains(where: { $0 == ("production", "app") }) {
      try sandbox.remove("Migrations/add-age/1-attested-production-app.json")
    }
    if !listed.isEmpty { try sandbox.write("Migrations/production", listed) }
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals() == ["attestation-missing"])
  }

  @Test("An attestation of another environment than production is filed, and moves nothing")
  func otherEnvironment() throws {
    let sandbox = try planned()
    try sandbox.write("attested.json", try attestation(sandbox, #"{ "environment": "staging" }"#))
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("filed the attestation of deploy 1; waiting for production."), "\(result.output)")
    #expect(try sandbox.stage(of: "add-age") == (1, 2))
    #expect(try sandbox.read("Migrations/add-age/1-attested-staging-app.json").contains("staging"))
  }

  /// Members that are changed, what is said about it, and how the tool ends.
  static let wrong: [(String, String, Int32)] = [
    (#"{ "plan": "other" }"#, "for plan other", 1),
    (#"{ "deploy": 2 }"#, "for deploy 2", 1),
    (#"{ "schema": "0000" }"#, "fingerprints differ", 1),
    (#"{ "released": false }"#, "older code still runs", 1),
    (#"{ "counts": [{ "name": "users.age", "rows": 9, "remaining": 3 }] }"#, "users.age: 3 rows remain", 1),
    (#"{ "counts": [] }"#, "does not count users.age", 1),
    (#"{ "counts": [{ "name": "users.age", "rows": 9 }] }"#, #""counts.0.remaining""#, 2),
    (#"{ "deploy": "one" }"#, #""deploy""#, 2),
    (#"{ "deploy": 0 }"#, #""deploy""#, 2),
    (#"{ "plan": "../../etc" }"#, #""plan""#, 2),
    (#"{ "environment": null }"#, #""environment""#, 2),
    (#"{ "format": "bellows-attestation/9" }"#, "bellows-attestation/9", 2),
  ]

  @Test("An attestation for another plan, deploy or state is rejected", arguments: wrong)
  func whatAnAttestationMustSay(_ changes: String, _ sentence: String, _ status: Int32) throws {
    let sandbox = try planned()
    try sandbox.write("attested.json", try attestation(sandbox, changes))
    let before = try sandbox.files()
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == status)
    #expect(result.errors.contains(sentence), "\(result.errors)")
    #expect(try sandbox.files() == before)
  }

  @Test("A file that is not an attestation is a clear error")
  func whatIsNoAttestationIsAClearError() throws {
    let sandbox = try planned()
    for (text, sentence) in [("", "not a JSON"), ("{", "not a JSON"), ("[]", "not a JSON"), ("{}", "missing")] {
      try sandbox.write("attested.json", text)
      let result = try sandbox.bellows("advance", "attested.json")
      #expect(result.status == 2)
      #expect(result.errors.contains(sentence), "\(result.errors)")
    }
    #expect(try sandbox.bellows("advance", "nowhere.json").status == 2)
    #expect(try sandbox.bellows("advance", "schemas").errors.contains("it is a folder"))
  }

  @Test("`advance` without a plan is an error")
  func withoutAPlanNothingAdvances() throws {
    let sandbox = try planned()
    try sandbox.write("attested.json", try attestation(sandbox))
    try sandbox.bellows("drop", "add-age")
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 1)
    #expect(result.errors.contains("has no plan"), "\(result.errors)")
  }

  @Test("`advance` refuses an edited or missing plan file", arguments: ["plan.json", "base.schema", "goal.schema"])
  func anEditedOrMissingPlanFileIsRefused(_ name: String) throws {
    let sandbox = try planned()
    try sandbox.write("attested.json", try attestation(sandbox))
    let path = "Migrations/add-age/\(name)"
    let text = try sandbox.read(path)
    let edited =
      name == "plan.json"
      ? text.replacing("\"base\": \"", with: "\"base\": \"0") : text.replacing("email", with: "mail")
    #expect(edited != text)
    try sandbox.write(path, edited)
    let before = try sandbox.files()
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(try sandbox.files() == before)
    try sandbox.remove(path)
    #expect(try sandbox.bellows("advance", "attested.json").status == 2)
  }

  @Test("A rename on SQLite is one commit, and needs no attestation")
  func aRenameIsOneCommit() throws {
    let sandbox = try Sandbox()
    let schema = Schemas.users.replacing("document", with: "sqlite")
    try sandbox.write("schemas/app.schema", schema)
    try sandbox.bellows("generate", "--adopt")
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", schema.replacing("name: string", with: "fullName: string @was(name)"))
    let result = try sandbox.bellows("generate", "rename")
    #expect(try sandbox.stage(of: "rename") == (3, 3))
    #expect(
      result.output.contains(
        """
               migrate run: deploy 1, backfills users.fullName, deploy 2
               release the code
               migrate released: when no older code runs
               migrate run: deploy 3 (backs up and deletes data)

        """), "\(result.output)")
    try sandbox.git("add", "--all")
    #expect(try sandbox.bellows("check").status == 0)
    try sandbox.commitAll()
    #expect(try sandbox.bellows("check", "--base", "HEAD~1").status == 0)
    #expect(try sandbox.bellows("plan").output == "no change\n")
    // A commit that skips a release is refused.
    try sandbox.write("schemas/app.schema", schema.replacing("name: string", with: "fullName: int @was(name)"))
    #expect(try sandbox.bellows("generate", "retype").status == 0)
    let (first, count) = try sandbox.stage(of: "retype")
    #expect(first < count)
    try sandbox.edit("Migrations/retype/deploy", "\(first) of", "\(count) of")
    try sandbox.git("add", "--all")
    let skipped = try sandbox.bellows("check")
    #expect(skipped.status == 1, "\(skipped.output)")
  }

  @Test("`advance` leads through every deploy of a plan", arguments: [("rolling", 4), ("offline", 1)])
  func aPlanIsWalkedToItsEnd(_ rolloutMode: String, _ least: Int) throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.bellows("generate", "--adopt")
    try sandbox.write(
      "schemas/app.schema", Schemas.users.replacing("name: string", with: "fullName: string @was(name)"))
    #expect(try sandbox.bellows("generate", "rename", "--rollout", rolloutMode).status == 0)
    let (first, count) = try sandbox.stage(of: "rename")
    #expect(count == least && first == 1)
    #expect(try sandbox.bellows("plan").status == 0)
    // The last deploy releases no code: it needs no commit.
    for (deploy, next) in rolloutMode == "offline" ? [] : [(1, 2), (2, 4)] {
      let members = try sandbox.attestation(of: deploy, plan: "rename")
      try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: members))
      let result = try sandbox.bellows("advance", "attested.json")
      #expect(result.status == 0, "\(result.errors)")
      #expect(try sandbox.stage(of: "rename") == (next, count))
    }
    #expect(try sandbox.bellows("plan").output == "no change\n", "the goal still says what it was called")
    #expect(try sandbox.bellows("generate", "again").output.contains("Nothing to do"))
    // Nobody attests an offline plan.
    guard rolloutMode == "rolling" else { return }
    let tooFar = try sandbox.attestation(of: count, plan: "rename")
    try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: tooFar))
    #expect(try sandbox.bellows("advance", "attested.json").output.contains("the plan is complete"))
  }
}

extension Sandbox {
  /// What `migrate verify --attest` prints when a deploy's work is done: all that the next one's gate names, at zero.
  func attestation(of deploy: Int, plan: String) throws -> [String: Any] {
    let file = Data(try read("Migrations/\(plan)/plan.json").utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
    let fingerprints = try #require(json["deploys"] as? [String])
    let next = try deploySources(of: plan).dropFirst(deploy).first ?? ""
    let names = next.matches(of: /(?:\.backfilled|StoredCheck)\("([^"]*)"/).map { String($0.1) }

    return [
      "format": "bellows-attestation/1", "plan": plan, "deploy": deploy, "schema": fingerprints[deploy - 1],
      "environment": "production", "database": "app", "released": true,
      "counts": names.map { ["name": $0, "rows": 1042, "remaining": 0] as [String: Any] },
      "time": "2026-03-02T10:11:12Z",
    ]
  }

  /// The Swift of each deploy in the generated file of a plan.
  func deploySources(of plan: String) throws -> [String] {
    let folder = "Sources/Migrations/\(plan)/"
    let path = try #require(files().keys.first { $0.hasPrefix(folder) && $0.hasSuffix(".generated.swift") })
    let parts = try read(path).components(separatedBy: "MigrationDeploy(").dropFirst()
    return parts.map { $0.components(separatedBy: "backfills: [")[0] }
  }
}
