// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// Finds all objects and clauses that use a column or table that a deploy drops, and that are not dropped with it.
///
/// SQLite would report only the first one, or read the dropped name in double quotes as a string literal.
struct DroppedNames {
  private let deploy: MigrationDeploy
  private let state: SchemaState
  private let modelBefore: ModelState
  private let modelAfter: ModelState
  /// The dropped columns of each remaining table; all names are folded.
  private var columns: [String: Set<String>] = [:]
  /// A line for each use.
  private(set) var problems: [String] = []

  init(_ deploy: MigrationDeploy, _ state: SchemaState, _ modelBefore: ModelState, _ modelAfter: ModelState) {
    self.deploy = deploy
    self.state = state
    self.modelBefore = modelBefore
    self.modelAfter = modelAfter
    for (name, table) in modelBefore.tables {
      guard let next = modelAfter.tables[name] else { continue }
      let dropped = table.columns.map { foldedName($0.name) }.filter { next.column($0) == nil }
      if !dropped.isEmpty { columns[name] = Set(dropped) }
    }
    for name in columns.keys.sorted() { findClauses(of: name) }
    for key in state.objects.keys.sorted() {
      guard let object = state.objects[key], !deploy.takesAway(object, modelBefore, modelAfter) else { continue }
      // The plan recreates the schema's own indexes, triggers and views if they must change.
      if object.kind != .table, modelBefore.names.contains(foldedName(object.name)) { continue }
      find(object)
    }
  }

  private mutating func add(_ what: String, _ advice: String) {
    problems.append("\(what), which deploy \(deploy.number) drops: \(advice)")
  }

  /// Finds conditions, defaults and computed columns of the same table.
  private mutating func findClauses(of name: String) {
    guard let table = state.tables[name], let dropped = columns[name] else { return }
    for column in table.columns where !dropped.contains(foldedName(column.name)) {
      for clause in column.clauses where [.check, .generated, .default].contains(clause.kind) {
        guard let used = table.source.tokens[clause.core].first(named: dropped) else { continue }
        add(
          "\(table.source.text(ofTokens: clause.core)) of \(table.name).\(column.name) uses \(used)",
          "change \(column.name) first, or keep \(used)")
      }
    }
    let known = modelBefore.tables[name].map { Set($0.constraints.map($0.comparable)) } ?? []
    for constraint in table.constraints where constraint.kind != .primaryKey {
      let over = table.columns(of: constraint)
      guard let used = over.first(where: dropped.contains),
        over.count > 1 || (constraint.kind == .check && !rebuilds(name, without: used)),
        !known.contains(table.comparable(constraint)),
        constraint.kind != .unique || !modelBefore.dropsUnique(over: over, until: modelAfter)
      else { continue }
      add(
        "\(table.source.text(ofTokens: constraint.core)) of \(table.name) uses \(used)",
        "remove it from the table first, or keep \(used)")
    }
  }

  /// Returns whether the deploy rebuilds the table without a column: a CHECK over only that column is dropped with it.
  private func rebuilds(_ table: String, without column: String) -> Bool {
    deploy.statements.contains { statement in
      guard case .rebuild(let rebuild) = statement, foldedName(rebuild.table) == table else { return false }
      return rebuild.changes.contains { change in
        if case .dropColumn(let name) = change { foldedName(name) == foldedName(column) } else { false }
      }
    }
  }

  private mutating func find(_ object: SchemaObject) {
    let table = foldedName(object.table)
    switch object.kind {
    case .table:
      findContent(of: object)
      let gone = (state.parents[table] ?? []).filter { parent in
        deploy.dropped.contains { foldedName($0) == parent } && !refersByModel(table, to: parent)
      }
      for parent in gone.sorted() where !deploy.dropped.contains(where: { foldedName($0) == table }) {
        add("\(object.name) refers to the table \(parent)", "remove that reference first, or keep \(parent)")
      }
      return
    case .index:
      guard let dropped = columns[table], let used = object.indexed.first(named: dropped) else { return }
      return add("\(object.label) uses \(object.table).\(used)", "drop the index first, or keep \(used)")
    case .trigger:
      if let dropped = columns[table], let used = TriggerText(object.sql)?.columns.first(where: dropped.contains) {
        return add(
          "\(object.label) fires on an update of \(object.table).\(used)",
          "change or drop the trigger first, or keep \(used)")
      }
    case .view: break
    }
    for used in (state.reads.columns[object.key] ?? []).sorted() where isDropped(used) {
      let name = used.hasSuffix(".") ? String(used.dropLast()) : used
      return add("\(object.label) uses \(name)", "change or drop it first, or keep what it uses")
    }
  }

  /// Finds a search table that reads a dropped table or column by its name.
  private mutating func findContent(of object: SchemaObject) {
    guard let content = SearchContent(object.sql) else { return }
    let dropped = columns[content.table] ?? []
    if deploy.dropped.contains(where: { foldedName($0) == content.table }) {
      add("the search table \(object.name) reads \(content.table)", "drop it first, or keep \(content.table)")
    } else if let used = dropped.sorted().first(where: content.reads) {
      add("the search table \(object.name) reads \(content.table).\(used)", "drop it first, or keep \(used)")
    }
  }

  /// Returns whether the reference is part of the schema, so that the plan changes it.
  private func refersByModel(_ table: String, to parent: String) -> Bool {
    guard let text = modelBefore.tables[table] else { return false }
    return text.columns.contains { column in
      column.clauses.contains { ReferenceText(text.source.tokens[$0.core])?.table == parent }
    }
  }

  private func isDropped(_ used: String) -> Bool {
    for (table, names) in columns where names.contains(where: { used == "\(table).\($0)" }) { return true }
    return deploy.dropped.contains { used == foldedName($0) || used.hasPrefix(foldedName($0) + ".") }
  }
}
