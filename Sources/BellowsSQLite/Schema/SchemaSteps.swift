// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension Connection {
  /// Executes one step of a deploy's schema change.
  ///
  /// - Parameters:
  ///   - kept: Columns, such as `users.name`, that keep the conflict clause of their NOT NULL while it is gone.
  ///   - isRollback: Whether the step restores what was there before.
  func execute(_ statement: SchemaStatement, keeping kept: Set<String> = [], isRollback: Bool = false) throws {
    switch statement {
    case .sql(let sql):
      if SQLToken.tokens(of: sql).first?.says("alter") == true {
        try DefinitionWriter(self).alter(typed(sql))
      } else {
        try run(sql)
      }
    case .rebuild(let rebuild): try execute(rebuild, keeping: kept, isRollback: isRollback)
    case .dropIndex(let name, let create): try dropIndex(name, like: create)
    case .dropReference(let reference, _, _):
      throw DatabaseUnable("\(name): SQLite cannot drop the foreign key \(reference) in place; plan for its target")
    case .renameConstraint(let constraint, _, _):
      throw DatabaseUnable("\(name): SQLite cannot rename the constraint \(constraint); plan for its target")
    }
  }

  /// Changes a table's definition; copies the rows only if they must be stored in another way.
  ///
  /// - Parameter requiringTypes: Whether a column that gets a requirement also gets the CHECK of its type.
  func execute(
    _ rebuild: Rebuild, keeping kept: Set<String> = [], requiringTypes: Bool = true, isRollback: Bool = false
  ) throws {
    guard let shape = try shape(of: rebuild.table) else {
      throw DatabaseUnable("\(name): there is no table \(rebuild.table)")
    }
    let changes = typed(rebuild.changes, of: shape)
    let edits = DefinitionEdits(kept: kept, requiresTypes: requiringTypes, isRollback: isRollback)
    let edited = try editor(of: shape, after: changes, edits)
    if try rebuild.filled.isEmpty && changeWithoutCopy(shape, changes, edits) { return }
    try replace(shape, with: edited, filled: rebuild.filled)
  }

  /// Writes an edited definition: in the catalog if the rows are stored as before, else by a copy.
  func write(_ editor: TableEditor, of shape: TableShape) throws {
    guard editor.sql != shape.sql, let old = TableText(shape.sql) else { return }
    if let edit = DefinitionEdit(from: old, to: editor.table),
      try DefinitionWriter(self).write(edit, of: shape, with: editor)
    {
      return
    }
    try replace(shape, with: editor)
  }

  /// Returns an `ALTER TABLE ADD COLUMN` of a table that is not STRICT with the CHECK of the column's type.
  private func typed(_ sql: String) throws -> String {
    let source = SQLSource(sql)
    let tokens = source.tokens
    guard tokens.count > 5, tokens[3].says("add"), tokens[4].says("column"), let table = tokens[2].label,
      let shape = try shape(of: table), !shape.isStrict
    else { return sql }
    return source.text(ofTokens: 0..<5) + " " + TypeCheck.added(to: source.text(ofTokens: 5..<tokens.count))
  }

  /// Returns the changes of a table that is not STRICT with the CHECKs of the new columns' types.
  private func typed(_ changes: [TableChange], of shape: TableShape) -> [TableChange] {
    if shape.isStrict { return changes }
    return changes.map { change in
      if case .addColumn(let definition) = change { .addColumn(TypeCheck.added(to: definition)) } else { change }
    }
  }

  /// Changes a table by `ALTER TABLE` and edits of its definition; returns `false` if SQLite cannot do it so.
  private func changeWithoutCopy(
    _ shape: TableShape, _ changes: [TableChange], _ kinds: DefinitionEdits
  ) throws -> Bool {
    let edits = changes.filter { !$0.addsColumn && !$0.dropsColumn }
    try run("SAVEPOINT \(OwnNames.changeSavepoint)")
    do {
      for case .addColumn(let definition) in changes {
        try DefinitionWriter(self).alter("ALTER TABLE \(quoted(shape.name)) ADD COLUMN \(definition)")
      }
      if let changed = try edits.isEmpty ? nil : self.shape(of: shape.name) {
        let editor = try editor(of: changed, after: edits, kinds)
        guard let old = TableText(changed.sql), let edit = DefinitionEdit(from: old, to: editor.table),
          try DefinitionWriter(self).write(edit, of: changed, with: editor)
        else {
          try undoChange()
          return false
        }
      }
      for case .dropColumn(let column) in changes {
        try DefinitionWriter(self).alter("ALTER TABLE \(quoted(shape.name)) DROP COLUMN \(quoted(column))")
      }
      try run("RELEASE \(OwnNames.changeSavepoint)")
      return true
    } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
      // `ALTER TABLE` refuses some columns: a new one that is required, a dropped one that an index or a CHECK names.
      try undoChange()
      return false
    }
  }

  private func undoChange() throws {
    try run("ROLLBACK TO \(OwnNames.changeSavepoint); RELEASE \(OwnNames.changeSavepoint)")
  }

  private func editor(
    of shape: TableShape, after changes: [TableChange], _ edits: DefinitionEdits
  ) throws -> TableEditor {
    var editor = try editor(of: shape)
    editor.allowsOtherChecks = edits.isRollback
    do {
      for change in changes {
        editor.keepsConflictClauses = edits.keeps(change, of: shape.name)
        try editor.apply(change)
        guard edits.requiresTypes, case .changeColumn(let old, let new) = change, !shape.checksType(of: new) else {
          continue
        }
        if TypeCheck.isTightened(from: old, to: new) { try editor.requireType(of: new) }
      }
    } catch {
      throw refusal(error, of: shape.name)
    }
    return editor
  }

  /// Returns an editor of a table's definition.
  ///
  /// Throws if the parsed definition differs from SQLite's catalog.
  func editor(of shape: TableShape) throws -> TableEditor {
    do {
      let editor = try TableEditor(shape.sql)
      guard editor.table.agrees(with: shape) else {
        throw DatabaseUnable(
          "\(name): SQLite's catalog differs from the definition of the table \(shape.name); recreate the table with a plain "
            + "definition, then run again")
      }
      return editor
    } catch let error as EditRefused {
      throw refusal(error, of: shape.name)
    }
  }

  /// Converts the error of an edit.
  func refusal(_ error: any Error, of table: String) -> any Error {
    guard let error = error as? EditRefused else { return error }
    return DatabaseUnable("the table \(table) cannot be changed: \(error)")
  }
}

