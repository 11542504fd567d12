// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Remarks on a comparison: a removed and an added field that may be one field under a new name, and a new table that
/// may be meant to hold what is deleted.
///
/// Most such pairs are not renames, so nothing is assumed: the note shows what to write if it is one.
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
    // Each field in one note at most, those first whose names are alike: anything more would be a list of guesses.
    var left = removed[table] ?? []
    var open = added[table] ?? []
    for isByName in [true, false] {
      open.removeAll { after in
        let place = left.firstIndex { before in
          before.field.type.required.isSameSet(as: after.field.type.required)
            && (!isByName || before.field.name.text.isPartOf(after.field.name.text))
        }
        guard let place else { return false }
        notes.append(likelyRename(table, left.remove(at: place), after))
        return true
      }
    }
  }
  return notes + likelyMoves(assessments)
}

/// New tables that nothing fills, beside values of the same name and type that go: where they may be meant to go to.
private func likelyMoves(_ assessments: [Assessment]) -> [Diagnostic] {
  var gone: [FieldName: [(path: SchemaPath, type: FieldType, range: SourceRange?)]] = [:]
  for assessment in assessments {
    switch assessment.change {
    case .fieldRemoved(_, let field):
      gone[field.name, default: []].append((assessment.path, field.type, assessment.old))
    case .tableRemoved(let table):
      for field in table.fields { gone[field.name, default: []].append((assessment.path, field.type, assessment.old)) }
    case .targetChanged, .tableAdded, .tableRenamed, .tableKeyChanged, .referenceKeyChanged, .fieldAdded,
      .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged,
      .indexAdded, .indexRemoved, .indexChanged, .rowChanged:
      break
    }
  }
  guard !gone.isEmpty else { return [] }
  return assessments.compactMap { assessment in
    guard case .tableAdded(let table) = assessment.change else { return nil }
    // A list that goes may become the table of its name.
    let asTable = gone[FieldName(table.name.text)]?.first { if case .array = $0.type.value { true } else { false } }
    let asField = table.fields.lazy.compactMap { field in
      gone[field.name]?.first { $0.type.required.isSameSet(as: field.type.required) }
    }.first
    guard let before = asTable ?? asField else { return nil }
    return Diagnostic(
      .note, "likely-move",
      "nothing fills \(quoted(table.name)), and '\(before.path)' is deleted in the same plan: if its values shall move "
        + "there, plan the new table alone, fill it with 'bellows generate --data', and remove the old in a plan after it",
      range: assessment.new,
      notes: [.init("'\(before.path)' was declared here", side: .old, range: before.range)])
  }
}

/// A field, and where it is declared.
private typealias DeclaredField = (field: Field, range: SourceRange?)

private func likelyRename(_ table: TableName, _ removed: DeclaredField, _ added: DeclaredField) -> Diagnostic {
  let (before, after) = (removed.field, added.field)
  let end = added.range?.atEnd
  return Diagnostic(
    .note, "likely-rename",
    "'\(table).\(before.name)' is removed and '\(table).\(after.name)' of the same type is added: if it is the same "
      + "field under a new name, say so, or its values are lost",
    range: added.range,
    notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: removed.range)],
    fixIts: [
      .init("a rename, whose values move", range: end, replacement: " @was(\(before.name.text.spelledAsName))"),
      .init(
        "a new name in the language alone: nothing moves", range: end,
        replacement: " @column(\(before.storedName.text.quoted))"),
    ])
}

extension String {
  /// Whether either is a part of the other, upper and lower case alike.
  fileprivate func isPartOf(_ other: String) -> Bool {
    let (a, b) = (lowercased(), other.lowercased())
    return a.contains(b) || b.contains(a)
  }
}
