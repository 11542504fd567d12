// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// Types as SQLite checks them: all that a type allows passes, and what only SQL decides is decided as the types say.
@Suite struct ConditionTests {
  /// Quotes, emoji, the ends of 64 bits, big JSON: whatever a type allows, its column takes.
  @Test("No column condition rejects a value of its type")
  func noColumnRefusesWhatItsTypeAllows() throws {
    var (rows, tables) = (0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 250, whole: 10_000))) {
      var generator = SchemaGenerator(seed: seed)
      let schema = generator.schema(target: .sqlite)
      let storage = Storage(of: schema)
      var sampler = Sampler(seed: seed)
      sampler.isNasty = true
      for table in schema.tables {
        let database = try ScratchDatabase()
        let definition = TableBuilder(StoreRevision(schema)).definition(of: table)
        try database.run(definition.create())
        try database.run("PRAGMA foreign_keys = OFF")
        tables += 1
        for row in 0..<20 {
          var columns: [String] = []
          var values: [String] = []
          for field in table.fields {
            columns.append(field.storedName.sql)
            let value = field.isKey ? sampler.key(of: field.type, row: row) : nil
            values.append(
              storage.sql(value ?? sampler.value(of: field.type), field.type.value, stored: field.storedForm))
          }
          if case .variants = table.content {
            columns.append(ColumnID.wholeRow.sql)
            values.append(storage.json(sampler.value(of: FieldType(table.rowType))).sqlLiteral)
          }
          if columns.isEmpty { continue }
          let list = columns.joined(separator: ", ")
          let insert = "INSERT INTO \(table.storedName.sql) (\(list)) VALUES (\(values.joined(separator: ", ")))"
          do {
            try database.run(insert)
            rows += 1
          } catch let error as ScratchDatabase.Failure where error.message.hasPrefix("UNIQUE") {
            continue
          } catch {
            Issue.record("seed \(seed): \(insert)\n\(definition.create())")
            break
          }
        }
      }
    }
    print("conditions: seed \(Thorough.seed), \(tables) tables took \(rows) rows")
  }

  /// Where SQL says which rows a narrower type refuses, it says what the types say.
  @Test("A column condition rejects values that are not of its type")
  func violationsAreThoseOfTheTypes() throws {
    var (said, unsaid, wrongValues) = (0, 0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 400, whole: 40_000))) {
      var generator = SchemaGenerator(seed: seed)
      let schema = generator.schema(target: .sqlite)
      let storage = Storage(of: schema)
      var old = Field("f", FieldType(generator.type(in: schema), isOptional: generator.random.happens(50)))
      var new = FieldType(generator.type(in: schema), isOptional: generator.random.happens(50))
      if generator.random.happens(70) {
        // Two types that have something in common.
        guard let both = ValueType.union(of: [old.type.value, new.value]),
          storage.indistinguishableMembers(of: both) == nil
        else { continue }
        old.type.value = both
      }
      if generator.random.happens(10) { new.value = old.type.value }
      // Plans change a column in place only where all values can be told apart in it.
      guard let both = ValueType.union(of: [old.type.value, new.value]),
        storage.indistinguishableMembers(of: both) == nil
      else { continue }
      let kind = ColumnKind(old, storage)
      let condition = TypeCondition(storage: storage)
      // A number in `any` may be the key of a row or not: who reads it decides.
      if "\(old.type)".contains("any") { continue }
      guard let violation = condition.violation(of: new, by: kind, "f") else {
        unsaid += 1
        continue
      }
      said += 1
      let database = try ScratchDatabase()
      var sampler = Sampler(seed: seed)
      for _ in 0..<20 {
        let value = sampler.value(of: old.type)
        let literal = storage.sql(value, old.type.value)
        let isWrong = try database.rows("SELECT \(violation) FROM (SELECT \(literal) AS f)")[0][0]
        let expected = new.contains(value) ? "0" : "1"
        if expected == "1" { wrongValues += 1 }
        #expect(isWrong == expected, "seed \(seed): \(literal) of \(old.type) in \(new): \(violation)")
        guard storage.form(of: new.value) == kind.form, new.contains(value), value != .absent else { continue }
        // What fits the narrower type is not refused by its check either.
        if let check = condition.check(of: new, in: kind.form, "f") {
          let passes = try database.rows("SELECT \(check) FROM (SELECT \(literal) AS f)")[0][0]
          #expect(passes == "1", "seed \(seed): \(literal) of \(new): \(check)")
        }
      }
    }
    print(
      "violations: seed \(Thorough.seed), \(said) said in SQL, \(unsaid) not, \(wrongValues) values that do not fit")
    #expect(said > unsaid && wrongValues > said)
  }

  /// What the types refuse and SQLite can see, it refuses.
  @Test(
    "Values that no type allows are rejected",
    arguments: [
      ("bool", "2"), ("\"a\" | \"b\"", "'c'"), ("1 | 2", "3"), ("1.5", "1.25"), ("double", "9e999"),
      ("uuid", "'6BA7B810-9DAD-11D1-80B4-00C04FD430C8'"), ("uuid", "'6ba7b810-9dad-11d1-80b4-00c04fd430c'"),
      ("uuid", "'6ba7b8109-dad-11d1-80b4-00c04fd430c8'"), ("uuid", "'6ba7b810-9dad-11d1-80b4-00c0-fd430c8'"),
      ("uuid @stored(blob)", "X'00'"), ("date", "'2026-02-30'"), ("date", "'2026-2-3'"), ("date", "'today'"),
      ("decimal", "'1.50'"), ("decimal", "'01'"), ("decimal", "'-0'"), ("decimal", "'1.'"), ("decimal", "'.5'"),
      ("decimal", "'1e5'"), ("decimal", "'--1'"), ("decimal", "''"), ("decimal", "'1-1'"), ("decimal", "'1.1.1'"),
      ("decimal", "'123456789012345678901234567890123456789'"), ("any", "'not json'"), ("int | string", "'true'"),
      ("[string]", "'{}'"), ("[string: int]", "'[]'"), ("{ a: int }", "'{}'"), ("{ a: int }", #"'{"a":"x"}'"#),
      ("{ a: int }", #"'{"a":1,"b":2}'"#), ("{ a: int? }", #"'{"a":null}'"#),
      ("{ a: { b: \"x\" } }", #"'{"a":{"b":"y"}}'"#),
      ("{ k: \"a\", x: int } | { k: \"b\" }", #"'{"k":"b","x":1}'"#), ("[\"a\": int]", #"'{"b":1}'"#),
      ("string", "NULL"),
    ])
  func valuesThatNoTypeAllowsAreRefused(type: String, value: String) throws {
    let text = "target sqlite\ntable t {\n  f: \(type)\n}\n"
    let schema = try readSchema([SourceFile(path: "t.schema", text: text)])
    let database = try ScratchDatabase()
    try database.make(StoreRevision(schema).storedTables(in: .sqlite))
    #expect(throws: ScratchDatabase.Failure.self) { try database.run("INSERT INTO t (f) VALUES (\(value))") }
  }
}