extension TableShape {
  /// Returns whether SQLite checks the types of the values of a column, which a definition names.
  fileprivate func checksType(of definition: String) -> Bool {
    let name = SQLToken.tokens(of: definition).first?.label.map(foldedName)
    return columns.first { foldedName($0.name) == name }?.isStrict ?? isStrict
  }
}

/// How the definition of a table is edited.
private struct DefinitionEdits {
  /// Columns, such as `users.name`, that keep the conflict clause of their NOT NULL while it is gone.
  var kept: Set<String>
  /// Whether a column that gets a requirement also gets the CHECK of its type, if SQLite does not check it.
  var requiresTypes: Bool
  var isRollback: Bool

  func keeps(_ change: TableChange, of table: String) -> Bool {
    guard !kept.isEmpty, case .changeColumn(let old, _) = change, let name = SQLToken.tokens(of: old).first?.label
    else {
      return false
    }
    return kept.contains("\(foldedName(table)).\(foldedName(name))")
  }
}

extension TableChange {
  fileprivate var addsColumn: Bool { if case .addColumn = self { true } else { false } }
  fileprivate var dropsColumn: Bool { if case .dropColumn = self { true } else { false } }
}

extension TableEditor {
  /// Applies one of a plan's changes.
  fileprivate mutating func apply(_ change: TableChange) throws(EditRefused) {
    switch change {
    case .addColumn(let definition): try add(column: definition)
    case .dropColumn(let name): try remove(column: name)
    case .changeColumn(let old, let new): try self.change(from: old, to: new)
    case .addConstraint(let constraint): try add(constraint: constraint)
    case .dropConstraint(let constraint): try remove(constraint: constraint)
    }
  }
}

extension TableText {
  /// Returns whether it agrees with SQLite's catalog: then it was parsed as SQLite parses it.
  func agrees(with shape: TableShape) -> Bool {
    guard columns.map({ foldedName($0.name) }) == shape.columns.map({ foldedName($0.name) }) else { return false }
    let references =
      columns.flatMap(\.clauses).filter { $0.kind == .references }.count
      + constraints.filter { $0.kind == .foreignKey }.count
    guard references == shape.references.count else { return false }
    return zip(columns, shape.columns).allSatisfy { own, other in
      (own.clause(.generated) != nil) == other.isGenerated
        && (own.clause(.default) != nil) == (other.defaultText != nil)
        && (own.clause(.notNull) != nil || other.keyPosition > 0) == other.isRequired
    }
  }
}
