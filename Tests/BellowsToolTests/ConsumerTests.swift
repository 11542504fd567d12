// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// The plugins, in a package of its own that depends on this one by path.
struct ConsumerTests {
  @Test("The plugins plan, and generate Swift that compiles", .timeLimit(.minutes(60)))
  func thePluginsPlanAndGenerateWhatCompiles() throws {
    let sandbox = try Sandbox()
    try sandbox.copyConsumer()
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    let schema = try sandbox.read("schemas/app.schema")
    try sandbox.write(
      "schemas/app.schema", schema.replacing("  name: string\n", with: "  fullName: string @was(name)\n  age: int\n"))
    try sandbox.write(".gitignore", ".build\n")
    try sandbox.commitAll()
    let before = try sandbox.files()

    let check = try sandbox.swift("package", "check-schema")
    #expect(check.status == 1)
    #expect(check.output.contains("error: no plan contains this change: users.age"), "\(check.output)\(check.errors)")

    let plan = try sandbox.swift("package", "plan-migration", "--format", "json")
    #expect(plan.status == 0, "\(plan.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any]
    #expect(json?["verdict"] as? String == "breaking", "the report alone is on standard output")
    #expect(try sandbox.swift("package", "plan-migration", "nowhere.schema").status != 0)
    let help = try sandbox.swift("package", "plan-migration", "--help")
    #expect(help.output.contains("usage: bellows plan"))

    let name = "2026-03-01-add-age"
    let unpermitted = try sandbox.swift("package", "generate-migration", name)
    #expect(unpermitted.status != 0)
    #expect(try sandbox.files() == before)
    let permission = "--allow-writing-to-package-directory"
    let generated = try sandbox.swift("package", permission, "generate-migration", name)
    #expect(generated.status == 0, "\(generated.errors)")
    #expect(try sandbox.read("Migrations/\(name)/deploy").hasPrefix("1 of "))
    try sandbox.git("add", "--all")
    let whole = try sandbox.swift("package", "check-schema")
    #expect(whole.status == 0, "\(whole.output)\(whole.errors)")
    let files = try sandbox.files()
    let again = try sandbox.swift("package", "generate-migration", permission, name)
    #expect(again.status != 0 || again.output.contains("Nothing to do"), "the option may stand behind the verb too")
    #expect(try sandbox.files() == files)

    let build = try sandbox.swift("build")
    #expect(build.status == 0, "\(build.output)\n\(build.errors)")
    let run = try sandbox.swift("run", "--skip-build", "App")
    #expect(run.output == "plans: 1\n")

    // The app uses none of the row types, so the next deploy's compile as they are.
    let attestation = try sandbox.attestation(of: 1, plan: name)
    try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: attestation))
    #expect(try sandbox.bellows("advance", "attested.json").status == 0)
    let second = try sandbox.swift("build")
    #expect(second.status == 0, "\(second.output)\n\(second.errors)")
  }
}

extension Sandbox {
  /// Runs `swift` in the folder.
  fileprivate func swift(_ arguments: String...) throws -> Result {
    try run(URL(fileURLWithPath: "/usr/bin/env"), ["swift"] + arguments)
  }

  /// Makes the folder a copy of the consumer's package, with the way to this package mended.
  fileprivate func copyConsumer() throws {
    let consumer = Self.package.appendingPathComponent("Tests/Consumer")
    for path in ["Package.swift", "Sources/App/main.swift", "schemas/app.schema"] {
      try write(path, try Data(contentsOf: consumer.appendingPathComponent(path)))
    }
    let manifest = try read("Package.swift")
    let mended = manifest.replacing("path: \"../..\"", with: "path: \"\(Self.package.path)\"")
    #expect(mended != manifest)
    try write("Package.swift", mended)
  }
}
