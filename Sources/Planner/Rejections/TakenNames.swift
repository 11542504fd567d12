// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Rejects stored columns that already contain the values of another field, or of the same field under another
/// spelling.
func takenColumns(from old: Table, to new: Table, _ target: Target) -> [Diagnostic] {
  let (_, after) = differingMiddles(old.fields, new.fields) { $0.name == $1.name && $0.storedName == $1.storedName }
  if after.isEmpty { return [] }
  let matching = matchFields(old, new)
  let partners = Dictionary(matching.pairs.map { ($0.new.name, $0.old) }, uniquingKeysWith: { first, _ in first })
  let holders = Dictionary(
    old.fields.map { (StoredName(folded($0.storedName.text, target)), $0) }, uniquingKeysWith: { first, _ in first })
  return after.compactMap { field in
    let partner = partners[field.name]
    if partner?.storedName == field.storedName { return nil }
    guard let holder = holders[StoredName(folded(field.storedName.text, target))] else { return nil }
    if let partner, partner.name == holder.name { return sameColumn(field, in: new, as: partner, in: old, target) }
    // `rederivedFields` rejects a field that is derived under its own name.
    if holder.name == field.name { return nil }
    return Diagnostic(
      .error, PlannerDiagnostic.storedNameReused,
      "the column \(quoted(holder.storedName)) still holds the values of \(quoted(holder.name)): running code would "
        + "read one as the other; store \(quoted(field.name)) in another column with '@column', or split the changes "
        + "into two plans",
      range: new.range(of: field),
      notes: [.init("\(quoted(holder.name)) was declared here", side: .old, range: old.range(of: holder))],
      fixIts: [
        .init(
          "store it in a column of its own", range: new.range(of: field)?.atEnd,
          replacement: " @column(\((field.name.text + "_2").quoted))")
      ])
  }
}

/// Rejects a new column name that the database considers equal to the old one.
private func sameColumn(
  _ field: Field, in new: Table, as before: Field, in old: Table, _ target: Target
) -> Diagnostic {
  Diagnostic(
    .error, Rule.storedNameTaken,
    "\(target.displayName) considers the column names \(quoted(before.storedName)) and \(quoted(field.storedName)) "
      + "equal (\(target.foldingReason)), so they cannot be two columns during the plan: keep the stored name with "
      + "'@column(\(before.storedName.text.quoted))', which moves no values",
    range: new.range(of: field),
    notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: old.range(of: before))],
    fixIts: [
      .init(
        "keep the stored name", range: new.range(of: field)?.atEnd,
        replacement: " @column(\(before.storedName.text.quoted))")
    ])
}

/// Rejects stored names of new tables and indexes that another one still uses.
func takenRelations(_ comparison: DiffContext) -> [Diagnostic] {
  let target = comparison.new.target
  let news = (comparison.changed.map { (old: Optional($0.old), new: $0.new) } + comparison.added.map { (nil, $0) })
    .flatMap { newRelations($0.new, $0.old, target) }
  guard !news.isEmpty else { return [] }
  var byName: [StoredName: Relation] = [:]
  var found: [(relation: Relation, holder: Relation)] = []
  for relation in news {
    if let first = byName[relation.key] { found.append((relation, first)) } else { byName[relation.key] = relation }
  }
  // Comparing lengths first excludes most names.
  let lengths = Set(byName.keys.map(\.text.utf8.count))
  for table in comparison.old.tables {
    for relation in relations(of: table, target, side: .old, ofLengths: lengths) {
      if let new = byName[relation.key] { found.append((new, relation)) }
    }
  }
  var seen: Set<TableName> = []
  return found.filter { !isReuse($0.relation, $0.holder, comparison) }.compactMap { relation, holder in
    let isSameTable = relation.old?.name == holder.table.name && holder.side == .old
    if isSameTable, relation.index == holder.index, relation.old?.storedName != relation.table.storedName {
      // The name of the table differs: one error, however many indexes it has.
      return seen.insert(relation.table.name).inserted ? .sameTable(relation.table, holder.table, target) : nil
    }
    return .taken(relation, by: holder, target)
  }
}

