// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns an error for each name, index and type that the database of a schema would refuse.
func brokenLimits(_ schema: Schema) -> [Diagnostic] {
  guard let limits = schema.target.capabilities.limits else { return [] }
  return schema.tables.flatMap { table in
    var check = LimitCheck(table, limits, database: schema.target.capabilities.displayName)
    check.checkTable()
    return check.diagnostics
  }
}

/// Returns an error if a database has no way to stop all code, because a deploy replaces it.
func impossibleOffline(_ target: Target) -> [Diagnostic] {
  guard target.capabilities.replacesCode else { return [] }
  return [
    Diagnostic(
      .error, PlannerDiagnostic.noOffline,
      "an offline rollout is not possible on \(target.capabilities.displayName), where a push replaces the schema and all "
        + "code in one moment: leave out '--rollout offline'; '--rollout short' has the fewest pushes", range: nil)
  ]
}

/// Returns the error that a short rollout is impossible.
func impossibleShort(_ target: Target) -> [Diagnostic] {
  if target.capabilities.replacesCode { return [] }
  return [
    Diagnostic(
      .error, PlannerDiagnostic.noShort,
      "a short rollout is only for Convex, where a push replaces all code in one moment: leave out '--rollout short', or "
        + "stop all code with '--rollout offline'", range: nil)
  ]
}

private struct LimitCheck {
  private let table: Table
  private let limits: TargetLimits
  private let database: String
  private(set) var diagnostics: [Diagnostic] = []

  init(_ table: Table, _ limits: TargetLimits, database: String) {
    self.table = table
    self.limits = limits
    self.database = database
  }

  mutating func checkTable() {
    if !isPlain(table.name.text, mayBeginWithUnderscore: false) {
      report(
        "the table name \(quoted(table.name)) is not allowed on \(database): it begins with a letter, and has letters, "
          + "digits and '_', at most \(limits.longestName)", table.range)
    }
    switch table.content {
    case .fields(let fields): for field in fields { check(field) }
    case .variants(let variants):
      for member in variants.joined() {
        checkName(member.name, isTopLevel: true, table.range)
        check(member.type, of: member.name, depth: 1, table.range)
      }
    }
    checkIndexes()
  }

  private mutating func report(_ message: String, _ range: SourceRange?) {
    diagnostics.append(Diagnostic(.error, PlannerDiagnostic.targetLimit, message, range: range))
  }

  // MARK: Names and types

  private mutating func check(_ field: Field) {
    let range = table.range(of: field) ?? table.range
    checkName(field.name, isTopLevel: true, range)
    check(field.type.value, of: field.name, depth: 1, range)
    if field.isKey {
      report("\(database) assigns the keys of all documents: remove '@key' from \(quoted(field.name))", range)
    }
    if field.isStoredElsewhere, field.storedName.text != field.name.text {
      report("\(database) has one name for each field: remove '@column' from \(quoted(field.name))", range)
    }
  }

  private mutating func checkName(_ name: FieldName, isTopLevel: Bool, _ range: SourceRange?) {
    guard !isPlain(name.text, mayBeginWithUnderscore: !isTopLevel) else { return }
    report(
      "the field name \(quoted(name)) is not allowed on \(database): it begins with a letter, and has letters, digits "
        + "and '_', at most \(limits.longestName)", range)
  }

