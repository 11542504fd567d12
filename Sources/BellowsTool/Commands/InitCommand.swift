// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// `bellows init`: creates the first schema and the folders, and keeps existing files.
///
/// In a Convex project, which has its schema, it creates the goal.
///
/// - Parameter library: The library whose connection is created too.
func initialize(target: Target?, library: ClientLibrary?) throws(Failure) {
  if library == nil, target ?? .convex == .convex, try initializeConvex(isAsked: target != nil) { return }
  let target = target ?? library?.target ?? .sqlite
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
  } else if try hasBegun(.disk) {
    // An empty one would take every plan out of the list of plans.
    throw .workspace(.lostCurrent)
  } else {
    // The current schema starts empty: the first plan creates the first tables. An existing goal names its target.
    let goal = kept.isEmpty ? nil : try? ReadSchema(at: Layout.goalPath())
    let nothing = Schema(target: goal?.schema.target ?? target)
    edits += try DerivedFiles(current: nothing, underWay: [], plans: [], retired: []).edits(in: .disk)
  }
  edits += try attributes()
  if let library {
    if !kept.isEmpty, let known = try? ReadSchema(at: Layout.goalPath()).schema.target, known != library.target {
      let target = "target \(known.rawValue)' of '\(try Layout.goalPath())"
      throw .usage(UsageError(.conflict(library.option.flag, target), in: .initialize))
    }
    if kind(ofFileAt: library.path) != nil {
      kept.append(library.path)
    } else {
      edits.append(FileEdit(library.path, library.file))
    }
  }
  let changed = try io(try write(edits))
  try output(initSummary(changed: changed, kept: kept, library: library))
}

/// Marks the files that Bellows writes as generated, so that reviewers see the plan, the schema and the code of people.
///
/// Lines of an existing file are kept.
func attributes(
  _ paths: [String] = [
    "\(Layout.current)", "\(Layout.plans)/*/*.schema", "\(Layout.plans)/*/plan.json",
    "\(Layout.swift)/**/*.generated.swift",
  ]
) throws(Failure) -> [FileEdit] {
  let isThere = kind(ofFileAt: Layout.attributes) != nil
  var text = isThere ? String(decoding: try io(try read(fileAt: Layout.attributes)), as: UTF8.self) : ""
  let known = Set(text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").first.map(String.init) ?? "" })
  let missing = paths.filter { !known.contains($0) }
  if missing.isEmpty { return [] }
  // A line may end with `\r\n`, which is one character.
  if let last = text.utf8.last, last != UInt8(ascii: "\n") { text += "\n" }
  text += missing.map { "\($0) linguist-generated\n" }.joined()
  return [FileEdit(Layout.attributes, text)]
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
