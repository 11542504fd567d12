// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// The end of renames, and its rollback.
///
/// Forward, the copy is dropped and the column gets its name. In a rollback code uses the new name meanwhile: a column
/// with the old name is added, kept in sync and filled as the copy, and in the last transaction the two exchange their
/// names. Either way the column that the database had before the plan keeps everything that is over it.
struct PostgreSQLExchange {
  /// The revisions between which everything else changes.
  let start: StoreRevision
  let end: StoreRevision
  let tables: Set<StoredName>
  /// The tables while both columns exist.
  let window: [StoredName: PostgreSQLTable]
  /// The tables without the copies: forward under the new names, in a rollback both columns with exchanged names.
  private let renamed: [StoredName: PostgreSQLTable]
  /// The tables of the new revision with the columns under the names that they have before.
  private let former: [StoredName: PostgreSQLTable]
  private let renames: [RenamedField]

  init(_ old: StoreRevision, _ new: StoreRevision, isRollback: Bool) {
    renames = isRollback ? new.renames(until: old) : old.renames(until: new)
    start = renames.isEmpty || isRollback ? old : old.renaming(renames)
    end = renames.isEmpty || !isRollback ? new : new.swapping(renames)
    tables = Set(renames.map(\.new.table))
    guard !renames.isEmpty else {
      (window, renamed, former) = ([:], [:], [:])
      return
    }
    window = PostgreSQLTableBuilder(isRollback ? new : old).definitions(of: tables)
    renamed = PostgreSQLTableBuilder(isRollback ? end : start).definitions(of: tables)
    former = isRollback ? [:] : PostgreSQLTableBuilder(new.withFormerNames(renames)).definitions(of: tables)
  }

  // MARK: - Forward

  /// Drops the copies and gives the columns and their constraints the new names.
  var renamingSteps: [SchemaStep] {
    renames.flatMap { rename -> [SchemaStep] in
      let alter = "ALTER TABLE \(rename.new.table.sql)"
      return [
        .sql("\(alter) DROP COLUMN \(rename.new.column.sql)", .accessExclusive),
        .sql("\(alter) RENAME COLUMN \(rename.old.column.sql) TO \(rename.new.column.sql)", .accessExclusive),
      ]
    } + constraintNames.map { renaming($0.old, of: $0.table, to: $0.new) }
  }

  /// Returns the definition of an index of the new revision before the columns get their names.
  func early(_ index: PostgreSQLIndex) -> PostgreSQLIndex {
    former[index.table]?.indexes.first { $0.name == index.name } ?? index
  }

  /// Whether an index over a copy has the name of an index of the new revision.
  func isOverCopy(_ index: PostgreSQLIndex) -> Bool {
    guard former[index.table] != nil else { return false }
    return window[index.table]?.indexes.contains { $0.name == index.name } == true
  }

  // MARK: - Back

  /// Exchanges the names of the columns and their copies, and restores the triggers that keep them in sync.
  var swappingSteps: [SchemaStep] {
    var steps: [SchemaStep] = []
    let names = tables.sorted()
    for name in names {
      let kept = window[name]?.triggers ?? []
      for trigger in renamed[name]?.triggers ?? [] where !kept.contains(trigger) { steps += trigger.dropSteps }
    }
    for rename in renames {
      let alter = "ALTER TABLE \(rename.new.table.sql) RENAME COLUMN"
      let between = PostgreSQLNames.replacement(rename.new.column.text).sqlName
      let (old, new) = (rename.old.column.sql, rename.new.column.sql)
      for (one, other) in [(new, between), (old, new), (between, old)] {
        steps.append(.sql("\(alter) \(one) TO \(other)", .accessExclusive))
      }
    }
    steps += constraintNames.map { renaming($0.new, of: $0.table, to: $0.old) }
    for name in names {
      let kept = renamed[name]?.triggers ?? []
      for trigger in window[name]?.triggers ?? [] where !kept.contains(trigger) {
        steps += trigger.createSteps(isOnOldTable: true)
      }
    }
    return steps
  }

  // MARK: - Constraints

  /// The names of constraints over the columns: while both columns exist, and when the columns have the new names.
  private var constraintNames: [(table: StoredName, old: String, new: String)] {
    tables.sorted().flatMap { name -> [(table: StoredName, old: String, new: String)] in
      let names = Dictionary(
        renames.filter { $0.new.table == name }.map { ($0.old.column, $0.new.column) },
        uniquingKeysWith: { first, _ in first })
      return (window[name]?.constraints ?? []).compactMap { constraint in
        let columns = constraint.columns.map { names[$0] ?? $0 }
        guard columns != constraint.columns,
          let other = renamed[name]?.constraints.first(where: { $0.columns == columns })
        else { return nil }
        return (name, constraint.name, other.name)
      }
    }
  }

  private func renaming(_ constraint: String, of table: StoredName, to other: String) -> SchemaStep {
    SchemaStep(statement: .renameConstraint(constraint, of: table.text, to: other), lock: .accessExclusive)
  }
}
