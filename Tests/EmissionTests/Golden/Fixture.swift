// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import Testing

/// A folder with `before.schema` and `after.schema`, by its path in the repository.
struct Fixture: CustomTestStringConvertible {
  var path: String

  var testDescription: String { path }

  /// All such folders under `schemas/`, sorted.
  static let all: [Fixture] = {
    let files = FileManager.default.enumerator(atPath: packageRoot.appendingPathComponent("schemas").path)
    let paths = (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix("/after.schema") }
    return paths.map { Fixture(path: "schemas/" + $0.dropLast("/after.schema".count)) }.sorted { $0.path < $1.path }
  }()

  func file(_ name: String) throws -> SourceFile {
    let path = path + "/" + name
    return SourceFile(path: path, bytes: [UInt8](try Data(contentsOf: packageRoot.appendingPathComponent(path))))
  }
}

@Suite struct FixtureTests {
  @Test("The schemas of the repository are formatted", arguments: Fixture.all, ["before.schema", "after.schema"])
  func schemasOfTheRepositoryAreInCanonicalForm(fixture: Fixture, name: String) throws {
    let file = try fixture.file(name)
    #expect(try printSchema(readSchema([file])) == String(decoding: file.bytes, as: UTF8.self))
  }

  @Test("Every pattern has a description", arguments: Fixture.all.filter { $0.path.hasPrefix("schemas/patterns/") })
  func everyPatternSaysWhatItIs(fixture: Fixture) throws {
    let about = try String(decoding: fixture.file("about.txt").bytes, as: UTF8.self)
    let lines = about.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines.last == "" && lines.first?.hasSuffix(".") == true, "one sentence on one line")
    #expect(about.count <= 140)
  }
}
