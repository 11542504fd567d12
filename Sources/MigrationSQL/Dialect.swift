// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The SQL of a kind of database.
///
/// A new dialect needs a case here and a folder beside `SQLite`; the switches below call it.
package enum Dialect: CaseIterable, Sendable {
  case sqlite
  case postgresql

  /// Returns the dialect of a target; `nil` for a target without SQL.
  package init?(for target: Target) {
    switch target {
    case .sqlite: self = .sqlite
    case .postgresql: self = .postgresql
    case .document, .convex: return nil
    }
  }

  /// The tables of a revision, as statements; sorted by name.
  func storedTables(of revision: StoreRevision, where isIncluded: (StoredName) -> Bool) -> [StoredTable] {
    let tables = revision.schema.tables.filter { isIncluded($0.storedName) }.sorted { $0.storedName < $1.storedName }
    switch self {
    case .sqlite:
      let builder = TableBuilder(revision)
      return tables.map { StoredTable(builder.definition(of: $0)) }
    case .postgresql:
      let builder = PostgreSQLTableBuilder(revision)
      return tables.map { StoredTable(builder.definition(of: $0)) }
    }
  }

  /// The statements from one revision to another.
  ///
  /// - Parameter isRollback: Whether this is a rollback. Then a required column whose values are lost is restored empty
  /// and
  ///   optional; a later step of the rollback restores the values.
  func change(from old: StoreRevision, to new: StoreRevision, isRollback: Bool = false) -> StoreChange {
    switch self {
    case .sqlite:
      var builder = StoreChangeBuilder(old, new, isRollback: isRollback)
      return builder.change()
    case .postgresql:
      var builder = PostgreSQLChangeBuilder(old, new, isRollback: isRollback)
      return builder.change()
    }
  }

  /// Whether the tables after a deploy, and its rollback, follow from its statements: see `derived(from:)`.
  package var derivesDeploys: Bool {
    switch self {
    case .sqlite: true
    case .postgresql: false
    }
  }

  /// Whether all deploys of a plan can run in one transaction while no code runs.
  var hasDirectWay: Bool {
    switch self {
    case .sqlite: true
    case .postgresql: false
    }
  }

  /// The backfills of a plan in SQL.
  package func backfillWriter(for plan: Plan) -> BackfillWriter { BackfillWriter(plan: plan, in: self) }

  /// A query for the rows that violate a constraint that a gate checks; `nil` if SQL cannot decide it.
  ///
  /// - Parameter path: A path in the schema of the deploy: `users.age`, `users#by_email`.
  package func violations(of path: SchemaPath, before deploy: Deploy, in plan: Plan) -> String? {
    plan.violations(of: path, before: deploy, in: self)
  }

  /// The statements of a step for a reader, one on each line.
  package func listing(_ step: SchemaStep) -> [String] { step.listing }
}

// MARK: - Expressions

extension Dialect {
  /// The form of the single column of a table with variants.
  var formOfRows: ColumnForm {
    switch self {
    case .sqlite: .jsonText
    case .postgresql: .jsonb
    }
  }

  /// The condition that is true for no row.
  var never: String {
    switch self {
    case .sqlite: "0"
    case .postgresql: "false"
    }
  }

  /// The transformed value as an expression; `nil` if SQL cannot express it without loss.
  func value(
    _ transform: Transform, of expression: String, from old: ColumnKind, to new: ColumnKind
  ) -> String? {
    switch self {
    case .sqlite: transform.sql(expression, from: old, to: new)
    case .postgresql: PostgreSQLConversion(from: old, to: new).value(transform, of: expression)
    }
  }

  /// The default of a column; `nil` if the database assigns the value.
  func value(of value: Default, _ type: ValueType, _ form: ColumnForm, _ storage: Storage) -> SQLDefault? {
    switch self {
    case .sqlite: value.sql(type, form, storage)
    case .postgresql: value.postgresql(type, form)
    }
  }

  /// A column, or a value inside its JSON, as an expression that an index can contain.
  func value(of path: StoredPath) -> String {
    switch self {
    case .sqlite: path.sqlite()
    case .postgresql: path.postgresql
    }
  }

  /// The condition that a stored value is outside a type, true or false for every row; `nil` if SQL cannot decide it.
  func violation(
    of type: FieldType, by stored: ColumnKind, _ column: String, _ storage: Storage, mayMiss: Bool
  ) -> String? {
    switch self {
    case .sqlite: TypeCondition(storage: storage).violation(of: type, by: stored, column, mayMiss: mayMiss)
    case .postgresql:
      PostgreSQLCondition(storage: storage).violation(of: type, by: stored, column, mayMiss: mayMiss)
    }
  }

  /// The condition that two values of a column differ; two missing values do not.
  ///
  /// A column of another tool's table may have a collation for which different texts are equal.
  func differs(_ left: String, _ right: String, _ form: ColumnForm?) -> String {
    switch self {
    case .sqlite: "\(left) IS NOT \(right) COLLATE BINARY"
    case .postgresql: "\(comparableValue(left, form)) IS DISTINCT FROM \(comparableValue(right, form))"
    }
  }

  /// The condition that two values of a column are the same; two missing values are.
  func isSame(_ left: String, _ right: String, _ form: ColumnForm?) -> String {
    switch self {
    case .sqlite: "\(left) IS \(right) COLLATE BINARY"
    case .postgresql: "\(comparableValue(left, form)) IS NOT DISTINCT FROM \(comparableValue(right, form))"
    }
  }

  /// JSON in a form that is the same for the same value.
  func comparable(_ json: String) -> String {
    switch self {
    case .sqlite: "json(\(json))"
    case .postgresql: "(\(json))::jsonb"
    }
  }
}
