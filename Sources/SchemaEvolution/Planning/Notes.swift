// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Remarks on a comparison: a removed and an added field that may be one field under a new name.
///
/// Most such pairs are not renames, so nothing is assumed: the note shows what to write if it is one.
func notes(_ assessments: [Assessment], from old: Schema, to new: Schema) -> [Diagnostic] {
  var removed: [TableName: [Field]] = [:]
  var added: [TableName: [Field]] = [:]
  for assessment in assessments {
    if case .fieldRemoved(let table, let field) = assessment.change { removed[table, default: []].append(field) }
    if case .fieldAdded(let table, let field) = assessment.change { added[table, default: []].append(field) }
  }
  var notes: [Diagnostic] = []
  for table in removed.keys.sorted() {
    for field in added[table] ?? [] {
      // Several candidates would make a list of guesses: the nearest in spelling is enough.
      let alike = (removed[table] ?? []).filter { $0.type.required.isSameSet(as: field.type.required) }
      guard let before = alike.first(where: { $0.name.text.isPartOf(field.name.text) }) ?? alike.first else { continue }
      notes.append(likelyRename(table, before, field))
    }
  }
  return notes
}

private func likelyRename(_ table: TableName, _ before: Field, _ after: Field) -> Diagnostic {
  let end = after.origin.range?.atEnd
  return Diagnostic(
    .note, "likely-rename",
    "'\(table).\(before.name)' is removed and '\(table).\(after.name)' of the same type is added: if it is the same "
      + "field under a new name, say so, or its values are lost",
    range: after.origin.range,
    notes: [.init("\(quoted(before.name)) was declared here", side: .old, range: before.origin.range)],
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
