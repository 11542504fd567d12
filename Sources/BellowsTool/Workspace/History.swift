// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import SchemaModel
import SwiftEmitter

/// A plan that was made before.
struct PastPlan {
  var name: MigrationName
  /// The Swift type that holds it; `nil` when its Swift was deleted.
  var typeName: String?
}

/// The plans that led to a mark, the oldest first, as far back as their folders are still there.
///
/// Each base names the plan before it in its first line: the order is that of their making, whatever their names.
func history(upTo mark: CurrentMark?, in tree: FileTree = .disk) throws(Failure) -> [PastPlan] {
  var mark = mark
  var plans: [PastPlan] = []
  var seen: Set<MigrationName> = []
  // Files may have been deleted, or edited into a circle: it ends at what is not there, or was there before.
  while case .plan(let name, _, _) = mark, seen.insert(name).inserted {
    let folder = PlanFolder(name, in: tree)
    plans.append(PastPlan(name: name, typeName: try folder.generatedTypeName()))
    let base = folder.file(PlanFolder.baseName)
    guard tree.kind(base) == .file else { break }
    mark = CurrentMark(firstLineOf: try io(try tree.read(base)))
  }
  return plans.reversed()
}

/// The row types of a schema as it is, and the list of the plans that led to it.
func sharedSwift(
  _ schema: Schema, upTo mark: CurrentMark?, in tree: FileTree = .disk
) throws(Failure) -> [FileEdit] {
  let plans = try history(upTo: mark, in: tree).compactMap(\.typeName)
  return [rowsFile(for: schema), plansFile(plans.map { ($0, nil) }, current: StoreRevision(schema))].map {
    FileEdit($0.path, $0.contents)
  }
}