  private func isPlain(_ name: String, mayBeginWithUnderscore: Bool) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= limits.longestName else { return false }
    let begins = isLetter(first) || (mayBeginWithUnderscore && first == UInt8(ascii: "_"))
    return begins
      && bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "_") || $0 &- UInt8(ascii: "0") < 10 }
  }

  private mutating func check(_ type: ValueType, of field: FieldName, depth: Int, _ range: SourceRange?) {
    guard depth <= limits.deepestType else {
      return report(
        "the type of \(quoted(field)) nests deeper than \(limits.deepestType) levels, which \(database) refuses", range)
    }
    switch type {
    // A bounded type is an error of the language on such a target.
    case .any, .bounded, .literal, .reference: break
    case .scalar(let scalar):
      if !limits.scalars.contains(scalar) {
        report("\(database) has no type '\(scalar.rawValue)' for \(quoted(field)): use 'string' or 'double'", range)
      }
    case .array(let element): check(element, of: field, depth: depth + 1, range)
    case .record(let key, let value):
      switch key {
      case .string, .reference: break
      case .int, .uuid, .literals:
        report("the keys of a record are strings or ids on \(database): change those of \(quoted(field))", range)
      }
      check(value, of: field, depth: depth + 1, range)
    case .object(let members):
      for member in members {
        checkName(member.name, isTopLevel: false, range)
        check(member.type, of: field, depth: depth + 1, range)
      }
    case .union(let members): for member in members { check(member, of: field, depth: depth, range) }
    }
  }

  // MARK: Indexes

  private mutating func checkIndexes() {
    if table.indexes.count > limits.mostIndexes {
      report(
        "\(quoted(table.name)) has \(table.indexes.count) indexes, and \(database) allows \(limits.mostIndexes)",
        table.range)
    }
    var names: Set<IndexName> = []
    var seen: [String: IndexName] = [:]
    for index in table.indexes {
      let range = table.range(of: index) ?? table.range
      if !names.insert(index.name).inserted {
        report("\(quoted(table.name)) has two indexes called \(quoted(index.name)): rename one", range)
      }
      checkIndex(index, range)
      let key = index.kindName + index.paths.map(spelling).joined(separator: ",")
      if let other = seen.updateValue(index.name, forKey: key) {
        report(
          "the indexes \(quoted(other)) and \(quoted(index.name)) are over the same fields, which \(database) refuses: "
            + "keep one of them", range)
      }
    }
  }

  private mutating func checkIndex(_ index: Index, _ range: SourceRange?) {
    if !isPlain(index.name.text, mayBeginWithUnderscore: false) || limits.reservedIndexes.contains(index.name) {
      report(
        "the index name \(quoted(index.name)) is not allowed on \(database): it begins with a letter, has letters, "
          + "digits and '_', at most \(limits.longestName), and is not "
          + limits.reservedIndexes.map(quoted).sorted().joined(separator: " or "), range)
    }
    if index.kind == .unique {
      report(
        "\(database) has no unique index: write 'index', and check in the functions that write \(quoted(table.name))",
        range)
    }
    if case .vector(let dimensions) = index.kind, !limits.dimensions.contains(dimensions) {
      report(
        "\(quoted(index.name)) has \(dimensions) dimensions, and \(database) allows \(limits.dimensions.lowerBound) to "
          + "\(limits.dimensions.upperBound)", range)
    }
    if index.paths.isEmpty { report("the index \(quoted(index.name)) names no field", range) }
    if index.paths.count > limits.mostIndexFields || index.filters.count > limits.mostFilters {
      report(
        "\(quoted(index.name)) has more fields than \(database) allows: \(limits.mostIndexFields), and "
          + "\(limits.mostFilters) filters", range)
    }
    if Set(index.paths).count < index.paths.count {
      report("the index \(quoted(index.name)) names a field twice: remove one", range)
    }
    for path in index.paths + index.filters { check(path, of: index, range) }
  }

  private mutating func check(_ path: [FieldName], of index: Index, _ range: SourceRange?) {
    if path.first == "_creationTime", index.kind == .index {
      return report(
        "\(database) adds '_creationTime' at the end of every index: remove it from \(quoted(index.name))", range)
    }
    if path == ["_creationTime"] || path == ["_id"] { return }
    var types: [ValueType] = [table.rowType]
    for name in path {
      types = types.flatMap(\.alternatives).flatMap { type -> [ValueType] in
        switch type {
        case .any: [.any]
        case .object(let members): members.filter { $0.name == name }.map(\.type)
        case .scalar, .bounded, .literal, .reference, .array, .record, .union: []
        }
      }
    }
    guard types.isEmpty else { return }
    report(
      "the index \(quoted(index.name)) is over '\(spelling(path))', which \(quoted(table.name)) does not have", range)
  }

  private func spelling(_ path: [FieldName]) -> String { path.map(\.text).joined(separator: ".") }
}

extension Index {
  /// The kind, for indexes that may not be over the same fields.
  fileprivate var kindName: String {
    switch kind {
    case .index, .unique: "index "
    case .search: "search "
    case .vector(let dimensions): "vector \(dimensions) "
    }
  }
}
