// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// The contents of a `plan.json`.
package struct PlanState: Hashable, Sendable {
  package var name: String
  /// The plans that it begins after.
  package var after: [Edge]
  package var baseFingerprint: String
  package var goalFingerprint: String
  package var isOffline: Bool
  /// Whether it was planned with `--rollout short`.
  package var isShort: Bool
  /// The other tables that hand-written functions read.
  package var reads: [TableName]
  /// The columns that the rows of hand-written functions leave out.
  package var hidden: Set<ColumnID>
  /// The repair, for a plan that changes no schema.
  package var repair: Repair?
  /// The tables that differ between two schemas of the plan.
  package var tables: [TableName]
  /// The fingerprint of these tables after each deploy.
  package var deploys: [String]

  /// A plan that another one begins after, and the deploy that it must have reached.
  package struct Edge: Hashable, Sendable, CustomStringConvertible {
    package var plan: String
    package var deploy: Int

    private static let separator = ", deploy "

    package var description: String { plan + Self.separator + String(deploy) }

    /// Parses its description.
    fileprivate init(_ text: String) throws(Unreadable) {
      let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false)
      guard parts.count == 2, let deploy = Int(parts[1]), deploy > 0 else {
        throw Unreadable("\(text.quoted) is no deploy of a plan")
      }
      (plan, self.deploy) = (String(parts[0]), deploy)
    }

    package init(plan: String, deploy: Int) {
      self.plan = plan
      self.deploy = deploy
    }
  }

  fileprivate init(_ file: WrittenPlan) throws(Unreadable) {
    guard file.format == planFormat else { throw Unreadable("its format is \(file.format.quoted)") }
    guard file.repair != nil || ["rolling", "offline", "short"].contains(file.rollout) else {
      throw Unreadable("its rollout is \((file.rollout ?? "").quoted)")
    }
    name = file.name
    var after: [Edge] = []
    for text in file.after ?? [] { after.append(try Edge(text)) }
    self.after = after
    baseFingerprint = file.base
    goalFingerprint = file.goal
    isOffline = file.rollout == "offline"
    isShort = file.rollout == "short"
    reads = (file.reads ?? []).map { TableName($0) }
    hidden = []
    for pair in file.without ?? [] {
      guard pair.count == 2 else { throw Unreadable("\("without".quoted) has an entry that is no column") }
      hidden.insert(ColumnID(StoredName(pair[0]), StoredName(pair[1])))
    }
    let read = reads
    let sql = file.set.map { RepairSQL($0, where: file.where) }
    repair = file.repair.map { tables in
      Repair(of: tables.map { TableName($0) }, beside: read, isOnce: file.once ?? false, sql: sql)
    }
    tables = file.tables.map { TableName($0) }
    deploys = file.deploys
  }
}

/// The errors of plan files, by their IDs.
enum PlanFileDiagnostic: String, DiagnosticKind {
  case unreadablePlan = "unreadable-plan"
}

/// Reads `plan.json` as `planFile` wrote it; throws one error if it cannot be read.
package func readPlanFile(_ file: SourceFile) throws(DiagnosticList) -> PlanState {
  let reason: String
  do throws(Unreadable) {
    return try PlanState(try decoded(file))
  } catch {
    reason = error.reason
  }
  throw DiagnosticList([
    Diagnostic(
      .error, PlanFileDiagnostic.unreadablePlan,
      "\(file.path) is not a plan that Bellows wrote: \(reason); restore it with 'git restore \(file.path)', or generate "
        + "the plan again",
      range: nil)
  ])
}

private func decoded(_ file: SourceFile) throws(Unreadable) -> WrittenPlan {
  do {
    return try readJSON(WrittenPlan.self, from: file.bytes)
  } catch {
    switch error {
    case .notJSON: throw Unreadable("it is not JSON")
    case .missing(let path): throw Unreadable("\(path.quoted) is missing")
    case .wrongType(path: ""): throw Unreadable("it is not a JSON object")
    case .wrongType(let path): throw Unreadable("\(path.quoted) has the wrong type")
    }
  }
}

/// Why a file is not a plan.
private struct Unreadable: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// The members as spelled in the file.
private struct WrittenPlan: Decodable {
  var format, name, base, goal: String
  var rollout: String?
  var after: [String]?
  var repair: [String]?
  var once: Bool?
  var set: [String]?
  var `where`: String?
  var tables, deploys: [String]
  var reads: [String]?
  var without: [[String]]?
}
