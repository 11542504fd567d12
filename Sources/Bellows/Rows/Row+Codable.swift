// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ReadableRow {
  /// Decodes a row from a decoder with a key for each column, such as GRDB's, or JSON for documents.
  public init(from decoder: any Decoder) throws {
    try self.init(reading: CodedRowReader(columns: Self.columns, container: decoder.container(keyedBy: AnyKey.self)))
  }
}

extension ReadableRow {
  /// Encodes the columns.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(columns: Self.columns) { row in
      for (index, value) in columnValues.enumerated() { try row.set(index, to: value) }
    }
  }
}

extension WritableRow {
  /// Encodes the columns, or those that were assigned.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(columns: Self.columns) { row in try write(to: &row) }
  }
}

extension Encoder {
  fileprivate func encode(columns: [Column], _ write: (inout CodedRowWriter) throws -> Void) throws {
    var writer = CodedRowWriter(columns: columns, container: container(keyedBy: AnyKey.self))
    try write(&writer)
  }
}

/// A row inside a decoder.
private struct CodedRowReader: RowReader {
  let columns: [Column]
  let container: KeyedDecodingContainer<AnyKey>

  func value(at index: Int) throws -> JSONValue? {
    let column = columns[index]
    if column.form == .wholeRow { return try wholeRow() }
    let key = AnyKey(column.name)
    guard container.contains(key) else { return nil }
    if column.form == .nested { return try container.decode(JSONValue.self, forKey: key) }
    return try container.decodeNil(forKey: key) ? nil : try column.form.value(in: container, at: key)
  }

  private func wholeRow() throws -> JSONValue {
    var object = JSONObject()
    let others = Set(columns.map(\.name))
    for key in container.allKeys where !others.contains(key.stringValue) {
      object[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
    }
    return .object(object)
  }
}

extension Column.Form {
  fileprivate func value(in container: KeyedDecodingContainer<AnyKey>, at key: AnyKey) throws -> JSONValue {
    switch self {
    case .bool: .bool(try container.decode(Bool.self, forKey: key))
    case .int: .int(try container.decode(Int64.self, forKey: key))
    case .double: .double(try container.decode(Double.self, forKey: key))
    case .text: .string(try container.decode(String.self, forKey: key))
    case .bytes: .bytes(try container.decode(Data.self, forKey: key))
    case .json: try JSONValue(text: container.decode(String.self, forKey: key))
    case .uuidBytes: try UUID(bytes: container.decode(Data.self, forKey: key)).json
    case .microseconds: Timestamp(microseconds: try container.decode(Int64.self, forKey: key)).json
    case .instantText: try Timestamp(text: container.decode(String.self, forKey: key)).json
    case .array, .nested, .wholeRow: try container.decode(JSONValue.self, forKey: key)
    }
  }
}

/// A row inside an encoder.
private struct CodedRowWriter: RowWriter {
  let columns: [Column]
  var container: KeyedEncodingContainer<AnyKey>

  mutating func set(_ index: Int, to value: JSONValue?) throws {
    let column = columns[index]
    let key = AnyKey(column.name)
    guard let value else {
      // A document has no such member; a row of a SQL database has NULL.
      if column.form != .nested { try container.encodeNil(forKey: key) }
      return
    }
    switch (column.form, value) {
    case (.wholeRow, .object(let object)):
      for member in object.members { try container.encode(member.value, forKey: AnyKey(member.key)) }
    case (.json, _): try container.encode(value.text, forKey: key)
    case (.uuidBytes, _): try container.encode(UUID(json: value).bytes, forKey: key)
    case (.microseconds, _): try container.encode(Timestamp(json: value).microseconds, forKey: key)
    case (.instantText, _): try container.encode(Timestamp(json: value).columnText, forKey: key)
    case (_, .bytes(let bytes)): try container.encode(bytes, forKey: key)
    case (_, .bool(let bool)): try container.encode(bool, forKey: key)
    case (_, .int(let int)): try container.encode(int, forKey: key)
    case (_, .double(let double)): try container.encode(double, forKey: key)
    case (_, .string(let string)): try container.encode(string, forKey: key)
    case (_, .null), (_, .array), (_, .object): try container.encode(value, forKey: key)
    }
  }
}
