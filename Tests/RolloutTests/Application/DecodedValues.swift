// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import PlanFormat
import SchemaModel
import TestSupport

extension FieldType {
  /// The value that a column's JSON stands for; `nil` if this type has no such value.
  ///
  /// References are to rows of tables with assigned keys: the row with the key 1 is row 0.
  func value(of json: JSONValue?) -> SchemaModel.Value? {
    guard let json else { return isOptional ? .absent : nil }
    return value.value(of: json)?.canonical
  }
}

extension ValueType {
  fileprivate func value(of json: JSONValue) -> SchemaModel.Value? {
    switch self {
    case .any: return json.plainValue
    case .scalar(let scalar): return scalar.value(of: json)
    case .bounded(let bound): return bound.scalar.value(of: json).flatMap { bound.contains($0) ? $0 : nil }
    case .literal(let literal): return json.plainValue == .literal(literal) ? .literal(literal) : nil
    case .reference(let table):
      guard case .int(let key) = json else { return nil }
      return .reference(table, key - 1)
    case .array(let element):
      guard case .array(let parts) = json else { return nil }
      return all(parts.map(element.value)).map(SchemaModel.Value.array)
    case .record(let key, let element):
      guard case .object(let object) = json else { return nil }
      return all(object.members.map { entry in entryValue(key.value(of: entry.key), element.value(of: entry.value)) })
        .map(SchemaModel.Value.map)
    case .object(let members):
      guard case .object(let object) = json else { return nil }
      let isComplete = members.allSatisfy { $0.isOptional || object[$0.name.text] != nil }
      let entries = object.members.map { entry in
        let member = members.first { $0.name == FieldName(entry.key) }
        return entryValue(.literal(.string(entry.key)), member?.type.value(of: entry.value))
      }
      return isComplete ? all(entries).map(SchemaModel.Value.map) : nil
    case .union(let members): return members.lazy.compactMap { $0.value(of: json) }.first
    }
  }

  private func entryValue(_ key: SchemaModel.Value?, _ value: SchemaModel.Value?) -> SchemaModel.Value.Entry? {
    guard let key, let value else { return nil }
    return SchemaModel.Value.Entry(key, value)
  }

  private func all<Part>(_ parts: [Part?]) -> [Part]? {
    parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }
  }
}

extension Scalar {
  fileprivate func value(of json: JSONValue) -> SchemaModel.Value? {
    switch (self, json) {
    case (.string, .string(let text)): .literal(.string(text))
    case (.int, .int(let number)): .literal(.int(number))
    case (.double, .double(let number)): .literal(.double(number))
    case (.double, .int(let number)): .literal(.double(Double(number)))
    case (.bool, .bool(let flag)): .literal(.bool(flag))
    case (.bytes, .bytes(let data)): .bytes(Array(data))
    case (.bytes, .string(let text)): Data(base64Encoded: text).map { .bytes(Array($0)) }
    case (.timestamp, .string(let text)) where text.hasSuffix("Z"): Instant(text).map { .timestamp($0.microseconds) }
    case (.date, .string(let text)) where text.utf8.count == 10:
      CalendarDate(text).map { .date(Int32($0.daysSince1970)) }
    case (.uuid, .string(let text)) where text.utf8.count == 36: .uuid(text)
    case (.decimal, .string(let text)) where text.utf8.allSatisfy({ "-.0123456789".utf8.contains($0) }):
      .decimal(text)
    case (.null, .null): .null
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.timestamp, _), (.date, _), (.uuid, _),
      (.decimal, _), (.null, _):
      nil
    }
  }
}

extension ValueType.RecordKey {
  fileprivate func value(of key: String) -> SchemaModel.Value? {
    switch self {
    case .string: .literal(.string(key))
    case .int: Int64(key).map { .literal(.int($0)) }
    case .uuid: key.utf8.count == 36 ? .uuid(key) : nil
    case .reference(let table): Int64(key).map { .reference(table, $0 - 1) }
    case .literals(let literals): literals.first { $0.keySpelling == key }.map(SchemaModel.Value.literal)
    }
  }
}

extension JSONValue {
  /// The value as one of `any`.
  fileprivate var plainValue: SchemaModel.Value {
    switch self {
    case .null: .null
    case .bool(let flag): .literal(.bool(flag))
    case .int(let number): .literal(.int(number))
    case .double(let number): .literal(.double(number))
    case .string(let text): .literal(.string(text))
    case .bytes(let data): .bytes(Array(data))
    case .array(let values): .array(values.map(\.plainValue))
    case .object(let object):
      .map(object.members.map { SchemaModel.Value.Entry(.literal(.string($0.key)), $0.value.plainValue) })
    }
  }
}

extension Literal {
  fileprivate var keySpelling: String {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let flag): String(flag)
    }
  }
}
