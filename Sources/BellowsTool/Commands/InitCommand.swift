// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// `bellows init`: creates the first schema and the folders, and keeps existing files.
func initialize(target: Target) throws(Failure) {
  var edits: [FileEdit] = []
  var kept: [String] = []
  if kind(ofFileAt: Layout.goalFolder) != nil {
    kept.append(Layout.goalFolder)
  } else if kind(ofFileAt: Layout.goalFile) != nil {
    kept.append(Layout.goalFile)
  } else {
    edits.append(FileEdit(Layout.goalFile, firstSchema(target: target)))
  }
  if kind(ofFileAt: Layout.current) != nil {
    kept.append(Layout.current)
  } else {
    // The current schema starts empty: the first plan creates the first tables.
    let nothing = Schema(target: target)
    edits += try sharedSwift(nothing, upTo: nil)
    edits.append(FileEdit(Layout.current, CurrentMark.noPlan.file(printSchema(nothing))))
  }
  let changed = try io(try write(edits))
  try output(initSummary(changed: changed, kept: kept))
}

/// A small example schema in canonical form.
private func firstSchema(target: Target) -> String {
  """
  target \(target.rawValue)

  /// An account that can sign in.
  table users {
    email: string
    name: string?
    role: "member" | "admin" = "member"
    joinedAt: timestamp = now

    unique by_email (email)
  }

  """
}
