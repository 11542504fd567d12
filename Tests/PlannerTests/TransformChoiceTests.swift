// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// Which conversion a changed field gets: a known one without loss, or a hand-written function.
@Suite struct TransformChoiceTests {
  private static func rename(at path: [FieldName]) -> Transform {
    .remap([LiteralRename(path: path, old: .string("a"), new: .string("c"))])
  }

  @Test(
    "A field whose type changes gets the conversion that loses nothing, and otherwise a hand-written function",
    arguments: [
      ("f: int", "f: string", Transform.convert(.text(from: .int))),
      ("f: int?", "f: string?", .convert(.text(from: .int))),
      ("f: int", "f: string?", .convert(.text(from: .int))),
      ("f: int?", "f: string", .custom),
      ("f: bool", "f: string", .convert(.text(from: .bool))),
      ("f: string", "f: int", .custom),
      ("f: int", "f: decimal", .convert(.intToDecimal)),
      ("f: decimal", "f: int", .custom),
      ("f: int", "f: [int]", .convert(.wrapInArray)),
      ("f: int", "f: [int | string]", .convert(.wrapInArray)),
      ("f: int", "f: [string]", .custom),
      ("f: [int]", "f: [[int]]", .convert(.wrapInArray)),
      ("f: int", "f: { v: int }", .convert(.wrapInObject("v"))),
      ("f: int", "f: { v: int, w: int? }", .convert(.wrapInObject("v"))),
      ("f: int", "f: { v: int, w: int }", .custom),
      ("f: int", "f: { v: int? }", .custom),
      ("f: { v: int }", "f: { w: { v: int } }", .custom),
      ("f: int", "g: int @was(f)", .copy),
      ("f: int", "g: string @was(f)", .convert(.text(from: .int))),
      ("f: int", "f: int\n h: int @from(f)", .custom),
    ])
  func conversions(_ old: String, _ new: String, _ expected: Transform) throws {
    #expect(try Self.transforms(old, new) == [expected])
  }

  @Test(
    "A renamed literal is replaced wherever it is in the value",
    arguments: [
      (#"f: "a" | "b""#, #"f: ("c" @was("a")) | "b""#, rename(at: [])),
      (#"f: ["a" | "b"]"#, #"f: [("c" @was("a")) | "b"]"#, rename(at: ["[]"])),
      (#"f: [string: "a"]"#, #"f: [string: ("c" @was("a"))]"#, rename(at: ["[]"])),
      (#"f: { k: "a", l: "a" }"#, #"f: { k: ("c" @was("a")), l: "a" }"#, rename(at: ["k"])),
      (#"f: [{ k: ["a"] }]"#, #"f: [{ k: [("c" @was("a"))] }]"#, rename(at: ["[]", "k", "[]"])),
    ])
  func renames(_ old: String, _ new: String, _ expected: Transform) throws {
    #expect(try Self.transforms(old, new) == [expected])
  }

  @Test("A constant default fills missing values, unless a unique index is over the field")
  func defaults() throws {
    #expect(try Self.transforms("f: int?", "f: int = 3") == [.fill(.literal(.int(3)))])
    #expect(try Self.transforms("f: int?\n unique u (f)", "f: int = 3\n unique u (f)") == [.custom])
    #expect(
      try Self.transforms("f: int?\n e: int\n unique u (e)", "f: int = 3\n e: int\n unique u (e)").first != .custom)
    #expect(try Self.transforms("f: uuid?\n unique u (f)", "f: uuid = uuid\n unique u (f)") == [.fill(.uuid)])
  }

  @Test("A hand-written conversion that drops digits or the time of day loses precision, also beside other types")
  func precision() throws {
    let lossy = [
      "double int", "decimal int", "decimal double", "double decimal", "int double", "timestamp date",
    ]
    func hazards(_ old: String, _ new: String) throws -> [Hazard] {
      func read(_ type: String) throws -> Schema { try schema("target document\ntable t { f: \(type) }") }
      let (old, new) = (try read(old), try read(new))
      let found = assess(diff(from: old, to: new), from: old, to: new)
      return try #require(found.count == 1 ? found.first : nil).hazards
    }
    let scalars = ["string", "int", "double", "bool", "bytes", "timestamp", "date", "uuid", "decimal"]
    for old in scalars {
      for new in scalars where old != new {
        let isLossy = lossy.contains("\(old) \(new)")
        #expect(try hazards(old, new).contains(.losesPrecision) == isLossy, "\(old), \(new)")
        #expect(
          try hazards("\(old) | [string]", "\(new) | { k: bool }").contains(.losesPrecision) == isLossy,
          "\(old), \(new)")
      }
    }
    #expect(try !hazards("[double]", "[int]").contains(.losesPrecision))
  }

  /// The transforms of a plan's backfills without those that only unset old values.
  private static func transforms(_ old: String, _ new: String) throws -> [Transform] {
    try planTable(from: " e1: int\n " + old, to: " e1: int\n " + new).backfills.map(\.transform).filter { $0 != .unset }
  }
}

/// Reports list columns, fields and moments in one order.
@Suite struct OrderTests {
  @Test("Logical fields are in the order of their tables, then of their names")
  func logicalFields() {
    let names = [("a", "b"), ("a", "c"), ("b", "a"), ("b", "b")]
    let fields = names.map { LogicalField(TableName($0.0), FieldName($0.1)) }
    #expect(fields.reversed().sorted() == fields)
    for (one, other) in zip(fields, fields.dropFirst()) { #expect(one < other && !(other < one) && !(one < one)) }
  }
}
