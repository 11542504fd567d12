// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// A schema that is read beside another is the schema that it is alone: same meaning, same places, same errors.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SchemaReadingTests {
  @Test("A schema read beside another one equals the same schema read alone")
  func randomSchemasReadBesideEachOtherAsAlone() throws {
    for number in 0..<Thorough.count(sample: 150, whole: 5_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema()
      let new = generator.edited(old, times: 1 + number % 4)
      let oldText = SourceFile(path: "old.schema", text: printSchema(old))
      let newText = SourceFile(path: "new.schema", text: "// Further down.\n" + printSchema(new))
      let alone = try SchemaReading([newText])
      let beside = try SchemaReading([newText], beside: SchemaReading([oldText]))
      #expect(beside.schema == alone.schema, "seed \(seed)")
      #expect(places(beside.schema) == places(alone.schema), "seed \(seed)")
    }
  }

  @Test("A schema divided into other files is the same beside the old one as alone")
  func filesMayBeCutOtherwise() throws {
    let tables = [
      "/// One.\ntable a { x: int }\n", "table b { y: id<a>\n index i (y) }\n", "table c = { k: 1 } | { k: 2 }\n",
    ]
    let old = try SchemaReading([SourceFile(path: "all.schema", text: tables.joined())])
    let files = tables.reversed().enumerated().map { SourceFile(path: "\($0.offset).schema", text: $0.element) }
    let (alone, beside) = (try SchemaReading(files), try SchemaReading(files, beside: old))
    #expect(beside.schema == alone.schema)
    #expect(places(beside.schema) == places(alone.schema))
  }

  @Test("Comments before a table belong to it")
  func commentsBeforeATableAreItsOwn() throws {
    let old = try SchemaReading([SourceFile(path: "", text: "/// Before.\ntable a { x: int }\n")])
    let new = try SchemaReading([SourceFile(path: "", text: "/// After.\ntable a { x: int }\n")], beside: old)
    #expect(new.schema.tables.map(\.documentation) == ["After."])
  }

  @Test(
    "A schema with errors has the same errors beside another one as alone",
    arguments: [
      // What a table refers to is gone, or can no longer be referred to.
      ("table a { x: int }\ntable b { y: id<a> }", "table b { y: id<a> }"),
      ("table a { x: int }\ntable b { y: id<a> }", "table a { x: int @key\nz: int @key }\ntable b { y: id<a> }"),
      ("table b { y: [{ m: id<a> }] }\ntable a { x: int }", "table b { y: [{ m: id<a> }] }"),
      // A name stands for another type, or for none.
      ("type T = string\ntable a { x: T\nsearch i (x) }", "type T = int\ntable a { x: T\nsearch i (x) }"),
      ("type T = string\ntable a { x: T }", "table a { x: T }"),
      // The target changes, and with it what can be stored.
      ("table a { x: string | uuid }", "target sqlite\ntable a { x: string | uuid }"),
      ("table a { sqlite: int }", "target postgresql\ntable a { xmin: int }"),
      // Keys elsewhere make two members look alike.
      (
        "target sqlite\ntable a { k: int @key }\ntable b { k: string @key }\ntable c { x: id<a> | id<b> }",
        "target sqlite\ntable a { k: string @key }\ntable b { k: string @key }\ntable c { x: id<a> | id<b> }"
      ),
      // Twice the same text, or names that the database takes for one.
      ("table a { x: int }", "table a { x: int }\ntable a { x: int }"),
      ("target sqlite\ntable a { x: int }", "target sqlite\ntable a { x: int }\ntable A { x: int }"),
      ("table a { x: int }", "table b @was(a) { x: int }\ntable a { x: int }"),
      // What stood before or stands behind belongs to it, or is an error of its own.
      ("table a { x: int }", "table a { x: int } }"),
      ("table a { x: int }", "table a { x: int }\n/// Of nothing."),
      ("table a { x: int }", "x table a { x: int }"),
    ])
  func errorsAreTheSame(old: String, new: String) throws {
    let old = try SchemaReading([SourceFile(path: "old.schema", text: old)])
    let files = [SourceFile(path: "new.schema", text: new)]
    let alone = #expect(throws: DiagnosticList.self) { try SchemaReading(files) }
    let beside = #expect(throws: DiagnosticList.self) { try SchemaReading(files, beside: old) }
    #expect(alone?.diagnostics == beside?.diagnostics)
  }

  /// Where everything stands, which takes no part in the equality of schemas.
  private func places(_ schema: Schema) -> [[SourceRange?]] {
    schema.tables.map { table in
      [table.range] + table.fields.map { table.range(of: $0) } + table.indexes.map { table.range(of: $0) }
    }
  }
}
