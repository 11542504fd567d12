// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Scalar {
  /// The Swift type of the values: the property of `ScalarTraits` for Swift.
  var swiftType: (name: String, isFoundation: Bool) {
    switch self {
    case .string: ("String", false)
    case .int: ("Int64", false)
    case .double: ("Double", false)
    case .bool: ("Bool", false)
    case .bytes: ("Data", true)
    case .timestamp: ("Timestamp", false)
    case .date: ("Day", false)
    case .uuid: ("UUID", true)
    case .decimal: ("ExactDecimal", false)
    case .null: ("Null", false)
    }
  }
}
