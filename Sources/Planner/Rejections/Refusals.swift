// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Changes that no plan can carry out as they are written, each with what to write in their place.
func refusals(_ assessments: [Assessment], _ context: AssessmentContext) -> [Diagnostic] {
  var refusals: [Diagnostic] = []
  for assessment in assessments {
    switch assessment.change {
    case .targetChanged(let before, let after):
      refusals.append(
        Diagnostic(
          .error, Rule.targetChanged.rawValue,
          "the target changes from \(before.rawValue) to \(after.rawValue): export the data and import it there; "
            + "a plan changes a schema on one database", range: nil))
    case .tableRenamed(let before, let after) where before.keyFields.isEmpty:
      refusals.append(
        Diagnostic(
          .error, Rule.tableRenamed.rawValue,
          "the database assigns the keys of \(quoted(after.name)), so a copy of its rows would have other keys: keep "
            + "the stored name, which moves nothing, or give the table a '@key' of its own first",
          range: after.range,
          notes: [.init("it was declared here", side: .old, range: before.range)],
          fixIts: [
            .init(
              "keep the stored name", range: after.range?.atEnd,
              replacement: " @table(\(before.storedName.text.quoted))")
          ]))
    case .tableKeyChanged(let before, let after) where after.keyFields.isEmpty:
      refusals.append(
        Diagnostic(
          .error, Rule.tableKeyChanged.rawValue,
          "the new keys of \(quoted(after.name)) would be assigned by the database, so no reference could be computed "
            + "from an old key: mark a field '@key'", range: after.range,
          notes: [.init("its key was declared here", side: .old, range: before.keyFields.first.flatMap(before.range))]))
    case .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .referenceKeyChanged, .fieldAdded, .fieldRemoved,
      .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged,
      .indexAdded, .indexRemoved, .indexChanged, .rowChanged:
      break
    }
  }
  refusals += heldKeys(assessments, context.comparison)
  if context.target.isSQL { refusals += context.comparison.changed.compactMap { restored($0.old, $0.new) } }
  let touched = Set(assessments.map(\.path.table))
  for name in touched.sorted() {
    if let before = context.oldPartner(of: name), let after = context.newTable(name) {
      refusals += takenColumns(before, after, context.target)
    }
  }
  refusals += context.comparison.changed.flatMap { rederivedFields($0.old, $0.new) }
  refusals += externalTableChanges(from: context.comparison.old, to: context.comparison.new)
  return refusals + reusedTables(context.comparison) + takenRelations(context.comparison)
}

/// References to rows that get other keys, from where no second column could hold the new ones: keys, and rows of several
/// shapes.
private func heldKeys(_ assessments: [Assessment], _ comparison: DiffContext) -> [Diagnostic] {
  var rekeyed: Set<TableName> = []
  for assessment in assessments {
    if case .tableKeyChanged(_, let after) = assessment.change { rekeyed.insert(after.name) }
  }
  guard !rekeyed.isEmpty else { return [] }
  return comparison.pairs.map(\.new).compactMap { table in
    let held: [TableName] =
      switch table.content {
      case .shapes: table.references
      case .fields(let fields): fields.filter(\.isKey).flatMap(\.type.value.references)
      }
    guard let other = held.first(where: rekeyed.contains) else { return nil }
    return Diagnostic(
      .error, "unsafe-together",
      "the keys of \(quoted(other)) change, and \(quoted(table.name)) holds them in its "
        + (table.fields.isEmpty ? "rows of several shapes" : "own key")
        + ", where old and new ones could not stand side by side: hold them in a field of their own first",
      range: table.range)
  }
}

/// Rows with a column for each field that would be one column of JSON, or the other way round: no code could use both.
private func restored(_ old: Table, _ new: Table) -> Diagnostic? {
  switch (old.content, new.content) {
  case (.fields, .fields), (.shapes, .shapes): return nil
  case (.fields, .shapes), (.shapes, .fields):
    let form =
      old.fields.isEmpty ? "as columns, and no longer as JSON" : "as JSON, and no longer in a column for each field"
    return Diagnostic(
      .error, "row-storage",
      "the rows of \(quoted(new.name)) would be stored \(form): declare a table of another name, move the rows with "
        + "'bellows generate --data', and remove this one then", range: new.range,
      notes: [.init("it was declared here", side: .old, range: old.range)])
  }
}

/// Stored tables that one table leaves and another one takes, in one step.
private func reusedTables(_ comparison: DiffContext) -> [Diagnostic] {
  var freed: [StoredName: Table] = [:]
  for table in comparison.removed { freed[table.storedName] = table }
  let moved = comparison.changed.filter { $0.old.storedName != $0.new.storedName }
  for pair in moved { freed[pair.old.storedName] = pair.old }
  let taken = comparison.added + moved.map(\.new)
  return taken.compactMap { table in
    guard let before = freed[table.storedName] else { return nil }
    return Diagnostic(
      .error, "stored-name-reused",
      "the table \(quoted(table.storedName)) still holds the rows of \(quoted(before.name)): store "
        + "\(quoted(table.name)) elsewhere with '@table', or make two plans",
      range: table.range,
      notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: before.range)])
  }
}

extension SourceRange {
  /// The empty range at its end.
  var atEnd: SourceRange { SourceRange(file: file, start: end, end: end) }
}
