// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// Checks a Convex project with plans: its schema is at a push of each plan, and the next patches apply.
struct ConvexCheck {
  private let comparison: Comparison
  private(set) var findings = Findings()

  private var new: FileTree { comparison.new.files }

  init(_ comparison: Comparison) throws(Failure) {
    self.comparison = comparison
    let workspace: Workspace
    let underWay: [PlanUnderWay]
    do throws(Failure) {
      workspace = try Workspace(in: new)
      for var note in workspace.current.read.notes where note.isAssumption {
        note.severity = .error
        findings.add(.refused(note), in: workspace.current.read.files[note.range?.file ?? 0], at: note.range)
      }
      underWay = try workspace.underWay()
    } catch {
      try add(error)
      return
    }
    for plan in underWay { try checkPatch(plan, workspace) }
    checkOrder(workspace)
    try checkTogether(workspace, underWay)
    try checkGoal(workspace, underWay)
  }

  private mutating func add(_ failure: Failure) throws(Failure) {
    switch failure {
    case .workspace(let problem): findings.add(.unusable(problem))
    case .unreadable(let diagnostics, let files), .unplannable(let diagnostics, _, let files):
      for diagnostic in diagnostics {
        findings.add(.refused(diagnostic), in: files[diagnostic.range?.file ?? 0], at: diagnostic.range)
      }
    case .usage, .file, .git, .refused, .attestation, .outputLost: throw failure
    }
  }

  /// Checks that the patch of a plan's next push leads there.
  private mutating func checkPatch(_ plan: PlanUnderWay, _ workspace: Workspace) throws(Failure) {
    let next = plan.deploy + 1
    let expected = plan.moving(workspace.current.schema, from: plan.deploy, to: next)
    let path = PlanFolder(plan.name, in: new).file(PushPatches.name(next))
    guard new.kind(path) == .file else {
      let edits = try PushEdits(plan, from: plan.deploy, to: next, of: workspace.current.schema, in: workspace)
      if !edits.texts.isEmpty { findings.add(.missing(path)) }
      return
    }
    let bytes = try io(try new.read(path))
    guard let texts = Patch(bytes)?.applied(to: { try? new.read($0) }),
      let schema = workspace.convexSchema(with: texts)
    else {
      findings.add(.stale(path), in: SourceFile(path: path, bytes: bytes))
      return
    }
    // Tables that cannot be edited in place are not in the patch.
    if schema.saysTheSame(as: expected) { return }
    let edits = try PushEdits(plan, from: plan.deploy, to: next, of: workspace.current.schema, in: workspace)
    if edits.left.isEmpty { findings.add(.stale(path), in: SourceFile(path: path, bytes: bytes)) }
  }

  /// Checks that each plan is at the push of the commit before, or at the next one: Convex checks every push.
  private mutating func checkOrder(_ workspace: Workspace) {
    for base in comparison.bases {
      guard base.files.isConvex, let before = try? Workspace(in: base.files) else { continue }
      for entry in workspace.plans {
        let known = before.entry(entry.name)?.stage
        if entry.stage.deploy > (known?.deploy ?? 0) + 1 {
          findings.add(.outOfOrder(entry.name, was: known, now: entry.stage))
        }
      }
      for entry in before.plans where workspace.entry(entry.name) == nil && !workspace.retired.contains(entry.name) {
        if entry.stage.deploy > 0 { findings.add(.lost((entry.name, entry.stage.deploy))) }
      }
    }
  }

  private mutating func checkTogether(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) {
    for (index, plan) in underWay.enumerated() {
      for other in underWay[..<index] where !plan.after.contains(where: { $0.plan == other.name.text }) {
        let elements = names(plan.footprint(after: 0).meets(other.footprint(after: 0)))
        if !elements.isEmpty { findings.add(.meets(plan.name, other.name, elements: elements, reads: nil)) }
      }
    }
    if let violation = underWay.violations(in: workspace.current.schema).first {
      findings.add(.notTogether(underWay.map(\.name), violation.description))
    }
  }

  /// Checks that the plans lead to the goal.
  private mutating func checkGoal(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) {
    let goal: ReadSchema
    do throws(Failure) {
      goal = try ReadSchema(at: Layout.convexGoal, in: new)
    } catch {
      return try add(error)
    }
    let planned = underWay.planned(from: workspace.current.schema).inForce
    let wanted = goal.schema.withoutSettledDefaults(since: planned)
    if wanted.isSame(asPlanned: planned) { return }
    findings.add(changes(from: planned, to: wanted), from: [], to: goal.files) { .uncovered($0, own: nil) }
  }
}