/// Returns whether `reusedTables` rejects the same name.
private func isReuse(_ relation: Relation, _ holder: Relation, _ comparison: DiffContext) -> Bool {
  guard relation.index == nil, holder.index == nil, relation.name == holder.name, holder.side == .old else {
    return false
  }
  return comparison.removed.contains { $0.name == holder.table.name }
    || comparison.changed.contains {
      $0.old.name == holder.table.name && $0.old.storedName != $0.new.storedName
    }
}

/// A table or an index, which has a name in the database.
private struct Relation {
  var name: StoredName
  /// The name folded as the database folds it.
  var key: StoredName
  var table: Table
  /// The table in the old schema, for a relation of the new schema.
  var old: Table?
  /// `nil` for the table itself.
  var index: IndexName?
  var side: Diagnostic.Side

  var range: SourceRange? { index.flatMap(table.index).flatMap(table.range) ?? table.range }

  var description: String {
    index.map { "the index '\(SchemaPath(table.name, .index($0)))'" } ?? "the table \(quoted(table.name))"
  }
}

/// Returns the relations of a table that the database does not have yet.
private func newRelations(_ new: Table, _ old: Table?, _ target: Target) -> [Relation] {
  let before = Set(
    old.map { relations(of: $0, target, side: .old) }?.map { OwnName(index: $0.index, name: $0.name) } ?? [])
  return relations(of: new, target, side: .new).filter { !before.contains(OwnName(index: $0.index, name: $0.name)) }
    .map { relation in
      var relation = relation
      relation.old = old
      return relation
    }
}

/// A name with the index that has it, or with the table itself.
private struct OwnName: Hashable {
  var index: IndexName?
  var name: StoredName
}

/// Returns a table and the relations of its indexes.
private func relations(
  of table: Table, _ target: Target, side: Diagnostic.Side, ofLengths lengths: Set<Int>? = nil
) -> [Relation] {
  table.relations(in: target, ofLengths: lengths).map { index, name in
    Relation(name: name, key: StoredName(folded(name.text, target)), table: table, index: index, side: side)
  }
}

extension Diagnostic {
  fileprivate static func sameTable(_ new: Table, _ old: Table, _ target: Target) -> Diagnostic {
    Diagnostic(
      .error, Rule.storedNameTaken,
      "\(target.displayName) considers the table names \(quoted(old.storedName)) and \(quoted(new.storedName)) equal "
        + "(\(target.foldingReason)), so they cannot be two tables during the plan: keep the stored name with "
        + "'@table(\(old.storedName.text.quoted))', which moves no rows",
      range: new.range, notes: [.init("\(quoted(old.name)) was declared here", side: .old, range: old.range)],
      fixIts: [
        .init(
          "keep the stored name", range: new.range?.atEnd, replacement: " @table(\(old.storedName.text.quoted))")
      ])
  }

  fileprivate static func taken(_ relation: Relation, by holder: Relation, _ target: Target) -> Diagnostic {
    let isExact = relation.name == holder.name
    let reason = isExact ? "" : " (\(target.foldingReason))"
    let advice =
      relation.index == nil
      ? "store the table under another name with '@table(\"...\")'"
      : "give the index another name"
    return Diagnostic(
      .error, Rule.storedNameTaken,
      "\(relation.description) would be stored as \(quoted(relation.name)), a name that \(holder.description) has "
        + "during the plan\(reason): \(advice), or free the name in a plan of its own first",
      range: relation.range,
      notes: [.init("\(holder.description) was declared here", side: holder.side, range: holder.range)])
  }

  /// Rejects a second table or index for which every name is too long.
  static func noFreeName(beside name: String, _ target: Target, _ range: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, Rule.storedNameTaken,
      "no name is available for the second \(name) during the plan, because \(target.displayName) truncates names to 63 "
        + "bytes: give the table a shorter name with '@table', or its indexes shorter names", range: range)
  }
}

extension Target {
  /// The reason why two different names may be equal.
  fileprivate var foldingReason: String {
    switch capabilities.nameComparison {
    case .withoutASCIICase: "it ignores the case of ASCII letters"
    case .firstBytes(let limit): "it truncates names to \(limit) bytes"
    case .bytes: "they are equal"
    }
  }
}
