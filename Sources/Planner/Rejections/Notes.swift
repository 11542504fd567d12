// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns notes on likely renames of fields, and on new tables that may be meant to hold deleted values.
///
/// Most such pairs are not renames, so the plan treats them as removals and additions; the note shows the edit that
/// makes them a rename.
func notes(_ assessments: [Assessment], from old: Schema, to new: Schema) -> [Diagnostic] {
  var removed: [TableName: [DeclaredField]] = [:]
  var added: [TableName: [DeclaredField]] = [:]
  for assessment in assessments {
    if case .fieldRemoved(let table, let field) = assessment.change {
      removed[table, default: []].append((field, assessment.old))
    }
    if case .fieldAdded(let table, let field) = assessment.change {
      added[table, default: []].append((field, assessment.new))
    }
  }
  var notes: [Diagnostic] = []
  for table in removed.keys.sorted() {
    // Each field is in at most one note; similar names come first.
    var left = removed[table] ?? []
    var open = added[table] ?? []
    for isByName in [true, false] {
      open.removeAll { after in
        let index = left.firstIndex { before in
          before.field.type.required.isSameSet(as: after.field.type.required)
            && (!isByName || before.field.name.text.isPartOf(after.field.name.text))
        }
        guard let index else { return false }
        notes.append(
          likelyRename(
            table, left.remove(at: index), after, hasStoredNames: new.target.capabilities.hasStoredNames))
        return true
      }
    }
  }
  return notes + likelyMoves(assessments)
}

/// Returns notes on new tables without a source, in plans that delete values of the same name and type.
private func likelyMoves(_ assessments: [Assessment]) -> [Diagnostic] {
  var deleted: [FieldName: [(path: SchemaPath, type: FieldType, range: SourceRange?)]] = [:]
  for assessment in assessments {
    var fields: [Field] = []
    if case .fieldRemoved(_, let field) = assessment.change { fields = [field] }
    if case .tableRemoved(let table) = assessment.change { fields = table.fields }
    for field in fields { deleted[field.name, default: []].append((assessment.path, field.type, assessment.old)) }
  }
  guard !deleted.isEmpty else { return [] }
  return assessments.compactMap { assessment in
    guard case .tableAdded(let table) = assessment.change else { return nil }
    // A removed list may become the table of its name.
    let asTable = deleted[FieldName(table.name.text)]?.first { if case .array = $0.type.value { true } else { false } }
    let asField = table.fields.lazy.compactMap { field in
      deleted[field.name]?.first { $0.type.required.isSameSet(as: field.type.required) }
    }.first
    guard let before = asTable ?? asField else { return nil }
    return Diagnostic(
      .note, PlannerDiagnostic.likelyMove,
      "\(quoted(table.name)) is empty at first, and '\(before.path)' is deleted in the same plan: to move its values, "
        + "first plan only the new table, then fill it with 'bellows generate --data', then remove '\(before.path)'",
      range: assessment.new,
      notes: [.init("'\(before.path)' was declared here", side: .old, range: before.range)])
  }
}

/// A field with the position of its declaration.
private typealias DeclaredField = (field: Field, range: SourceRange?)

private func likelyRename(
  _ table: TableName, _ removed: DeclaredField, _ added: DeclaredField, hasStoredNames: Bool
) -> Diagnostic {
  let (before, after) = (removed.field, added.field)
  let end = added.range?.atEnd
  return Diagnostic(
    .note, PlannerDiagnostic.likelyRename,
    "'\(table).\(before.name)' is removed and '\(table).\(after.name)' of the same type is added: if this is "
      + "a rename, declare it\(hasStoredNames ? "" : " with @was(\(before.name)), in schema.ts in a comment on its line"), "
      + "or the values of '\(table).\(before.name)' are deleted",
    range: added.range,
    notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: removed.range)],
    fixIts: hasStoredNames
      ? [
        .init(
          "rename the field, and keep its column: nothing moves", range: end,
          replacement: " @column(\(before.storedName.text.quoted))"),
        .init(
          "rename the field and its column: the values move", range: end,
          replacement: " @was(\(before.name.text.spelledAsName))"),
      ] : [])
}

extension String {
  /// Returns whether either string contains the other, ignoring case.
  fileprivate func isPartOf(_ other: String) -> Bool {
    let (a, b) = (lowercased(), other.lowercased())
    return a.contains(b) || b.contains(a)
  }
}
