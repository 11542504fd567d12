// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import Testing

@testable import PlanChecker

/// What the database writes into a synchronised column when code writes the other one.
@Suite struct MappedContentsTests {
  private static let (yes, no) = (ValueType.literal(.string("true")), ValueType.literal(.string("false")))

  private static func backward(_ value: ValueType, _ conversion: Transform.Conversion) -> ValueType? {
    Contents(value: value, mayBeAbsent: false).synced(by: .convert(conversion), .backward)?.value
  }

  @Test("Text made from numbers and from Booleans: only the latter has two values")
  func text() {
    func forward(_ value: ValueType, _ scalar: Scalar) -> ValueType? {
      Contents(value: value, mayBeAbsent: false).synced(by: .convert(.text(from: scalar)), .forward)?.value
    }
    #expect(forward(.scalar(.bool), .bool) == ValueType.union(of: [Self.yes, Self.no]))
    for scalar in [Scalar.int, .uuid, .decimal, .date] { #expect(forward(.scalar(scalar), scalar) == .scalar(.string)) }
    #expect(forward(.literal(.int(7)), .int) == .literal(.string("7")))
    #expect(forward(.literal(.bool(true)), .bool) == Self.yes)
  }

  @Test("A conversion that has an inverse on all values is undone by it")
  func inverses() {
    let wrapped = ValueType.object([ValueType.Member("v", .scalar(.int))])
    #expect(Self.backward(wrapped, .wrapInObject("v")) == .scalar(.int))
    #expect(Self.backward(Self.yes, .text(from: .bool)) == .literal(.bool(true)))
    #expect(
      Self.backward(.union([Self.yes, Self.no]), .text(from: .bool))
        == ValueType.union(of: [.literal(.bool(true)), .literal(.bool(false))]))
  }

  @Test(
    "A conversion without an inverse on all values is not undone",
    arguments: [
      (ValueType.object([ValueType.Member("w", .scalar(.int))]), Transform.Conversion.wrapInObject("v")),
      (.object([ValueType.Member("v", .scalar(.int), isOptional: true)]), .wrapInObject("v")),
      (.object([ValueType.Member("v", .scalar(.int)), ValueType.Member("w", .scalar(.int))]), .wrapInObject("v")),
      (.scalar(.int), .wrapInObject("v")), (.scalar(.string), .text(from: .bool)),
      (.literal(.string("TRUE")), .text(from: .bool)), (.scalar(.string), .text(from: .int)),
      (.array(.scalar(.int)), .wrapInArray), (.scalar(.decimal), .intToDecimal),
      (.union([no, .scalar(.string)]), .text(from: .bool)),
    ])
  func withoutInverse(_ value: ValueType, _ conversion: Transform.Conversion) {
    #expect(Self.backward(value, conversion) == nil)
  }

  @Test(
    "A value that is converted to the new column and back is the same",
    arguments: [
      (ValueType.scalar(.bool), Transform.Conversion.text(from: .bool)), (.literal(.bool(true)), .text(from: .bool)),
      (.scalar(.string), .wrapInObject("v")), (.array(.scalar(.int)), .wrapInObject("v")),
    ])
  func roundTrips(_ value: ValueType, _ conversion: Transform.Conversion) throws {
    let forward = Contents(value: value, mayBeAbsent: true).synced(by: .convert(conversion), .forward)
    let back = try #require(forward?.synced(by: .convert(conversion), .backward))
    let type = FieldType(try #require(back.value))
    #expect(type.isSubset(of: FieldType(value)) && FieldType(value).isSubset(of: type))
    #expect(back.mayBeAbsent)
  }

  @Test("Renamed literals are exchanged in both directions, unless two of them would become one")
  func renames() {
    let (a, b, c) = (ValueType.literal(.string("a")), ValueType.literal(.string("b")), ValueType.literal(.string("c")))
    let rename = Transform.remap([LiteralRename(old: .string("a"), new: .string("b"))])
    func synced(_ value: ValueType, _ direction: SyncDirection) -> ValueType? {
      Contents(value: value, mayBeAbsent: false).synced(by: rename, direction)?.value
    }
    #expect(synced(a, .forward) == b && synced(b, .backward) == a)
    #expect(synced(c, .forward) == c && synced(c, .backward) == c)
    #expect(synced(.union([a, b]), .forward) == nil && synced(.union([a, b]), .backward) == nil)
  }
}
