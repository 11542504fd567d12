// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The keywords of declarations.
enum DeclarationKeyword: String, CaseIterable { case table, type, target }

/// The keywords of indexes, which are ordinary names elsewhere.
enum IndexKeyword: String, CaseIterable { case index, unique, search, vector }

/// The clauses after the fields of an index.
enum IndexClause: String, CaseIterable { case filter, dimensions }

/// Defaults that are keywords.
enum DefaultWord: String, CaseIterable { case now, uuid, auto }

/// The names after `@`.
enum AttributeName: String, CaseIterable {
  case key, was, from, column, table, stored, onDelete, deprecated
}

/// What an attribute can belong to.
enum AttributeOwner: CaseIterable {
  case field, table, literal, member, type, index

  /// The attributes that it can have.
  var allowed: [AttributeName] {
    switch self {
    case .field: [.key, .was, .from, .column, .stored, .onDelete, .deprecated]
    case .table: [.was, .table, .deprecated]
    case .literal, .member: [.was]
    case .type, .index: []
    }
  }

  /// The name in messages.
  var description: String {
    switch self {
    case .field: "a field"
    case .table: "the name of a table"
    case .literal: "a literal in parentheses"
    case .member: "a member of an object"
    case .type: "a named type"
    case .index: "an index"
    }
  }
}

/// The position of a type, which decides whether `?` and attributes of literals are allowed.
enum TypePosition {
  case field, member, element, recordKey, recordValue, parentheses, declaration, variant

  var allowsOptional: Bool {
    switch self {
    case .field, .member: true
    case .element, .recordKey, .recordValue, .parentheses, .declaration, .variant: false
    }
  }
}

/// Names that always mean a type of the language.
let reservedTypeNames = Set(Scalar.allCases.map(\.rawValue) + ["any", "id", "true", "false"])

/// The scalars by their keywords: the length, the first eight bytes as one number, and all bytes.
let scalarSpellings = Scalar.allCases.map { scalar in
  let bytes = Array(scalar.rawValue.utf8)
  return (count: bytes.count, start: firstBytes(of: bytes, 0..<bytes.count), bytes: bytes, scalar: scalar)
}

/// Returns up to eight bytes as one number, which is compared faster than single bytes.
func firstBytes(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
  var result: UInt64 = 0
  for index in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
    result = result << 8 | UInt64(bytes[index])
  }
  return result
}

/// The largest number of errors reported per file.
let mostErrors = 100

/// The deepest nesting of types; no real schema nests deeper.
let deepestNesting = 200

/// The largest number of dimensions of a vector index: more than any database or model offers.
let mostDimensions = 65_536
