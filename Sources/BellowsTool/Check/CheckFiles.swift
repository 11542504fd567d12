// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import SwiftEmitter

extension WorkflowCheck {
  /// Compares the files of the current deploy with what Bellows writes; returns the plan if planning again succeeded.
  ///
  /// Unchanged files were checked in an earlier commit, perhaps by another version of Bellows, and are skipped.
  mutating func checkPlan(_ current: Current) throws(Failure) -> Plan? {
    do throws(Failure) {
      guard case .plan(let name, let number, let count) = current.mark else {
        if comparison.isAsBefore({ $0 == Layout.current || isShared($0) }) { return nil }
        compare(try sharedSwift(try ReadSchema([current.file]).schema, upTo: nil, in: new.files))
        return nil
      }
      if comparison.isAsBefore({ isPart($0, of: name) }) { return nil }
      let folder = PlanFolder(name, in: new.files)
      // The folder of a plan may be deleted once it is complete.
      let wasComplete = comparison.bases.contains { $0.mark == current.mark }
      if number == count, wasComplete, new.files.kind(folder.path) == nil { return nil }
      _ = try Current.read(in: new.files)
      let plan = try folder.replan(current)
      guard count == plan.stages.count else { throw .workspace(.editedCurrent(name, deploy: number)) }
      let types = try ReadSchema([current.file]).schema.namedTypes
      compare(try folder.edits(for: plan, at: number, after: try folder.markBefore(), types: types).edits)
      return plan
    } catch .workspace(let problem) {
      findings.add(.unusable(problem), in: problem.isAboutCurrent ? new.current : nil)
    } catch .unreadable(_, let files), .unplannable(_, let files, _) {
      findings.add(.edited(files.first?.path ?? Layout.current), in: files.first)
    }
    return nil
  }

  /// Compares files with what Bellows writes.
  private mutating func compare(_ edits: [FileEdit]) {
    for edit in edits where edit.path != Layout.current {
      let found = try? new.files.read(edit.path)
      switch (edit.contents, found) {
      case (nil, nil): continue
      case (.some, nil): findings.add(.missing(edit.path))
      case (.some(let wanted), .some(let found)) where sameText(wanted, found): continue
      case (_, .some(let found)):
        // `checkDigests` reports edited files.
        if generatedState(of: String(decoding: found, as: UTF8.self)) != .untouched, comparison.isChanged(edit.path) {
          continue
        }
        findings.add(.stale(edit.path), in: SourceFile(path: edit.path, bytes: found))
      }
    }
  }

  /// Checks the digest of each changed generated Swift file.
  mutating func checkDigests() {
    for path in new.tree.blobs.keys.sorted() where isGenerated(path) && comparison.isChanged(path) {
      guard let bytes = try? new.files.read(path) else { continue }
      switch generatedState(of: String(decoding: bytes, as: UTF8.self)) {
      case .untouched: continue
      case .edited, .foreign: findings.add(.edited(path), in: SourceFile(path: path, bytes: bytes))
      }
    }
  }

  /// Checks that the schemas and data of other plans are unchanged or deleted.
  mutating func checkOtherPlans(_ mark: CurrentMark) {
    for (path, blob) in new.tree.blobs.sorted(by: { $0.key < $1.key }) {
      guard path.hasPrefix(Layout.plans + "/"), path != Layout.current, !isPart(path, of: mark),
        path.hasSuffix(schemaSuffix) || lastPart(of: path) == PlanFolder.dataName
      else { continue }
      let before = comparison.bases.filter { $0.tree.blobs[path] != nil }
      guard !before.isEmpty, !before.contains(where: { $0.tree.blobs[path] == blob }),
        let bytes = try? new.files.read(path)
      else { continue }
      // git may have converted the line breaks.
      if before.contains(where: { side in (try? side.files.read(path)).map { sameText($0, bytes) } == true }) {
        continue
      }
      findings.add(.edited(path), in: SourceFile(path: path, bytes: bytes))
    }
  }

  /// Whether a file belongs to a plan or is shared by all plans, and must not be edited: not reports, hand-written
  /// functions or attestations.
  func isPart(_ path: String, of plan: MigrationName) -> Bool {
    if path == Layout.current || isShared(path) { return true }
    if path.hasPrefix(Layout.planFolder(plan) + "/") {
      let name = lastPart(of: path)
      return name != PlanFolder.reportName && !name.contains(Attestation.fileNamePart)
    }
    return path.hasPrefix(Layout.swiftFolder(plan) + "/") && isGenerated(path)
  }

  private func isPart(_ path: String, of mark: CurrentMark) -> Bool {
    switch mark {
    case .noPlan: false
    case .plan(let plan, _, _): isPart(path, of: plan)
    }
  }

  /// Whether a file is generated Swift that all plans share.
  private func isShared(_ path: String) -> Bool {
    [Layout.swift, Layout.rows].contains(parent(of: path)) && isGenerated(path)
  }

  func isGenerated(_ path: String) -> Bool {
    path.hasPrefix(Layout.swift + "/") && path.hasSuffix(".generated.swift")
  }
}
