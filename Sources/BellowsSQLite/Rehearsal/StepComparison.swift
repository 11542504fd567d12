// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// Compares the schemas before and after a deploy, and reports each loss that is not part of the plan.
struct StepComparison {
  let deploy: MigrationDeploy
  let before: SchemaState
  let after: SchemaState
  let modelBefore: ModelState
  let modelAfter: ModelState
  /// A line for each loss.
  private(set) var problems: [String] = []

  init(
    _ deploy: MigrationDeploy, _ before: SchemaState, _ after: SchemaState, _ modelBefore: ModelState,
    _ modelAfter: ModelState
  ) {
    self.deploy = deploy
    self.before = before
    self.after = after
    self.modelBefore = modelBefore
    self.modelAfter = modelAfter
    for name in before.tables.keys.sorted() { compareTable(name) }
    for key in before.objects.keys.sorted() {
      guard let object = before.objects[key] else { continue }
      compare(object)
    }
  }

  private mutating func lose(_ what: String, _ advice: String) {
    problems.append("\(what) (deploy \(deploy.number)): \(advice)")
  }

  private var droppedTables: Set<String> { Set(deploy.dropped.map(foldedName)) }

  // MARK: - Tables

  private mutating func compareTable(_ name: String) {
    guard let old = before.tables[name] else { return }
    guard let new = after.tables[name] else {
      let isPlanned =
        droppedTables.contains(name) || (modelBefore.names.contains(name) && !modelAfter.names.contains(name))
      if !isPlanned { lose("the table \(old.name) would be lost", Self.defect) }
      return
    }
    let models = (modelBefore.tables[name], modelAfter.tables[name])
    let remaining = old.columns.filter { new.column($0.name) != nil }
    for column in old.columns where new.column(column.name) == nil {
      if models.0?.column(column.name) != nil, models.1?.column(column.name) == nil { continue }
      lose("\(old.name).\(column.name) would be lost", Self.defect)
    }
    let order = new.columns.map { foldedName($0.name) }.filter { name in old.column(name) != nil }
    if order != remaining.map({ foldedName($0.name) }) {
      lose("the columns of \(old.name) would be reordered", Self.defect)
    }
    for column in remaining {
      guard let other = new.column(column.name) else { continue }
      compare(column, of: old, with: other, of: new, models)
    }
    compareConstraints(of: old, with: new, models)
    findCaptured(in: old, by: Set(new.columns.map { foldedName($0.name) }).subtracting(before.columns(of: name)))
    if old.optionWords != new.optionWords {
      lose("the options of \(old.name) would change", Self.defect)
    }
  }

  /// Finds string literals in double quotes that a new column of that name would turn into references to the column.
  private mutating func findCaptured(in table: TableText, by added: Set<String>) {
    if added.isEmpty { return }
    let kinds: [TableText.Clause.Kind] = [.check, .generated]
    let clauses = (table.columns.flatMap(\.clauses) + table.constraints).filter { kinds.contains($0.kind) }
    for clause in clauses {
      guard let name = table.source.tokens[clause.core].first(named: added) else { continue }
      lose(
        "\(table.source.text(ofTokens: clause.core)) of \(table.name) would read the new column \(name)",
        "write its text in single quotes first, or take another name")
    }
    for object in before.objects.values.sorted(by: { $0.key < $1.key })
    where object.kind == .index && foldedName(object.table) == foldedName(table.name) {
      guard !modelAfter.names.contains(foldedName(object.name)), let name = object.indexed.first(named: added) else {
        continue
      }
      lose(
        "\(object.label) would read the new column \(name)",
        "write its text in single quotes first, or take another name")
    }
  }

  private static let defect = "nothing was changed; report this as a defect of Bellows"

  /// Reports the clauses of a column that are lost although the plan does not change them.
  private mutating func compare(
    _ column: TableText.ColumnText, of old: TableText, with other: TableText.ColumnText, of new: TableText,
    _ models: (TableText?, TableText?)
  ) {
    func changes(_ part: (TableText, TableText.ColumnText) -> [String]) -> Bool {
      guard let before = models.0, let after = models.1, let from = before.column(column.name),
        let to = after.column(column.name)
      else { return false }
      return part(before, from) != part(after, to)
    }
    if old.spelling(column.type) != new.spelling(other.type), !changes({ [$0.spelling($1.type)] }) {
      lose("the type of \(old.name).\(column.name) would change", Self.defect)
    }
    // NULL says nothing, also with a conflict clause.
    for kind in TableText.Clause.Kind.allCases where kind != .null {
      func clauses(_ table: TableText, _ column: TableText.ColumnText) -> [String] {
        column.clauses.filter { $0.kind == kind && !TypeCheck.isOwn($0) }
          .map { table.source.tokens[$0.core].spellingOfAnyQuotes }
      }
      var rest = clauses(new, other)
      for clause in clauses(old, column) {
        if let index = rest.firstIndex(of: clause) {
          rest.remove(at: index)
        } else if !changes(clauses), !(kind == .deferrable && changes(Self.references)),
          !(kind == .unique && dropsUnique(over: [column.name]))
        {
          lose("\(clause) of \(old.name).\(column.name) would be lost", Self.defect)
        }
      }
    }
  }

  private static func references(_ table: TableText, _ column: TableText.ColumnText) -> [String] {
    column.clauses.filter { $0.kind == .references }.map { table.spelling($0.core) }
  }

  private func dropsUnique(over columns: [String]) -> Bool {
    modelBefore.dropsUnique(over: columns, until: modelAfter)
  }

