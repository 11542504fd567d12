// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns an error for each change that no plan can make, with an edit for which a plan exists.
func rejections(_ assessments: [Assessment], _ context: AssessmentContext) -> [Diagnostic] {
  var rejections = assessments.compactMap { rejection(of: $0.change, context.target) }
  rejections += heldKeys(assessments, context.comparison)
  rejections += externalTableChanges(from: context.comparison.old, to: context.comparison.new)
  if context.target.capabilities.hasColumns {
    rejections += context.comparison.changed.compactMap { changedRowStorage(from: $0.old, to: $0.new) }
  }
  let touched = Set(assessments.map(\.path.table))
  for name in touched.sorted() {
    if let before = context.oldPartner(of: name), let after = context.newTable(name) {
      rejections += takenColumns(from: before, to: after, context.target)
    }
  }
  rejections += context.comparison.changed.flatMap { rederivedFields(from: $0.old, to: $0.new) }
  return rejections + reusedTables(context.comparison) + takenRelations(context.comparison)
}

private func rejection(of change: Change, _ target: Target) -> Diagnostic? {
  if case .targetChanged(let before, let after) = change {
    return Diagnostic(
      .error, Rule.targetChanged,
      "the target changes from \(before.rawValue) to \(after.rawValue), and a plan changes a schema on one database: "
        + "export the data and import it there", range: nil)
  }
  if case .tableRenamed(let before, let after) = change, before.keyFields.isEmpty, !target.capabilities.hasStoredNames {
    return Diagnostic(
      .error, Rule.tableRenamed,
      "a table cannot be renamed on \(target.capabilities.displayName), because copied documents get other ids: keep the "
        + "name \(quoted(before.name)), or add \(quoted(after.name)) without '@was', copy the documents, change every "
        + "reference, and remove \(quoted(before.name)) in a later plan",
      range: after.range,
      notes: [.init("it was declared here", side: .old, range: before.range)])
  }
  if case .tableRenamed(let before, let after) = change, before.keyFields.isEmpty {
    return Diagnostic(
      .error, Rule.tableRenamed,
      "the database assigns the keys of \(quoted(after.name)), so a copy of its rows would have other keys: keep "
        + "the stored name, which moves no rows, or give the table a '@key' of its own first",
      range: after.range,
      notes: [.init("it was declared here", side: .old, range: before.range)],
      fixIts: [
        .init(
          "keep the stored name", range: after.range?.atEnd,
          replacement: " @table(\(before.storedName.text.quoted))")
      ])
  }
  if case .tableKeyChanged(let before, let after) = change, after.keyFields.isEmpty {
    return Diagnostic(
      .error, Rule.tableKeyChanged,
      "the new keys of \(quoted(after.name)) would be assigned by the database, so no reference could be computed "
        + "from an old key: mark a field '@key'", range: after.range,
      notes: [.init("its key was declared here", side: .old, range: before.keyFields.first.flatMap(before.range))])
  }
  return nil
}

/// Rejects references to rows that get new keys, in keys and in rows of several variants: these have no second column.
private func heldKeys(_ assessments: [Assessment], _ comparison: DiffContext) -> [Diagnostic] {
  var rekeyed: Set<TableName> = []
  for case .tableKeyChanged(_, let after) in assessments.lazy.map(\.change) { rekeyed.insert(after.name) }
  guard !rekeyed.isEmpty else { return [] }
  return comparison.pairs.map(\.new).compactMap { table in
    let held: [TableName] =
      switch table.content {
      case .variants: table.references
      case .fields(let fields): fields.filter(\.isKey).flatMap(\.type.value.references)
      }
    return held.first(where: rekeyed.contains).map { Diagnostic.keysWithoutSecondColumn(of: $0, in: table) }
  }
}

/// Rejects rows that move between columns and one JSON value: no code could use both.
private func changedRowStorage(from old: Table, to new: Table) -> Diagnostic? {
  switch (old.content, new.content) {
  case (.fields, .fields), (.variants, .variants): return nil
  case (.fields, .variants), (.variants, .fields):
    let form =
      old.fields.isEmpty ? "as columns instead of JSON" : "as JSON instead of a column for each field"
    return Diagnostic(
      .error, PlannerDiagnostic.rowStorage,
      "the rows of \(quoted(new.name)) would be stored \(form): declare a table with another name, move the rows with "
        + "'bellows generate --data', then remove this one", range: new.range,
      notes: [.init("it was declared here", side: .old, range: old.range)])
  }
}

/// Rejects stored names that one table stops using and another begins to use in the same plan.
private func reusedTables(_ comparison: DiffContext) -> [Diagnostic] {
  var freed: [StoredName: Table] = [:]
  for table in comparison.removed { freed[table.storedName] = table }
  let moved = comparison.changed.filter { $0.old.storedName != $0.new.storedName }
  for pair in moved { freed[pair.old.storedName] = pair.old }
  let taken = comparison.added + moved.map(\.new)
  return taken.compactMap { table in
    guard let before = freed[table.storedName] else { return nil }
    return Diagnostic(
      .error, PlannerDiagnostic.storedNameReused,
      "the table \(quoted(table.storedName)) still holds the rows of \(quoted(before.name)): store "
        + "\(quoted(table.name)) under another name with '@table', or split the changes into two plans",
      range: table.range,
      notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: before.range)])
  }
}

extension SourceRange {
  /// The empty range at the end of this range.
  var atEnd: SourceRange { SourceRange(file: file, start: end, end: end) }
}
