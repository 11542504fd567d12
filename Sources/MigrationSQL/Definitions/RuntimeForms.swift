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

  /// How the rows of a table with variants are stored.
  package var runtimeFormOfRows: Column.Form { target.capabilities.hasColumns ? .json : .wholeRow }
}
