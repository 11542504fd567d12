// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension SwiftSource {
  /// The body of a backfill that needs no person.
  mutating func generatedFunction(_ backfill: Backfill, _ body: FrozenRows.Body, _ plan: Plan) {
    let patch = body.patch
    let arguments = patch.fields.map { place, column, type in
      let value = knownValue(of: column, type, backfill, body, plan)
      return "\(column.property.argumentLabel): \(value)"
    }
    let mayThrow = arguments.contains { $0.contains("try ") }
    line()
    line("/// \(backfill.sentence)")
    let effects = "\(mayThrow ? " throws" : "") -> \(patch.name)"
    block("static func \(body.function.escaped)(_ row: \(body.before.name), _ rows: Rows)\(effects) {") {
      $0.line("\(patch.name)(\(arguments.joined(separator: ", ")))")
    }
  }

  private func knownValue(
    of column: ColumnShape, _ type: SwiftType, _ backfill: Backfill, _ body: FrozenRows.Body, _ plan: Plan
  ) -> String {
    switch backfill.transform {
    case .unset: return "nil"
    case .fill(let value):
      if let expression = value.swiftExpression(type) { return expression }
      let spelling = type.spelling(in: [])
      return value.jsonExpression.map { "try \(spelling)(json: \($0))" } ?? "nil"
    case .copy, .convert, .remap, .custom:
      let stored = plan.source(of: ColumnID(body.patch.shape.stored, column.stored), backfill)
      guard let source = body.before.fields.first(where: { $0.column.stored == stored }) else { return "nil" }
      let value = "row.\(source.column.property.escaped)"
      let wasOptional = source.column.read?.isOptional == true
      let isOptional = column.read?.isOptional == true
      if case (.copy, .existing(let old), .existing(let new)) = (backfill.transform, source.type.form, type.form),
        old == new, isOptional || !wasOptional
      {
        return value
      }
      let label = wasOptional && !isOptional ? "requiring" : "to"
      return "try \(backfill.transform.runtimeConversion).apply(\(label): \(value))"
    }
  }

  /// The stub of a body that a person writes.
  mutating func handWrittenFunction(_ backfill: Backfill, _ body: FrozenRows.Body, _ plan: Plan) {
    let properties = body.patch.fields.map { "\($0.column.property.argumentLabel):" }.joined()
    documentation(backfill.sentence)
    if backfill.isOnce {
      documentation("Each row that exists when the repair begins is changed once, and rows that come later are not.")
    } else if backfill.pending == .differs {
      documentation("Must be idempotent: called on its own result it returns the same, and writes no other rows.")
      documentation("That is checked before a row is written.")
    }
    line("///")
    documentation(
      "Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.")
    documentation(
      "What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.")
    let effects = "\(plan.functionEffects)(Unfilled)"
    let signature = "(_ row: \(body.before.name), _ rows: Rows) \(effects) -> \(body.patch.name)"
    block("static func \(body.function.escaped)\(signature) {") { source in
      source.line("#warning(\("\(backfill.visibleName): return \(body.patch.name)(\(properties))".swiftLiteral))")
      source.line("throw Unfilled()")
    }
  }
}

extension Backfill {
  /// Its name on one line, whatever it holds.
  fileprivate var visibleName: String { String(name.swiftLiteral.dropFirst().dropLast()) }

  /// What it does, in one sentence of one line.
  fileprivate var sentence: String {
    let name = visibleName
    return switch transform {
    case .fill: "\(name): the default, for rows that have no value."
    case .copy: "\(name): a copy."
    case .convert: "\(name): the same value in another type."
    case .remap: "\(name): old spellings become new ones."
    case .unset: "\(name): the value disappears."
    case .custom where fields == ["*"]: "\(name): the row as it should be, from the row as it is."
    case .custom: "\(name): the new value, from the row as it is."
    }
  }
}

extension Plan {
  /// What the bodies that a person writes are by default: of a repair, often for the sake of other rows.
  var functionEffects: String { repair == nil ? "throws" : "async throws" }

  /// The column of the old row that the value of a target comes from.
  fileprivate func source(of target: ColumnID, _ backfill: Backfill) -> StoredName? {
    if !backfill.copiesTable { return backfill.sources.first?.column }
    let code = deploys.last { $0.number <= max(backfill.after, 1) }?.code
    let versions = [code].compactMap { $0 } + deploys.map(\.code)
    for use in versions.lazy.flatMap(\.uses) {
      let columns = (use.reads + use.writes).map(\.column)
      if columns.contains(target), let old = columns.first(where: { $0.table == backfill.storedTable }) {
        return old.column
      }
    }
    // Where the store keeps both, no version uses both: the pairs in step say it, and the key keeps its name.
    let pairs = deploys.lazy.flatMap(\.synced)
    return pairs.first { $0.new == target }?.old.column ?? target.column
  }
}
