// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension SwiftSource {
  /// A generated backfill function.
  mutating func generatedFunction(_ backfill: Backfill, _ function: FrozenRows.Function, _ plan: Plan) {
    let patch = function.patch
    let values = patch.fields.map { knownValue(of: $1, $2, backfill, function, plan) }
    let arguments = zip(patch.fields, values).map { "\($0.column.property.argumentLabel): \($1.text)" }
    line()
    line("/// \(backfill.sentence)")
    let effects = "\(values.contains(where: \.mayThrow) ? " throws" : "") -> \(patch.name)"
    block("static func \(function.name.escaped)(_ row: \(function.before.name), _ rows: Rows)\(effects) {") {
      $0.line("\(patch.name)(\(arguments.joined(separator: ", ")))")
    }
  }

  private func knownValue(
    of column: ColumnShape, _ type: SwiftType, _ backfill: Backfill, _ function: FrozenRows.Function, _ plan: Plan
  ) -> KnownValue {
    switch backfill.transform {
    case .unset: return KnownValue(calculation: "nil")
    case .fill(let value):
      let filled = KnownValue(value, type)
      guard let source = backfill.sources.first?.column, source != column.stored,
        let old = function.before.fields.first(where: { $0.column.stored == source })
      else { return filled }
      let property = "row.\(old.column.property.escaped)"
      if case (.existing(let one), .existing(let other)) = (old.type.form, type.form), one == other {
        return KnownValue(calculation: "\(property) ?? \(filled.calculation)", mayThrow: filled.mayThrow)
      }
      let copied = "\(Transform.copy.runtimeConversion).apply(to: \(property))"
      return KnownValue(calculation: "\(copied) ?? \(filled.calculation)", mayThrow: true)
    case .copy, .convert, .remap, .renameMembers, .custom, .sql:
      let stored = plan.source(of: ColumnID(function.patch.shape.stored, column.stored), backfill)
      guard let source = function.before.fields.first(where: { $0.column.stored == stored }) else {
        return KnownValue(calculation: "nil")
      }
      let value = "row.\(source.column.property.escaped)"
      let wasOptional = source.column.read?.isOptional == true
      let isOptional = column.read?.isOptional == true
      if case (.copy, .existing(let old), .existing(let new)) = (backfill.transform, source.type.form, type.form),
        old == new, isOptional || !wasOptional
      {
        return KnownValue(calculation: value)
      }
      let label = wasOptional && !isOptional ? "requiring" : "to"
      return KnownValue(
        calculation: "\(backfill.transform.runtimeConversion).apply(\(label): \(value))", mayThrow: true)
    }
  }

  /// The stub of a hand-written backfill function.
  mutating func handWrittenFunction(_ backfill: Backfill, _ function: FrozenRows.Function, _ plan: Plan) {
    let properties = function.patch.fields.map { "\($0.column.property.argumentLabel):" }.joined()
    documentation(backfill.sentence)
    if backfill.isOnce {
      documentation("Each row that exists when the repair starts is changed once; later rows are not changed.")
    } else if backfill.pending == .differs {
      documentation("Must be idempotent: called on its own result it returns the same value, and writes no other rows.")
      documentation("This is checked before rows are written.")
    }
    line("///")
    documentation(
      "When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.")
    documentation(
      "Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.")
    if plan.reads.isEmpty { documentation("To read rows of other tables, generate the plan with `--reads TABLES`.") }
    let effects = "\(plan.functionEffects)(Unfilled)"
    let signature = "(_ row: \(function.before.name), _ rows: Rows) \(effects) -> \(function.patch.name)"
    block("static func \(function.name.escaped)\(signature) {") { source in
      let wanted =
        backfill.isRepair ? "change After(row), and return it" : "return \(function.patch.name)(\(properties))"
      source.line("#warning(\("\(backfill.visibleName): \(wanted)".swiftLiteral))")
      source.line("throw Unfilled()")
    }
  }
}

extension Backfill {
  /// Its name with escapes, on one line.
  fileprivate var visibleName: String { String(name.swiftLiteral.dropFirst().dropLast()) }

  /// Whether it writes only columns that it does not read from another column.
  private var isInPlace: Bool { sources.allSatisfy(targets.contains) }

  /// A description on one line.
  fileprivate var sentence: String {
    let name = visibleName
    return switch transform {
    case .fill where isInPlace: "\(name): the default, for rows without a value."
    case .fill: "\(name): a copy, or the default for rows without a value."
    case .copy: "\(name): a copy."
    case .convert: "\(name): the same value in another type."
    case .remap: "\(name): old literals are replaced by new ones."
    case .renameMembers: "\(name): members of objects are renamed."
    case .unset: "\(name): the value is removed."
    case .sql: "\(name): the values of SQL expressions."
    case .custom where fields == ["*"]: "\(name): returns the corrected row."
    case .custom: "\(name): returns the new \(fields.count > 1 ? "values" : "value") of a row."
    }
  }
}

extension Plan {
  /// The effects of hand-written functions: those of a repair often read other rows.
  var functionEffects: String { repair == nil ? "throws" : "async throws" }

  /// The column of the old row from which a target is computed.
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
    // If triggers keep both in sync, no version uses both: the pairs name the source, and a key keeps its name.
    let pairs = deploys.lazy.flatMap(\.synced)
    return pairs.first { $0.new == target }?.old.column ?? target.column
  }
}

/// A value that a generated function returns, as Swift.
private struct KnownValue {
  /// The expression without `try`.
  var calculation: String
  var mayThrow = false

  init(calculation: String, mayThrow: Bool = false) {
    (self.calculation, self.mayThrow) = (calculation, mayThrow)
  }

  /// A default: a literal, or the value read from JSON.
  init(_ value: Default, _ type: SwiftType) {
    if let literal = value.swiftExpression(type) {
      self.init(calculation: literal)
    } else if let json = value.jsonExpression {
      self.init(calculation: "\(type.spelling(in: []))(json: \(json))", mayThrow: true)
    } else {
      self.init(calculation: "nil")
    }
  }

  /// The expression, with `try` if it needs one.
  var text: String { mayThrow ? "try \(calculation)" : calculation }
}
