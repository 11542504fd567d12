// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import SchemaEdits
import SchemaModel

extension Connection {
  /// Returns a default in the schema language; `nil` if the language has no such default for the type.
  func defaultValue(_ text: String, _ kind: ColumnKind) throws -> Default? {
    if foldedName(text).contains("current_") || text.contains("(") { return nil }
    let values = try? rows("SELECT \(text)") { row in try row.value(0, as: .text) }
    guard let value = values?.first ?? nil else { return nil }
    if kind.isJSON { return jsonDefault(value) }
    if kind == ColumnKind(.uuid, as: .blob) { return uuidDefault(text) }
    switch (kind.scalar, value) {
    case (.bool, .int(let number)) where number == 0 || number == 1: return .literal(.bool(number == 1))
    case (.int, .int(let number)): return .literal(.int(number))
    case (.double, .int(let number)): return Double(exactly: number).map { .literal(.double($0)) }
    case (.double, .double(let number)) where number.isFinite: return .literal(.double(number))
    case (.string, .string(let text)): return .literal(.string(text))
    case (let scalar?, .string(let text)) where scalar.traits.sqlite.usual == .text && kind.storedForm == nil:
      return scalar.canonicalText(text) == text ? .text(scalar, text) : nil
    case _: return nil
    }
  }

  /// Parses `X'6ba7b8109dad11d180b400c04fd430c8'`.
  private func uuidDefault(_ text: String) -> Default? {
    let digits = foldedName(text.filter(\.isHexDigit))
    guard foldedName(text) == "x'\(digits)'", digits.count == 32 else { return nil }
    var rest = digits[...]
    let parts = [8, 4, 4, 4, 12].map { count in
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
    return .text(.uuid, parts.joined(separator: "-"))
  }

  private func jsonDefault(_ value: JSONValue) -> Default? {
    guard case .string(let text) = value, let json = try? JSONValue(text: text) else { return nil }
    switch json {
    case .array(let values) where values.isEmpty: return .emptyArray
    case .object(let object) where object.members.isEmpty: return .emptyObject
    case .string(let text): return .literal(.string(text))
    case .int(let number): return .literal(.int(number))
    case .double(let number): return .literal(.double(number))
    case .bool(let flag): return .literal(.bool(flag))
    case .null, .bytes, .array, .object: return nil
    }
  }
}

extension ColumnKind {
  /// The scalar type of the column; `nil` for JSON.
  fileprivate var scalar: Scalar? { Storage(of: Schema(target: .sqlite, tables: [])).columnScalar(of: type) }

  /// Whether its values are stored as JSON text.
  fileprivate var isJSON: Bool {
    if case .reference = type { false } else { scalar == nil }
  }

  /// Returns the generated default, and the kind of column that it implies, if Bellows writes this expression.
  static func generated(_ text: String, _ kind: ColumnKind) -> (value: Default, kind: ColumnKind)? {
    let tokens = SQLToken.tokens(of: text)
    // For JSON the expression does not determine which of several types the default has.
    guard !kind.isJSON, let known = generators.first(where: { $0.tokens == tokens }) else { return nil }
    return (known.value, known.kind)
  }

  private struct Generator {
    var tokens: [SQLToken]
    var value: Default
    var kind: ColumnKind

    init(_ sql: String, _ value: Default, _ kind: ColumnKind) {
      tokens = SQLToken.tokens(of: sql)
      self.value = value
      self.kind = kind
    }
  }

  private static let generators = [
    Generator(
      "CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000",
      .now,
      ColumnKind(.timestamp)),
    Generator("strftime('%Y-%m-%d %H:%M:%f', 'now')", .now, ColumnKind(.timestamp, as: .text)),
    Generator("date('now')", .now, ColumnKind(.date)),
    Generator("randomblob(16)", .uuid, ColumnKind(.uuid, as: .blob)),
    Generator(uuid, .uuid, ColumnKind(.uuid)),
  ]

  private static let uuid =
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
    + "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
}
