// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

/// Resolves merge conflicts in the files `deploy` of plans: of the pushes on both sides, the one that `schema.ts` has.
///
/// - Returns: The changed files. If `schema.ts` has none of them, all files are as they were.
func resolveStages() throws(Failure) -> [String] {
  var open: [MigrationName: (path: String, bytes: [UInt8], stages: [PlanStage])] = [:]
  for name in try io(try names(inFolderAt: Layout.plans)).compactMap(MigrationName.init) {
    let path = PlanFolder(name).file(PlanFolder.stageName)
    guard kind(ofFileAt: path) == .file else { continue }
    let bytes = try io(try read(fileAt: path))
    if let stages = PlanStage.sides(of: bytes) { open[name] = (path, bytes, stages) }
  }
  if open.isEmpty { return [] }
  do throws(Failure) {
    // With any of the stages the plans can be read.
    for conflict in open.values { try write(conflict.stages.first, to: conflict.path) }
    let workspace = try Workspace()
    for entry in workspace.plans {
      guard let conflict = open[entry.name] else { continue }
      let plan = try workspace.planUnderWay(entry)
      func stands(_ deploy: Int) -> Bool { plan.stands(in: workspace.current.schema, at: deploy) }
      guard let stage = conflict.stages.last(where: { stands($0.deploy) }) else {
        let actual = (0...plan.plan.deploys.count).first(where: stands)
        throw .workspace(.otherPush(entry.name, entry.stage, actual: actual, file: workspace.current.file.path))
      }
      try write(stage, to: conflict.path)
    }
    return open.values.map(\.path).sorted()
  } catch {
    for conflict in open.values { _ = try? BellowsTool.write([FileEdit(conflict.path, bytes: conflict.bytes)]) }
    throw error
  }
}

private func write(_ stage: PlanStage?, to path: String) throws(Failure) {
  guard let stage else { return }
  _ = try io(try BellowsTool.write([FileEdit(path, "\(stage)\n")]))
}

extension PlanStage {
  /// The stages on the sides of a merge conflict, the earliest first; `nil` if the file has no conflict, or anything else.
  static func sides(of bytes: [UInt8]) -> [PlanStage]? {
    guard hasConflict(bytes) else { return nil }
    let lines = String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").filter { line in
      !["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains { line.hasPrefix($0) }
    }
    let stages = lines.map { PlanStage(Array($0.utf8), from: 0) }
    guard !stages.contains(nil), Set(stages.map { $0?.count }).count == 1 else { return nil }
    return stages.compactMap(\.self).sorted { $0.deploy < $1.deploy }
  }
}
