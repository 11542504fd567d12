// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits
import SchemaModel

/// The lock that a statement takes on the tables that it changes, the strongest first.
package enum TableLock: String, Hashable, Sendable {
  /// Readers and writers wait.
  case accessExclusive = "ACCESS EXCLUSIVE"
  /// Others read; writers wait.
  case shareRowExclusive = "SHARE ROW EXCLUSIVE"
  /// Others read; writers wait.
  case share = "SHARE"
  /// Others read and write.
  case shareUpdateExclusive = "SHARE UPDATE EXCLUSIVE"
}

extension SchemaStep {
  static func sql(_ statement: String, _ lock: TableLock?, work: RowWork = .none) -> SchemaStep {
    SchemaStep(statement: .sql(statement), work: work, lock: lock)
  }
}

/// A statement that runs before a deploy's transaction and in none or one of its own.
package struct PreparedStep: Hashable {
  package var step: PreparationStep
  package var lock: TableLock?
  package var work = SchemaStep.RowWork.none
}

extension PreparedStep {
  static func create(_ table: PostgreSQLTable) -> PreparedStep {
    PreparedStep(step: PreparationStep(table.create, .table(table.name.text)), lock: nil)
  }

  static func addColumn(_ column: PostgreSQLColumn, to table: StoredName) -> PreparedStep {
    PreparedStep(
      step: PreparationStep(column.addition(to: table), .column(column.name.text, of: table.text)),
      lock: .accessExclusive)
  }

  /// A constraint for rows that are written from now on, then the check of all others.
  static func add(_ constraint: PostgreSQLConstraint, to table: StoredName) -> [PreparedStep] {
    let alter = "ALTER TABLE \(table.sql)"
    return [
      PreparedStep(
        step: PreparationStep(
          "\(alter) ADD \(constraint.sql) NOT VALID", .constraint(constraint.name, of: table.text)),
        lock: constraint.target == nil ? .accessExclusive : .shareRowExclusive),
      PreparedStep(
        step: PreparationStep(
          "\(alter) VALIDATE CONSTRAINT \(constraint.name.sqlName)", .validity(constraint.name, of: table.text)),
        lock: .shareUpdateExclusive, work: .scan),
    ]
  }

  /// New values of enum types, and new types.
  static func types(from old: StoreRevision, to new: StoreRevision) -> [PreparedStep] {
    let known = old.enumTypes
    return new.enumTypes.flatMap { type -> [PreparedStep] in
      guard let before = known.first(where: { $0.name == type.name }) else {
        return [PreparedStep(step: PreparationStep(type.createOrExtend, .labels(type.labels, of: type.name)))]
      }
      return type.labels.filter { !before.labels.contains($0) }.map { label in
        PreparedStep(
          step: PreparationStep(EnumType.addition(of: label, to: type.name), .labels([label], of: type.name)))
      }
    }
  }

  static func build(_ index: PostgreSQLIndex, as name: String? = nil) -> PreparedStep {
    PreparedStep(
      step: PreparationStep(index.create(concurrently: true, as: name), .index(name ?? index.name.text)),
      lock: .shareUpdateExclusive, work: .scan)
  }
}

extension PostgreSQLColumn {
  /// `ALTER TABLE ... ADD COLUMN`, without reading or writing a row: existing rows get no current time and no random
  /// value.
  func addition(to table: StoredName) -> String {
    let alter = "ALTER TABLE \(table.sql) ADD COLUMN"
    guard let defaultValue, !defaultValue.isConstant else { return "\(alter) \(sql)" }
    var column = self
    column.defaultValue = nil
    return "\(alter) \(column.sql), ALTER COLUMN \(name.sql) SET DEFAULT \(defaultValue.expression)"
  }
}

extension PostgreSQLTrigger {
  var dropSteps: [SchemaStep] {
    drop.map { .sql($0, $0.hasPrefix("DROP TRIGGER") ? .accessExclusive : nil) }
  }

  func createSteps(isOnOldTable: Bool) -> [SchemaStep] {
    create.map { statement in
      let locksTable = !statement.hasPrefix("CREATE FUNCTION") && !statement.hasPrefix("REVOKE")
      return .sql(statement, isOnOldTable && locksTable ? .shareRowExclusive : nil)
    }
  }
}
