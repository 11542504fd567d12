// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaModel
import SwiftEmitter

extension WorkflowCheck {
  /// Makes the plans again that are under way or changed, and compares the files of those that changed with what Bellows
  /// writes; returns the plans.
  ///
  /// Unchanged files were checked in an earlier commit, perhaps by another version of Bellows, and are skipped.
  mutating func checkPlans(in workspace: Workspace) throws(Failure) -> [MigrationName: PlanUnderWay] {
    var plans: [MigrationName: PlanUnderWay] = [:]
    for entry in workspace.plans {
      let isChanged = !comparison.isAsBefore { isPart($0, of: entry.name) }
      // A merge may have the files of a plan and not its changes.
      let isMerged = comparison.bases.contains { $0.tree.blobs[Layout.data(entry.name)] == nil }
      if entry.stage.isLast, !isChanged, !isMerged { continue }
      do throws(Failure) {
        let plan = try workspace.planUnderWay(entry)
        plans[entry.name] = plan
        if entry.stage.isLast, try workspace.successors(of: entry.name).isEmpty,
          !plan.stands(in: workspace.current.schema)
        {
          findings.add(.notInCurrent((entry.name, entry.stage.deploy)), in: new.current)
        }
        guard isChanged else { continue }
        let folder = entry.folder
        let typeName = try workspace.typeName(of: folder)
        let context = workspace.current.read
        compare(
          (try folder.edits(
            plan.plan, from: try folder.base(beside: context), to: try folder.goal(beside: context), after: plan.after))
            + (try folder.swiftEdits(plan.plan, typeName: typeName, after: plan.after).edits))
      } catch {
        try add(error)
      }
    }
    return plans
  }

  /// Compares what is derived from all plans with what Bellows writes.
  mutating func checkDerived(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) {
    let isAsBefore = comparison.isAsBefore { path in
      path == Layout.current || isShared(path) || lastPart(of: path) == PlanFolder.stageName || path == Layout.retired
        || path == Layout.baseline
    }
    if isAsBefore { return }
    let derived = try workspace.derived(current: workspace.current.schema, underWay: underWay.named())
    compare(try derived.edits(in: new.files))
  }

  /// Compares files with what Bellows writes.
  private mutating func compare(_ edits: [FileEdit]) {
    for edit in edits where edit.path != Layout.current && lastPart(of: edit.path) != PlanFolder.reportName {
      let found = try? new.files.read(edit.path)
      switch (edit.contents, found) {
      case (nil, nil): continue
      case (.some, nil): findings.add(.missing(edit.path))
      case (.some(let wanted), .some(let found)) where sameText(wanted, found): continue
      case (_, .some(let found)):
        // `checkDigests` reports edited files.
        if isGenerated(edit.path), edit.path != plansFilePath,
          generatedState(of: String(decoding: found, as: UTF8.self)) != .untouched, comparison.isChanged(edit.path)
        {
          continue
        }
        findings.add(.stale(edit.path), in: SourceFile(path: edit.path, bytes: found))
      }
    }
  }

  /// Checks the digest of each changed generated Swift file.
  mutating func checkDigests() {
    for path in new.tree.blobs.keys.sorted()
    where isGenerated(path) && path != plansFilePath && comparison.isChanged(path) {
      guard let bytes = try? new.files.read(path) else { continue }
      switch generatedState(of: String(decoding: bytes, as: UTF8.self)) {
      case .untouched: continue
      case .edited, .foreign: findings.add(.edited(path), in: SourceFile(path: path, bytes: bytes))
      }
    }
  }

  /// Checks that no two plans have one Swift type: branches may give it to each of theirs.
  mutating func checkTypeNames(_ workspace: Workspace) {
    var known: [String: MigrationName] = [:]
    for plan in workspace.plans {
      guard let type = try? plan.folder.generatedTypeName() else { continue }
      if let other = known[type.lowercased()] {
        findings.add(.typeTaken(type, plan.name, other))
      } else {
        known[type.lowercased()] = plan.name
      }
    }
  }

  /// Whether a file belongs to a plan and must not be edited: not its report, its hand-written functions and its
  /// attestations.
  func isPart(_ path: String, of plan: MigrationName) -> Bool {
    if path.hasPrefix(Layout.planFolder(plan) + "/") {
      let name = lastPart(of: path)
      return name != PlanFolder.reportName && !name.contains(Attestation.fileNamePart)
    }
    return path.hasPrefix(Layout.swiftFolder(plan) + "/") && isGenerated(path)
  }

  /// Whether a file is generated Swift that all plans share.
  private func isShared(_ path: String) -> Bool {
    [Layout.swift, Layout.rows].contains(parent(of: path)) && isGenerated(path)
  }

  func isGenerated(_ path: String) -> Bool {
    path.hasPrefix(Layout.swift + "/") && path.hasSuffix(".generated.swift")
  }
}
