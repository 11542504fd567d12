// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows init --postgresnio`.
struct PostgresNIOFileTests {
  private static let path = "Sources/BellowsPostgresNIO/BellowsPostgresNIO.swift"

  @Test("init --postgresnio writes a schema for PostgreSQL and the connection, and keeps an existing one")
  func file() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.bellows("init", "--postgresnio")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("wrote    \(Self.path)") && result.output.contains("  5. "), "\(result.output)")
    #expect(try sandbox.read("schemas/app.schema").hasPrefix("target postgresql\n"))
    try sandbox.write(Self.path, "// mine\n")
    let again = try sandbox.bellows("init", "--postgresnio")
    #expect(again.status == 0 && again.output.contains("kept     \(Self.path)"), "\(again)")
    #expect(try sandbox.read(Self.path) == "// mine\n")
  }

  @Test("The connection compiles, without a warning, against what PostgresNIO declares")
  func compiles() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.bellows("init", "--postgresnio").status == 0)
    let declarations = Sandbox.package.appendingPathComponent("Tests/BellowsToolTests/PostgresNIODeclarations.txt")
    try sandbox.write("PostgresNIO.swift", String(contentsOf: declarations, encoding: .utf8))
    let library = try sandbox.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "swiftc", "-emit-module", "-parse-as-library", "-swift-version", "6", "-module-name", "PostgresNIO",
        "PostgresNIO.swift",
      ])
    #expect(library.status == 0, "\(library.errors)")
    let modules = Sandbox.tool.deletingLastPathComponent().appendingPathComponent("Modules")
    let result = try sandbox.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["swiftc", "-typecheck", "-swift-version", "6", "-I", modules.path, "-I", ".", Self.path])
    #expect(result.status == 0 && !result.errors.contains("warning:"), "\(result.errors)")
  }

  @Test("init --postgresnio is for PostgreSQL, and for one library")
  func others() throws {
    let sandbox = try Sandbox()
    for words in [["--postgresnio", "--target", "sqlite"], ["--postgresnio", "--grdb"], ["--postgresnio", "--hook"]] {
      let refused = try sandbox.run(Sandbox.tool, ["init"] + words)
      #expect(refused.status == 2 && refused.errors.contains("cannot be combined"), "\(refused.errors)")
    }
  }

  @Test("init --postgresnio in a package whose schema is for another database is refused, and writes nothing")
  func otherSchema() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.bellows("init", "--target", "sqlite").status == 0)
    let refused = try sandbox.bellows("init", "--postgresnio")
    #expect(refused.status == 2, "\(refused)")
    #expect(
      refused.errors.contains("'--postgresnio' and 'target sqlite' of 'schemas/app.schema' cannot be combined"),
      "\(refused)")
    #expect(try !sandbox.files().keys.contains(Self.path))
  }
}
