// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// Files of a plan that somebody edited, and places that take no files: a clear error, and nothing written.
struct BadPlanTests {
  private func planned() throws -> Sandbox {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    #expect(try sandbox.bellows("generate", "add-age").status == 0)
    let attestation = try JSONSerialization.data(withJSONObject: sandbox.attestation(of: 1, plan: "add-age"))
    try sandbox.write("attested.json", attestation)
    return sandbox
  }

  static let edits: [(String, @Sendable (String) -> String)] = [
    ("cut off", { String($0.prefix($0.count / 2)) }),
    ("empty", { _ in "" }),
    ("no object", { _ in "[]" }),
    ("nested 100,000 deep", { _ in String(repeating: "[", count: 100_000) }),
    ("objects 100,000 deep", { _ in String(repeating: "{\"a\":", count: 100_000) }),
    ("another format", { $0.replacing("bellows-plan/2", with: "bellows-plan/1") }),
    ("another name", { $0.replacing("\"name\": \"add-age\"", with: "\"name\": \"other\"") }),
    ("another base", { $0.replacing("\"base\": \"", with: "\"base\": \"0") }),
    ("another table", { $0.replacing("\"tables\": [\"users\"]", with: "\"tables\": [\"../users\"]") }),
    ("another plan before", { $0.replacing("\"base\": \"", with: "\"after\": \"../x\", \"base\": \"") }),
    ("deploys gone", { $0.replacing("\"deploys\"", with: "\"deploy\"") }),
    ("a repair", { $0.replacing("\"rollout\"", with: "\"repair\": [], \"rollout\"") }),
  ]

  @Test("An edited plan is refused", arguments: edits.indices) func anEditedPlanIsRefused(_ index: Int) throws {
    let (name, edit) = Self.edits[index]
    let sandbox = try planned()
    let path = "Migrations/add-age/plan.json"
    let text = try sandbox.read(path)
    #expect(edit(text) != text, "\(name)")
    try sandbox.write(path, edit(text))
    let before = try sandbox.contents()
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 2, "\(name): \(result.output)\(result.errors)")
    #expect(result.errors.contains("Migrations/add-age/"), "\(name): \(result.errors)")
    #expect(result.output.isEmpty, "\(name)")
    #expect(try sandbox.contents() == before, "\(name)")
  }

  @Test("A folder in place of a file is named")
  func aFolderInPlaceOfAFileIsNamed() throws {
    for path in ["Migrations/add-age/plan.json", "Migrations/add-age/base.schema", "Migrations/current.schema"] {
      let sandbox = try planned()
      try sandbox.remove(path)
      try sandbox.write(path + "/x", "")
      let before = try sandbox.contents()
      let result = try sandbox.bellows("advance", "attested.json")
      #expect(result.status == 2)
      #expect(result.errors.contains(path), "\(result.errors)")
      #expect(try sandbox.contents() == before)
    }
  }

  @Test("An attestation with deeply nested JSON is rejected", arguments: ["[", "{\"a\":"]) func aDeepAttestationIsNone(
    _ text: String
  ) throws {
    let sandbox = try planned()
    try sandbox.write("attested.json", String(repeating: text, count: 100_000))
    let before = try sandbox.contents()
    let result = try sandbox.bellows("advance", "attested.json")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("error: attested.json: "))
    #expect(try sandbox.contents() == before)
  }

  @Test("A git revision that does not exist is named")
  func aRevisionThatIsNotThereIsNamed() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    let before = try sandbox.files()
    for arguments in [["plan", "--from", "nowhere"], ["generate", "add-age", "--base", "nowhere"]] {
      // Whether others have a plan is asked only once there is one.
      let result = try sandbox.run(Sandbox.tool, arguments)
      guard result.status != 0 else { continue }
      #expect(result.status == 2)
      #expect(result.errors.contains("nowhere"), "\(result.errors)")
      #expect(try sandbox.files() == before)
    }
    #expect(try sandbox.bellows("plan", "--from", "--help").status == 2, "a word that looks like an option")
  }

  /// The shell's limit is the same refusal as that of a full disk, in any file system and for any user.
  @Test("A full disk leaves all files unchanged", arguments: [0, 1, 4]) func aPlaceThatTakesNoMoreIsLeftAsItWas(
    _ blocks: Int
  ) throws {
    let sandbox = try Sandbox.adopted()
    let fields = (0..<200).map { "  field\($0): string\n" }.joined()
    try sandbox.write("schemas/app.schema", "target document\n\ntable users {\n  email: string\n\(fields)}\n")
    let before = try sandbox.contents()
    let shell = URL(fileURLWithPath: "/bin/sh")
    // What is printed goes through a pipe: the limit is for files.
    let line = "{ ulimit -f \(blocks); '\(Sandbox.tool.path)' generate many; echo \"ends $?\"; } 2>&1 | cat"
    let result = try sandbox.run(shell, ["-c", line])
    #expect(result.output.contains("cannot be written"), "\(result.output)")
    #expect(result.output.hasSuffix("ends 2\n"), "\(result.output)")
    #expect(try sandbox.contents() == before, "nothing is half written, and nothing temporary is left")
    #expect(try sandbox.bellows("generate", "many").status == 0)
  }
}
