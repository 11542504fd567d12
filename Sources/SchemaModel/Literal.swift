// Part of Bellows. MIT licence: see LICENSE.

/// A type with one value: `"member"`, `42`, `1.5`, `true`.
package enum Literal: Hashable, Sendable {
  case string(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)

  /// The scalar type of this literal.
  package var scalar: Scalar {
    switch self {
    case .string: .string
    case .int: .int
    case .double: .double
    case .bool: .bool
    }
  }

  package static func == (lhs: Literal, rhs: Literal) -> Bool {
    switch (lhs, rhs) {
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.string, _), (.int, _), (.double, _), (.bool, _): false
    }
  }
}
