// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A value in a document of the model of Convex.
package indirect enum ConvexValue: Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  /// A key, which is also a string.
  case id(String, Int)
  case array([ConvexValue])
  case object([String: ConvexValue])
}

package typealias ConvexDocument = [String: ConvexValue]

extension ConvexValue {
  /// Whether a validator accepts the value.
  package func fits(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (_, .any): return true
    case (_, .union(let members)): return members.contains { fits($0) }
    case (.null, .scalar(.null)), (.bool, .scalar(.bool)), (.int, .scalar(.int)), (.double, .scalar(.double)),
      (.string, .scalar(.string)), (.id, .scalar(.string)), (.bytes, .scalar(.bytes)):
      return true
    case (.string(let text), .literal(.string(let literal))): return text == literal
    case (.bool(let flag), .literal(.bool(let literal))): return flag == literal
    case (.int(let number), .literal(.int(let literal))): return number == literal
    case (.double(let number), .literal(.double(let literal))): return number == literal
    case (.id(let table, _), .reference(let name)): return table == name.text
    case (.array(let elements), .array(let element)): return elements.allSatisfy { $0.fits(element) }
    case (.object(let entries), .record(_, let element)): return entries.values.allSatisfy { $0.fits(element) }
    case (.object(let entries), .object(let members)):
      let known = Set(members.map(\.name.text))
      return entries.keys.allSatisfy(known.contains)
        && members.allSatisfy { member in
          entries[member.name.text].map { $0.fits(member.type) } ?? member.isOptional
        }
    default: return false
    }
  }

  /// The member at a path; `nil` if there is none.
  func member(_ path: ArraySlice<FieldName>) -> ConvexValue? {
    guard let name = path.first else { return self }
    guard case .object(let entries) = self else { return nil }
    return entries[name.text]?.member(path.dropFirst())
  }
}

extension FieldType {
  /// Whether a document may have the value, or no value, in a field of this type.
  package func accepts(_ stored: ConvexValue?) -> Bool { stored.map { $0.fits(value) } ?? isOptional }
}

/// The order of Convex: missing, null, int64, float64, boolean, string, bytes, array, object.
struct ConvexOrder: Comparable {
  var value: ConvexValue?

  private var rank: Int {
    switch value {
    case nil: 0
    case .null?: 1
    case .int?: 2
    case .double?: 3
    case .bool?: 4
    case .string?, .id?: 5
    case .bytes?: 6
    case .array?: 7
    case .object?: 8
    }
  }

  private var text: String {
    switch value {
    case .string(let text)?: text
    case .id(let table, let number)?: "\(table)/\(number)"
    default: ""
    }
  }

  static func < (one: ConvexOrder, other: ConvexOrder) -> Bool {
    if one.rank != other.rank { return one.rank < other.rank }
    switch (one.value, other.value) {
    case (.int(let one)?, .int(let other)?): return one < other
    case (.double(let one)?, .double(let other)?): return one < other
    case (.bool(let one)?, .bool(let other)?): return !one && other
    case (.bytes(let one)?, .bytes(let other)?): return one.lexicographicallyPrecedes(other)
    case (.array(let one)?, .array(let other)?):
      return one.map { ConvexOrder(value: $0) }.lexicographicallyPrecedes(other.map { ConvexOrder(value: $0) })
    case (.object(let one)?, .object(let other)?):
      func entries(_ object: [String: ConvexValue]) -> [(String, ConvexOrder)] {
        object.sorted { $0.key < $1.key }.map { ($0.key, ConvexOrder(value: $0.value)) }
      }
      return entries(one).lexicographicallyPrecedes(entries(other)) { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    default: return one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
  }
}
