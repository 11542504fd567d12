// Part of Bellows. MIT licence: see LICENSE.

/// A row as JSON for an API: fields by their names in the schema, and values that do not depend on how they are stored.
///
///     let data = try JSONEncoder().encode(APIRow(user))
///     // {"id":7,"name":"Ann","joinedAt":"2026-03-01T12:00:00Z","address":{"city":"Kiel"}}
///     let user = try JSONDecoder().decode(APIRow<UsersRow>.self, from: data).row
///
/// A field without a value is omitted. Timestamps, dates, UUIDs and decimals are text, bytes are base64 text, and nested
/// objects are objects. The row type itself is coded by its columns, for databases.
public struct APIRow<Row: ReadableRow>: Codable, Hashable, Sendable {
  /// The row.
  public var row: Row

  /// Creates the JSON form of a row.
  public init(_ row: Row) { self.row = row }

  /// Decodes a row.
  ///
  /// A missing member is no value; so is `null`, except in documents, where it is a value of its own. Throws
  /// `RowUnreadable` if a value does not have the type of its field.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    row = try Row(reading: APIRowReader(columns: Row.columns, names: Row.memberNames, container: container))
  }

  /// Encodes the fields that have a value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    for (column, value) in zip(Row.columns, row.columnValues) {
      guard let value else { continue }
      if column.form == .wholeRow, case .object(let object) = value {
        for member in object.members { try container.encode(member.value, forKey: AnyKey(member.key)) }
      } else {
        try container.encode(value, forKey: AnyKey(Row.memberNames[column.name] ?? column.name))
      }
    }
  }
}

extension ReadableRow {
  /// The assigned key is `id`.
  public static var memberNames: [String: String] { ["_id": "id"] }
}

/// A row inside a decoder of an API's JSON.
private struct APIRowReader: RowReader {
  let columns: [Column]
  let names: [String: String]
  let container: KeyedDecodingContainer<AnyKey>

  func value(at index: Int) throws -> JSONValue? {
    let column = columns[index]
    if column.form == .wholeRow { return try wholeRow() }
    let key = AnyKey(name(of: column))
    guard container.contains(key) else { return nil }
    if column.form != .nested, try container.decodeNil(forKey: key) { return nil }
    return try container.decode(JSONValue.self, forKey: key)
  }

  private func name(of column: Column) -> String { names[column.name] ?? column.name }

  private func wholeRow() throws -> JSONValue {
    var object = JSONObject()
    let others = Set(columns.map(name(of:)))
    for key in container.allKeys where !others.contains(key.stringValue) {
      object[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
    }
    return .object(object)
  }
}
