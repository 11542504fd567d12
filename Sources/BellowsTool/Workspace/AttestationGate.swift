// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SwiftEmitter

extension Attestation {
  /// Parses the bytes of a file: an attestation for each plan.
  static func parse(_ bytes: [UInt8], at path: String) throws(Failure) -> [Attestation] {
    do {
      return try parse(bytes)
    } catch {
      throw .attestation(path: path, error)
    }
  }
}

/// Throws unless an attestation shows that all requirements of the next deploy are met.
func check(_ attestation: Attestation, against plan: Plan) throws(Failure) {
  guard let deploy = plan.deploys.first(where: { $0.number == attestation.deploy }) else {
    throw .refused(
      .attestationOfLaterDeploy(attestation.deploy, of: attestation.plan, current: plan.deploys.count))
  }
  guard attestation.schema == plan.fingerprint(of: deploy.schema) else {
    throw .refused(.attestationOfOtherSchema(deploy: attestation.deploy))
  }
  for count in attestation.counts where count.remaining > 0 {
    throw .refused(.rowsRemain(count.name, count.remaining))
  }
  let counted = Set(attestation.counts.map(\.name))
  for gate in plan.deploys.first(where: { $0.number == attestation.deploy + 1 })?.gates ?? [] {
    switch gate {
    case .released:
      if !attestation.isReleased { throw .refused(.notReleased) }
    case .backfilled(let name):
      if !counted.contains(name) { throw .refused(.notCounted(name)) }
    case .verified(let paths):
      for path in paths where !counted.contains(path.description) { throw .refused(.notCounted(path.description)) }
    case .backup:
      // The database writes the backup in the transaction that deletes the values, so it cannot be attested earlier.
      continue
    }
  }
}

/// The rule by which the code moves past a deploy, for `advance`, `status` and `check`: valid attestations for production
/// are filed, of each database in `Migrations/production` if there is that file.
struct ProductionGate {
  /// The environment whose databases must complete a deploy before the code advances past it.
  static let environment = "production"

  /// The databases of `Migrations/production`.
  private let listed: [String]
  private var attested: Set<String> = []
  /// Why one of the files for production is no valid attestation of the deploy.
  private(set) var problem: Failure?

  /// Reads the attestations in a plan's folder.
  ///
  /// - Parameter planned: The plan; `nil` if it cannot be made again, which is an error of its own.
  init(_ plan: MigrationName, deploy: Int, of planned: Plan?, in tree: FileTree) throws(Failure) {
    listed = try productionDatabases(in: tree)
    let folder = PlanFolder(plan, in: tree)
    for name in try folder.names() where name.hasPrefix("\(deploy)\(Attestation.fileNamePart)") {
      do throws(Failure) {
        let all = try Attestation.parse(try folder.bytes(of: name), at: folder.file(name))
        let own = all.first { $0.plan == plan }
        guard let attestation = own ?? all.first, attestation.environment == Self.environment else { continue }
        if own == nil { throw .refused(.attestationOfOtherPlan(attestation.plan, current: [plan])) }
        guard attestation.deploy == deploy else {
          throw .refused(.attestationOfLaterDeploy(attestation.deploy, of: plan, current: deploy))
        }
        if let planned { try check(attestation, against: planned) }
        add(attestation)
      } catch {
        problem = error
      }
    }
  }

  /// Adds an attestation that is about to be filed.
  mutating func add(_ attestation: Attestation) {
    if attestation.environment == Self.environment { attested.insert(attestation.database) }
  }

  /// Whether a database in production has attested the deploy.
  var isAttested: Bool { !attested.isEmpty }

  /// The databases that have not attested the deploy, in the order of the file: if it is empty, the code may move past it.
  ///
  /// If none is listed and none has attested it, this is the environment.
  var missing: [String] {
    if listed.isEmpty, !isAttested { return [Self.environment] }
    return listed.filter { !attested.contains($0) }
  }
}

/// The databases of `Migrations/production`, by the names that their attestations have; empty without the file.
private func productionDatabases(in tree: FileTree) throws(Failure) -> [String] {
  guard tree.kind(Layout.production) == .file else { return [] }
  let text = String(decoding: withoutReturns(try io(try tree.read(Layout.production))), as: UTF8.self)
  return text.split(separator: "\n").map { String($0) }.filter { !$0.hasPrefix("#") && !$0.isEmpty }
}
