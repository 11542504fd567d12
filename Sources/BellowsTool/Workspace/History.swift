// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import SchemaModel
import SwiftEmitter

/// A plan of the history.
struct PastPlan {
  var name: MigrationName
  /// The Swift type of the plan; `nil` if its Swift was deleted.
  var typeName: String?
}

/// The plans up to a deploy, oldest first, as far back as their folders exist.
///
/// Each `plan.json` names the plan before it, so the order does not depend on names.
func history(upTo mark: CurrentMark?, in tree: FileTree = .disk) throws(Failure) -> [PastPlan] {
  var mark = mark
  var plans: [PastPlan] = []
  var seen: Set<MigrationName> = []
  // Files may have been deleted, or edited to form a cycle: stop at a missing or repeated plan.
  while case .plan(let name, _, _) = mark, seen.insert(name).inserted {
    let folder = PlanFolder(name, in: tree)
    plans.append(PastPlan(name: name, typeName: try folder.generatedTypeName()))
    guard tree.kind(folder.file(PlanFolder.dataName)) == .file else { break }
    mark = try folder.markBefore()
  }
  return plans.reversed()
}

/// The row types of a schema, and the list of the plans up to it.
func sharedSwift(
  _ schema: Schema, upTo mark: CurrentMark?, in tree: FileTree = .disk
) throws(Failure) -> [FileEdit] {
  let plans = try history(upTo: mark, in: tree).compactMap(\.typeName)
  let files = rowFiles(for: schema) + [plansFile(plans.map { ($0, nil) }, current: StoreRevision(schema))]
  return files.map { FileEdit($0.path, $0.contents) } + (try removedRowFiles(besides: Set(files.map(\.path)), in: tree))
}

/// The edits that delete the row types of tables that are gone, and named types that no field has.
func removedRowFiles(besides kept: Set<String>, in tree: FileTree) throws(Failure) -> [FileEdit] {
  guard tree.kind(Layout.rows) == .folder else { return [] }
  return try io(try tree.names(in: Layout.rows)).map { join(Layout.rows, $0) }
    .filter { isRowFile($0) && !kept.contains($0) && tree.kind($0) == .file }
    .map { FileEdit(removing: $0) }
}
