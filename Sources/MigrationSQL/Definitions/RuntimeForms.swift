// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension Storage {
  /// How the values of a field are stored.
  package func runtimeForm(of field: Field) -> Column.Form {
    let scalar = columnScalar(of: field.type.value)
    switch form(of: field) {
    case .document: return .nested
    case .jsonText, .jsonb, .json: return .json
    case .integer: return scalar == .bool ? .bool : scalar == .timestamp ? .microseconds : .int
    case .bigint: return .int
    case .boolean: return .bool
    case .real, .doublePrecision: return .double
    case .enumeration: return .text
    case .array: return .array
    case .text: return scalar == .timestamp ? .instantText : .text
    case .timestamptz, .timestamp: return .instantText
    case .bounded(let bound):
      switch bound {
      case .int2, .int4: return .int
      case .float4: return .double
      case .varchar, .numeric: return .text
      case .instant: return .instantText
      }
    case .numeric, .date, .uuid: return .text
    case .blob: return scalar == .uuid ? .uuidBytes : .bytes
    case .bytea: return .bytes
    }
  }

  /// The type of a field's column on PostgreSQL; `nil` for another target.
  package func serverType(of field: Field) -> ServerType? {
    target == .postgresql ? form(of: field).serverType : nil
  }

  /// The type of the column of a table with variants on PostgreSQL; `nil` for another target.
  package var serverTypeOfRows: ServerType? { target == .postgresql ? .jsonb : nil }

  /// How the rows of a table with variants are stored.
  package var runtimeFormOfRows: Column.Form { target.capabilities.hasColumns ? .json : .wholeRow }
}

extension ColumnForm {
  /// The type on PostgreSQL, without lengths.
  fileprivate var serverType: ServerType {
    switch self {
    case .boolean: .boolean
    case .bigint, .integer: .bigint
    case .doublePrecision, .real: .double
    case .numeric, .bounded(.numeric): .numeric
    case .timestamptz, .bounded(.instant(_, hasZone: true)): .timestamptz
    case .timestamp, .bounded(.instant(_, hasZone: false)): .timestamp
    case .date: .date
    case .uuid: .uuid
    case .bytea, .blob: .bytea
    case .jsonb, .jsonText, .document: .jsonb
    case .json: .json
    case .text, .bounded(.varchar): .text
    case .bounded(.int2): .smallint
    case .bounded(.int4): .integer
    case .bounded(.float4): .real
    case .enumeration(let name): .enumeration(name)
    case .array(let scalar): .array(Self.serverType(of: scalar))
    }
  }

  /// The type of an element of an array.
  private static func serverType(of scalar: Scalar) -> ServerType {
    switch scalar {
    case .string, .null: .text
    case .int: .bigint
    case .double: .double
    case .bool: .boolean
    case .bytes: .bytea
    case .timestamp: .timestamptz
    case .date: .date
    case .uuid: .uuid
    case .decimal: .numeric
    }
  }
}
