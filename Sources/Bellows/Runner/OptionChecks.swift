// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits

// Options name backfills, rows and conditions; they are checked before anything is changed or stored.

extension Runner {
  /// Throws if no plan has the backfill that `--only` names.
  func requireKnownBackfill() throws {
    guard let only = options.only else { return }
    let names = migrations.all.flatMap(\.backfills).map(\.name)
    if names.contains(where: { ByteString($0) == ByteString(only) }) { return }
    throw MigrationRefused.notSupported(
      "no backfill is named '\(printable(only))'; the plans have \(names.isEmpty ? "none" : listed(names))")
  }
}

extension Backfill {
  /// Returns the key of `--cursor` in the form of this backfill's keys.
  func checkedCursor(_ values: [JSONValue]) throws -> [JSONValue] { try cursor(values, for: key, of: table) }
}

/// Returns the key of `--cursor` in the form of a table's keys.
///
/// - Throws: `MigrationRefused` if it has other values.
func cursor(_ values: [JSONValue], for key: [Column], of table: String) throws -> [JSONValue] {
  let names = key.map(\.name)
  guard values.count == key.count else {
    throw MigrationRefused.notSupported(
      "--cursor needs \(key.count == 1 ? "one value" : "a JSON array of \(key.count) values") for the key of \(table) "
        + "(\(names.joined(separator: ", "))), not \(values.count)")
  }
  return try zip(key, values).map { column, value in
    switch (column.form, value) {
    case (.int, .int), (.microseconds, .int), (.double, .double), (.double, .int), (.bool, .bool), (.bool, .int):
      return value
    case (.int, _), (.microseconds, _), (.double, _), (.bool, _): break
    // A number as it was typed.
    case (_, .int(let number)): return .string("\(number)")
    case (_, .string): return value
    case _: break
    }
    throw MigrationRefused.notSupported(
      "--cursor needs a key of \(table): \(column.name) is no \(printable(value.text))")
  }
}

/// Returns why a text is no single SQL condition, as the end of a sentence; `nil` if it may be one.
func whyNoCondition(_ text: String) -> String? {
  let source = SQLSource(text)
  if source.tokens.isEmpty { return "is empty" }
  var depth = 0
  var end = 0
  for (token, range) in zip(source.tokens, source.ranges) {
    // A comment would hide what follows the condition.
    if source.bytes[end..<range.lowerBound].contains(where: { $0 > 0x20 }) { return "contains a comment" }
    end = range.upperBound
    switch token {
    case .sign("("): depth += 1
    case .sign(")"):
      depth -= 1
      if depth < 0 { return "has a ')' without a '('" }
    case .sign(";"): return "is more than a condition: it contains ';'"
    case .text, .name, .blob:
      let last = source.bytes[range.upperBound - 1]
      if range.count < 2 || !"'\"`]".utf8.contains(last) { return "has a quote that is not closed" }
    case .word, .number, .sign: break
    }
  }
  if source.bytes[end...].contains(where: { $0 > 0x20 }) { return "contains a comment" }
  return depth > 0 ? "has a '(' without a ')'" : nil
}
