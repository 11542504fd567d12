// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// Stored forms that store only a part of a scalar: they reduce the type, and what is outside is an error.
@Suite struct BoundedFormTests {
  private static func read(_ field: String, target: String = "postgresql") throws -> Schema {
    try readSchema([SourceFile(path: "a.schema", text: "target \(target)\ntable t {\n  a: \(field)\n}\n")])
  }

  @Test(
    "A bounded form is read, reduces the type, and is printed as it was written",
    arguments: [
      ("int @stored(int2)", Bound.int2), ("int @stored(int4) = -2147483648", .int4),
      ("double? @stored(float4) = 0.1", .float4), ("string @stored(varchar(1)) = \"é\"", .varchar(1)),
      ("decimal @stored(numeric(5, 2)) = \"999.99\"", .numeric(precision: 5, scale: 2)),
      ("decimal @stored(numeric(65, 30)) = \"0\"", .numeric(precision: 65, scale: 30)),
      ("timestamp @stored(timestamp(3)) = now", .instant(digits: 3, hasZone: false)),
      ("timestamp @stored(timestamptz(0))", .instant(digits: 0, hasZone: true)),
      ("int @key @stored(int4) = auto", .int4),
    ])
  func isRead(field: String, bound: Bound) throws {
    let schema = try Self.read(field)
    let own = try #require(schema.tables.first?.fields.first)
    #expect(own.type.value == .bounded(bound) && own.storedForm == .bounded(bound))
    #expect(printSchema(schema).contains("  a: \(field)\n"), "\(printSchema(schema))")
    #expect(try readSchema([SourceFile(path: "b.schema", text: printSchema(schema))]) == schema)
  }

  @Test(
    "A form without its numbers, or too large, or of another type is an error",
    arguments: [
      ("string @stored(varchar)", "unknown-stored-form"), ("string @stored(varchar(\"x\"))", "unknown-stored-form"),
      ("int @stored(int4(\"x\"))", "unknown-stored-form"), ("int @stored(int4(4))", "unknown-stored-form"),
      ("decimal @stored(numeric(1, 2, 3))", "unknown-stored-form"),
      ("string @stored(varchar(-1))", "unknown-stored-form"),
      ("string @stored(varchar(9223372036854775807))", "unknown-stored-form"),
      ("decimal @stored(numeric(-9223372036854775808, 9223372036854775807))", "unknown-stored-form"),
      ("string @stored(varchar(0))", "stored-form"), ("string @stored(varchar(10485761))", "stored-form"),
      ("decimal @stored(numeric(2, 5))", "stored-form"), ("timestamp @stored(timestamp(7))", "stored-form"),
      ("int @stored(varchar(4))", "stored-form"), ("string @stored(int4)", "stored-form"),
      ("[string] @stored(varchar(4))", "stored-form"), ("int | string @stored(int4)", "stored-form"),
      ("\"abc\" | \"d\" @stored(varchar(2))", "stored-form"), ("1 | 40000 @stored(int2)", "stored-form"),
      ("int @stored(int2) = 32768", "default-type"), ("string @stored(varchar(2)) = \"abc\"", "default-type"),
      ("double @stored(float4) = 1e300", "default-type"), ("double @stored(float4) = 0.123456789", "default-type"),
      ("decimal @stored(numeric(4, 2)) = 100", "default-type"),
      ("decimal @stored(numeric(4, 2)) = 0.001", "default-type"),
    ])
  func isRefused(field: String, id: String) {
    let found = diagnostics(["target postgresql\ntable t {\n  a: \(field)\n}\n"])
    #expect(found.map(\.id.rawValue) == [id], "\(found.map(\.message))")
  }

  @Test(
    "A form without its numbers is named with an example",
    arguments: ["varchar", "Varchar(3)", "numeric", "timestamptz"])
  func needsNumbers(form: String) {
    let found = diagnostics(["target postgresql\ntable t {\n  a: string @stored(\(form))\n}\n"])
    #expect(
      found.count == 1 && found[0].message.contains("needs its numbers in parentheses"), "\(found.map(\.message))")
  }

  @Test("SQLite has no such forms", arguments: ["int @stored(int4)", "string @stored(varchar(4))"])
  func sqlite(field: String) {
    #expect(throws: (any Error).self) { try Self.read(field, target: "sqlite") }
  }

  @Test("The relation compares bounds as sets, and a counterexample is in the first and outside the second")
  func relation() {
    let bounds: [Bound] = [
      .int2, .int4, .float4, .varchar(1), .varchar(40), .numeric(precision: 5, scale: 2),
      .numeric(precision: 6, scale: 2), .numeric(precision: 6, scale: 3), .numeric(precision: 65, scale: 30),
      .instant(digits: 0, hasZone: true), .instant(digits: 3, hasZone: false),
    ]
    let types = bounds.map(ValueType.bounded) + bounds.map { .scalar($0.scalar) }
    for one in types {
      for other in types {
        switch one.containment(in: other) {
        case .contained: #expect(one.scalar == other.scalar)
        case .refused(let value): #expect(one.contains(value) && !other.contains(value), "\(one), \(other): \(value)")
        case .undecided: Issue.record("\(one), \(other)")
        }
        #expect(one.isDisjoint(from: other) == (one.scalar != other.scalar))
      }
    }
    #expect(ValueType.bounded(.int2).isSubset(of: .bounded(.int4)))
    #expect(
      !ValueType.bounded(.numeric(precision: 6, scale: 2)).isSubset(of: .bounded(.numeric(precision: 6, scale: 3))))
  }
}
