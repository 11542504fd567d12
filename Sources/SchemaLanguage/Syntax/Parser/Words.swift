// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What a declaration begins with.
enum DeclarationKeyword: String, CaseIterable { case table, type, target }

/// What an index begins with; elsewhere ordinary names.
enum IndexKeyword: String, CaseIterable { case index, unique, search, vector }

/// What may follow the fields of an index.
enum IndexClause: String, CaseIterable { case filter, dimensions }

/// Defaults that are words.
enum DefaultWord: String, CaseIterable { case now, uuid, auto }

/// What may stand behind `@`.
enum AttributeName: String, CaseIterable {
  case key, was, from, column, table, stored, onDelete, deprecated
}

/// What an attribute can stand behind.
enum AttributeOwner: CaseIterable {
  case field, table, literal, member, type, index

  /// The attributes that make sense there.
  var allowed: [AttributeName] {
    switch self {
    case .field: [.key, .was, .from, .column, .stored, .onDelete, .deprecated]
    case .table: [.was, .table, .deprecated]
    case .literal: [.was]
    case .member, .type, .index: []
    }
  }

  /// How a message calls it.
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

/// Where a type stands, which decides about `?` and about attributes of literals.
enum TypePosition {
  case field, member, element, recordKey, recordValue, parentheses, declaration, variant

  var allowsOptional: Bool {
    switch self {
    case .field, .member: true
    case .element, .recordKey, .recordValue, .parentheses, .declaration, .variant: false
    }
  }
}

/// Names that mean a type of the language wherever a type is expected.
let reservedTypeNames = Set(Scalar.allCases.map(\.rawValue) + ["any", "id", "true", "false"])

/// The scalars by their keywords: length, the first eight bytes as one number, and all of them.
let scalarSpellings = Scalar.allCases.map { scalar in
  let bytes = Array(scalar.rawValue.utf8)
  return (count: bytes.count, start: firstBytes(of: bytes, 0..<bytes.count), bytes: bytes, scalar: scalar)
}

/// Up to eight bytes as one number: words are told apart faster by it than byte by byte.
func firstBytes(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
  var result: UInt64 = 0
  for index in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
    result = result << 8 | UInt64(bytes[index])
  }
  return result
}

/// How many errors of one file are worth reading.
let mostErrors = 100

/// How deep types may nest; deeper is no schema but an accident or an attack.
let deepestNesting = 200

/// The longest vector that an index may be for: more than any database or model offers.
let mostDimensions = 65_536