  private mutating func compareConstraints(
    of old: TableText, with new: TableText, _ models: (TableText?, TableText?)
  ) {
    // One of several equal constraints says as much as all of them.
    let kept = Set(new.constraints.map { new.source.tokens[$0.core].spellingOfAnyQuotes })
    for constraint in old.constraints {
      if kept.contains(old.source.tokens[constraint.core].spellingOfAnyQuotes) { continue }
      let columns = old.columns(of: constraint)
      let isPlanned =
        switch constraint.kind {
        case .unique: dropsUnique(over: columns)
        case .foreignKey, .check, .primaryKey: models.0.map { $0.differs(over: columns, from: models.1) } ?? false
        case .null, .notNull, .default, .collate, .references, .deferrable, .generated: false
        }
      let isOfDropped = columns.allSatisfy { new.column($0) == nil }
      if !isPlanned, !isOfDropped {
        lose("\(old.source.text(ofTokens: constraint.tokens)) of \(old.name) would be lost", Self.defect)
      }
    }
  }

  // MARK: - Other objects

  private mutating func compare(_ object: SchemaObject) {
    let key = object.key
    guard let other = after.objects[key] else {
      if object.kind == .table || deploy.takesAway(object, modelBefore, modelAfter) { return }
      lose("\(object.label) would be lost", "drop it first if it is not needed, or keep what it belongs to")
      return
    }
    if object.kind == .table {
      let name = foldedName(object.name)
      for parent in (after.parents[name] ?? []).sorted()
      where before.tables[parent] != nil && after.tables[parent] == nil {
        lose(
          "\(object.name) refers to the table \(parent), which the plan drops",
          "drop that reference first, or keep \(parent)")
      }
      if let message = after.brokenReferences[name], before.brokenReferences[name] == nil,
        !(after.parents[name] ?? []).contains(where: { before.tables[$0] != nil && after.tables[$0] == nil })
      {
        lose("the references of \(object.name) could not be checked any more (\(message))", "change them first")
      }
      return
    }
    let texts = [object.sql, other.sql].map { SQLToken.tokens(of: $0)[...].spellingOfAnyQuotes }
    if texts[0] != texts[1], !modelAfter.names.contains(foldedName(object.name)) {
      lose("\(object.label) would change", Self.defect)
    }
    compareReads(object)
  }

  /// Reports a view or trigger that does not read the same columns afterwards.
  private mutating func compareReads(_ object: SchemaObject) {
    guard let old = before.reads.columns[object.key] else { return }
    if modelAfter.names.contains(foldedName(object.name)), modelBefore.names.contains(foldedName(object.name)) {
      return
    }
    guard let new = after.reads.columns[object.key] else {
      let message = after.reads.failures[object.key] ?? "it cannot be prepared"
      lose("\(object.label) would not work any more (\(message))", "change or drop it first")
      return
    }
    // `t.` is an access to the table t without a column.
    let lost = old.subtracting(new).filter { read in !read.hasSuffix(".") || !new.contains { $0.hasPrefix(read) } }
    // Of the columns of a NATURAL JOIN, one goes, and the others stay without their part in it.
    let gone = lost.filter { before.has($0) && !after.has($0) }
    if let missing = (gone.isEmpty ? lost : gone).min() {
      lose("\(object.label) uses \(missing), which the plan drops", "change or drop it first")
    }
    let tokens = SQLToken.tokens(of: object.sql)
    let names = Set(tokens[...].columnUses().compactMap { tokens[$0].named.map(foldedName) })
    let isNatural = tokens.mayJoinNaturally
    for read in new.subtracting(old).sorted() {
      let parts = read.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, before.tables[parts[0]] != nil, !before.columns(of: parts[0]).contains(parts[1]) else {
        continue
      }
      // `SELECT *` may read a new column. An existing name or a NATURAL JOIN must not resolve to it.
      let own = foldedName(object.name) + "."
      let isJoined = new.contains { $0 != read && $0.hasSuffix("." + parts[1]) && !$0.hasPrefix(own) }
      if names.contains(parts[1]) || isNatural && isJoined {
        lose("\(object.label) would read the new column \(read)", "change or drop it first, or take another name")
      }
    }
  }
}

extension ArraySlice<SQLToken> {
  /// The tokens with literals quoted like names: SQLite's `DROP COLUMN` rewrites literals in double quotes with single
  /// ones.
  var spellingOfAnyQuotes: String {
    map { token in if case .text(let text) = token { quoted(text) } else { token.spelling } }.joined(separator: " ")
  }
}

extension MigrationDeploy {
  /// Returns whether the deploy itself drops an index or trigger.
  func takesAway(_ object: SchemaObject, _ modelBefore: ModelState, _ modelAfter: ModelState) -> Bool {
    let name = foldedName(object.name)
    if dropped.contains(where: { foldedName($0) == foldedName(object.table) }) { return true }
    let isNamed = modelBefore.names.contains(name) && !modelAfter.names.contains(name)
    guard object.kind == .index, let content = IndexContent(object.sql) else { return isNamed }
    // An index of another tool may have the name.
    if isNamed, modelBefore.indexes.contains(where: { $0.content == content.content }) { return true }
    return modelBefore.indexes.subtracting(modelAfter.indexes).contains { $0.content == content.content }
  }
}

extension TableText {
  /// Returns whether another definition has different columns with these names, or different constraints over them.
  fileprivate func differs(over columns: [String], from other: TableText?) -> Bool {
    func words(_ table: TableText?) -> [String] {
      guard let table else { return [] }
      return table.columns.filter { columns.contains(foldedName($0.name)) }.map { table.spelling($0.tokens) }
        + table.constraints.filter { !Set(table.columns(of: $0)).isDisjoint(with: columns) }
        .map { table.spelling($0.core) }
    }
    return words(self) != words(other)
  }
}
