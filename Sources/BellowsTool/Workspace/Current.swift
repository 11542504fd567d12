// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// The current schema, `Migrations/current.schema`: its mark, and the file.
struct Current {
  var mark: CurrentMark
  var file: SourceFile

  /// Reads the file; throws if it was edited.
  static func read(in tree: FileTree = .disk) throws(Failure) -> Current {
    let bytes: [UInt8]
    do {
      bytes = try tree.read(Layout.current)
    } catch {
      if error.reason == .missing { throw .workspace(.noCurrent) }
      throw .file(error)
    }
    guard let mark = CurrentMark(firstLineOf: bytes) else {
      throw .workspace(.unmarkedCurrent(hasConflict: bytes.starts(with: "<<<<<<<".utf8)))
    }
    let current = Current(mark: mark, file: SourceFile(path: Layout.current, bytes: bytes))
    try current.checkAgainstPlan(in: tree)
    return current
  }

  /// Throws if the schema is not the one of the deploy, as far as the plan's folder still says which one that is.
  private func checkAgainstPlan(in tree: FileTree) throws(Failure) {
    guard case .plan(let plan, let deploy, let count) = mark else { return }
    let folder = PlanFolder(plan, in: tree)
    guard tree.kind(folder.file(PlanFolder.dataName)) != nil else { return }
    let deploys = try folder.state().deploys
    let schema = try ReadSchema([file]).schema
    guard deploys.count == count, deploys[deploy - 1] == schema.fingerprint,
      withoutReturns(file.bytes) == Array(mark.file(schema).utf8)
    else { throw .workspace(.editedCurrent(plan, deploy: deploy)) }
  }
}

/// Bytes without `\r`, which git may add.
func withoutReturns(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != UInt8(ascii: "\r") } }
