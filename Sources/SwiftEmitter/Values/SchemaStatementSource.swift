// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// Statements as an array.
  mutating func statements(_ statements: [SchemaStatement], named name: String, _ names: [String: String]) {
    block("private static let \(name): [SchemaStatement] = [", end: "]") { $0.statements(statements, names) }
  }

  /// Statements as elements of an array.
  ///
  /// - Parameter names: The names of the texts that are declared apart.
  mutating func statements(_ statements: [SchemaStatement], _ names: [String: String]) {
    for statement in statements {
      switch statement {
      case .sql(let sql) where names[sql] != nil: line(".sql(\(names[sql] ?? "")),")
      case .sql(let sql): literal(sql, before: ".sql(", end: "),")
      case .rebuild(let rebuild): self.rebuild(rebuild)
      case .dropIndex(let name, let create):
        line(".dropIndex(\(name.swiftLiteral), like: \(create.rawSwiftLiteral)),")
      case .dropReference(let name, let table, let definition):
        line(".dropReference(\(name.swiftLiteral), of: \(table.swiftLiteral), like: \(definition.rawSwiftLiteral)),")
      case .renameConstraint(let name, let table, let other):
        line(".renameConstraint(\(name.swiftLiteral), of: \(table.swiftLiteral), to: \(other.swiftLiteral)),")
      }
    }
  }

  /// Preparation steps as an array.
  mutating func preparations(_ steps: [PreparationStep], named name: String) {
    block("private static let \(name): [PreparationStep] = [", end: "]") { $0.preparations(steps) }
  }

  /// The elements of a list of preparation steps.
  mutating func preparations(_ steps: [PreparationStep]) {
    for step in steps {
      literal(step.statement, before: "PreparationStep(", end: ", \(step.result.swiftExpression)),")
    }
  }

  private mutating func rebuild(_ rebuild: Rebuild) {
    block(".rebuild(Rebuild(", end: ")),") { source in
      source.line("table: \(rebuild.table.swiftLiteral),")
      let isFilled = !rebuild.filled.isEmpty
      source.block("changes: [", end: isFilled ? "]," : "]") { source in
        for change in rebuild.changes { source.line("\(change.swiftExpression),") }
      }
      guard isFilled else { return }
      source.block("filled: [", end: "]") { source in
        for filled in rebuild.filled {
          source.line(".init(\(filled.column.swiftLiteral), \(filled.expression.rawSwiftLiteral)),")
        }
      }
    }
  }
}

extension TableChange {
  /// The change in Swift.
  fileprivate var swiftExpression: String {
    switch self {
    case .addColumn(let definition): ".addColumn(\(definition.rawSwiftLiteral))"
    case .dropColumn(let name): ".dropColumn(\(name.swiftLiteral))"
    case .changeColumn(let old, let new):
      ".changeColumn(from: \(old.rawSwiftLiteral), to: \(new.rawSwiftLiteral))"
    case .addConstraint(let constraint): ".addConstraint(\(constraint.rawSwiftLiteral))"
    case .dropConstraint(let constraint): ".dropConstraint(\(constraint.rawSwiftLiteral))"
    }
  }
}

extension PreparationStep.Result {
  /// The result in Swift.
  fileprivate var swiftExpression: String {
    switch self {
    case .table(let table): ".table(\(table.swiftLiteral))"
    case .column(let column, let table): ".column(\(column.swiftLiteral), of: \(table.swiftLiteral))"
    case .constraint(let name, let table): ".constraint(\(name.swiftLiteral), of: \(table.swiftLiteral))"
    case .validity(let name, let table): ".validity(\(name.swiftLiteral), of: \(table.swiftLiteral))"
    case .index(let name): ".index(\(name.swiftLiteral))"
    case .labels(let labels, let type):
      ".labels([\(labels.map(\.swiftLiteral).joined(separator: ", "))], of: \(type.swiftLiteral))"
    case .other(let isDone, let inverse):
      ".other(isDone: \(isDone.rawSwiftLiteral), inverse: \(inverse.rawSwiftLiteral))"
    }
  }
}
