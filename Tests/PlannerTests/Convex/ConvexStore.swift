// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A value in a document.
indirect enum StoredDocumentValue: Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  /// A key, which is also a string.
  case id(String, Int)
  case array([StoredDocumentValue])
  case object([String: StoredDocumentValue])
}

typealias StoredDocument = [String: StoredDocumentValue]

/// A model of Convex, written from its documentation: it shares nothing with the planner but the names of types.
///
/// A push is refused, and changes nothing, while a document does not fit or an index is not allowed. Writes are checked
/// against the schema that is deployed.
struct ConvexStore {
  private(set) var schema: Schema
  private(set) var documents: [String: [StoredDocument]] = [:]

  /// Why a push or a write is refused.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  init(_ schema: Schema) { self.schema = schema }

  mutating func push(_ next: Schema) throws {
    for table in next.tables {
      try checkIndexes(of: table)
      for document in documents[table.name.text] ?? [] where !fits(document, table) {
        throw Refusal(description: "push: \(table.name) has \(document)")
      }
    }
    schema = next
  }

  mutating func insert(_ document: StoredDocument, into name: String) throws {
    guard let table = schema.table(TableName(name)) else { return }
    guard fits(document, table) else { throw Refusal(description: "insert: \(name) gets \(document)") }
    documents[name, default: []].append(document)
  }

  /// Changes each document of a table; one for which the function returns `nil` is deleted.
  mutating func migrate(_ name: String, _ change: (StoredDocument) -> StoredDocument?) throws {
    var result: [StoredDocument] = []
    for document in documents[name] ?? [] {
      guard let changed = change(document) else { continue }
      if let table = schema.table(TableName(name)), changed != document, !fits(changed, table) {
        throw Refusal(description: "migration: \(name) gets \(changed)")
      }
      result.append(changed)
    }
    documents[name] = result
  }

  private func fits(_ document: StoredDocument, _ table: Table) -> Bool { allows(.object(document), table.rowType) }

  private func checkIndexes(of table: Table) throws {
    var seen: Set<String> = []
    for index in table.indexes {
      guard seen.insert("name \(index.name)").inserted else { throw Refusal(description: "two indexes \(index.name)") }
      guard seen.insert("\(index.kind) \(index.paths)").inserted else {
        throw Refusal(description: "two indexes over \(index.paths)")
      }
      for path in index.paths + index.filters where !hasPath(path[...], table.rowType) {
        throw Refusal(description: "no field \(path) for \(index.name)")
      }
    }
  }

  private func hasPath(_ path: ArraySlice<FieldName>, _ type: ValueType) -> Bool {
    guard let first = path.first else { return true }
    return type.alternatives.contains { type in
      if case .any = type { return true }
      guard case .object(let members) = type else { return false }
      return members.contains { $0.name == first && hasPath(path.dropFirst(), $0.type) }
    }
  }
}

/// Whether a validator accepts a value.
func allows(_ value: StoredDocumentValue, _ type: ValueType) -> Bool {
  switch (value, type) {
  case (_, .any): return true
  case (_, .union(let members)): return members.contains { allows(value, $0) }
  case (.null, .scalar(.null)), (.bool, .scalar(.bool)), (.int, .scalar(.int)), (.double, .scalar(.double)),
    (.string, .scalar(.string)), (.id, .scalar(.string)), (.bytes, .scalar(.bytes)):
    return true
  case (.string(let text), .literal(.string(let literal))): return text == literal
  case (.bool(let flag), .literal(.bool(let literal))): return flag == literal
  case (.int(let number), .literal(.int(let literal))): return number == literal
  case (.double(let number), .literal(.double(let literal))): return number == literal
  case (.id(let table, _), .reference(let name)): return table == name.text
  case (.array(let elements), .array(let element)): return elements.allSatisfy { allows($0, element) }
  case (.object(let entries), .record(_, let element)): return entries.values.allSatisfy { allows($0, element) }
  case (.object(let entries), .object(let members)):
    let known = Set(members.map(\.name.text))
    return entries.keys.allSatisfy(known.contains)
      && members.allSatisfy { member in
        entries[member.name.text].map { allows($0, member.type) } ?? member.isOptional
      }
  default: return false
  }
}
