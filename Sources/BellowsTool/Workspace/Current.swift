// Part of Bellows. MIT licence: see LICENSE.
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

  /// Throws if the file differs from the deploy's schema in the plan's folder, if that folder exists.
  private func checkAgainstPlan(in tree: FileTree) throws(Failure) {
    guard case .plan(let plan, let deploy, _) = mark else { return }
    let folder = PlanFolder(plan, in: tree)
    guard let name = try folder.schemaFileName(of: deploy) else { return }
    let schema = try folder.read(name)
    guard withoutReturns(file.bytes) == withoutReturns(Array(mark.file(schema).utf8)) else {
      throw .workspace(.editedCurrent(plan, deploy: deploy))
    }
  }
}

/// Bytes without `\r`, which git may add.
func withoutReturns(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != UInt8(ascii: "\r") } }
