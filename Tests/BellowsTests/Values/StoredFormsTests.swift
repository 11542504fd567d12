// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

/// Values in the stored forms of their columns, as requests of other libraries need them.
@Suite struct StoredFormsTests {
  private func expect<Value: StoredValue>(_ value: Value, as form: Column.Form, _ stored: JSONValue) throws {
    #expect(value.stored(as: form) == stored, "\(form)")
    #expect(try Value(stored: stored, as: form) == value, "\(form)")
  }

  @Test("A value is stored in the form of its column and read back")
  func forms() throws {
    let uuid = try #require(UUID(uuidString: "01234567-89AB-CDEF-0123-456789ABCDEF"))
    let bytes = Data([0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])
    try expect(uuid, as: .text, .string("01234567-89ab-cdef-0123-456789abcdef"))
    try expect(uuid, as: .uuidBytes, .bytes(bytes))
    try expect(Key<Never, UUID>(uuid), as: .uuidBytes, .bytes(bytes))
    try expect(Timestamp(microseconds: 1_500_000), as: .microseconds, .int(1_500_000))
    try expect(Timestamp(microseconds: 1_500_000), as: .instantText, .string("1970-01-01 00:00:01.500"))
    try expect(["a"], as: .json, .string(#"["a"]"#))
    try expect("a", as: .json, .string(#""a""#))
    try expect(true, as: .bool, .bool(true))
    #expect(try Bool(stored: .int(0), as: .bool) == false)
    try expect(1.0, as: .double, .double(1))
    #expect(JSONValue.int(2).stored(as: .double) == .double(2))
    try expect(bytes, as: .bytes, .bytes(bytes))
    try expect(Int64(7), as: .int, .int(7))
    try expect(["a"], as: .nested, .array([.string("a")]))
    #expect(throws: RowUnreadable.self) { try Int64(stored: .string("7"), as: .int) }
    #expect(throws: RowUnreadable.self) { try UUID(stored: .bytes(Data([1])), as: .uuidBytes) }
  }
}
