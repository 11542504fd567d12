// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// What is printed is read back as the same schema, whatever it holds.
@Suite struct RoundTripTests {
  @Test("A random schema is printed and read back unchanged", arguments: 0..<300 as Range<UInt64>)
  func aRandomSchemaComesBack(seed: UInt64) throws {
    var generator = SchemaGenerator(seed: seed)
    let schema = generator.schema()
    try expectToComeBack(schema, seed)
    let edited = generator.edited(schema, times: 3)
    try expectToComeBack(edited, seed)
  }

  private func expectToComeBack(_ schema: Schema, _ seed: UInt64) throws {
    let text = printSchema(schema)
    let again: Schema
    do throws(DiagnosticList) {
      again = try readSchema([SourceFile(path: "printed.schema", text: text)])
    } catch {
      Issue.record("seed \(seed): \(error.diagnostics.map { "\($0.id.rawValue): \($0.message)" })\n\(text)")
      return
    }
    #expect(again == schema, "seed \(seed)\n\(text)")
    #expect(printSchema(again) == text)
    #expect(try format(SourceFile(path: "printed.schema", text: text)) == text)
    #expect(again.fingerprint == schema.fingerprint)
  }

  @Test("Random edits include every kind of edit", arguments: SchemaEdit.allCases)
  func everyKindOfEditIsPossible(edit: SchemaEdit) {
    let isPossible = (0..<200 as Range<UInt64>).contains { seed in
      var generator = SchemaGenerator(seed: seed)
      let schema = generator.schema().withoutHistory
      return generator.edited(schema, by: edit).map { $0 != schema } ?? false
    }
    #expect(isPossible)
  }
}
