// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

/// A step that the ledger says has begun.
struct BegunStep: Hashable, Sendable {
  var position: Int
  /// The digest of its statement; `nil` if the ledger has none.
  var digest: String?
}

extension [BegunStep] {
  /// Returns the positions of the steps in a list whose statements have begun.
  ///
  /// - Parameter first: The position of the first step.
  func positions(of steps: [PreparationStep], from first: Int = 0) -> [Int] {
    steps.indices.filter { index in
      contains { $0.digest.map { $0 == steps[index].digest } ?? ($0.position == first + index) }
    }
  }
}

/// The preparation steps of deploys.
///
/// The database shows whether a step is done; the ledger remembers which ones Bellows has begun, so that their results
/// are not taken for changes of another program.
extension Ledger {
  /// Returns the steps of a deploy that have begun.
  func begunSteps(plan: String, deploy: Int) async throws -> [BegunStep] {
    try await rows(of: LedgerTables.steps, where: ["plan": .string(plan), "deploy": .int(Int64(deploy))]).map { row in
      let began = try row.text("began")?.split(separator: " ").dropFirst().last
      return BegunStep(position: try row.int("position"), digest: began.map { String($0) })
    }
  }

  /// Records that a step begins.
  ///
  /// - Parameter digest: The digest of its statement: a plan that was generated again may have another one there.
  func beginStep(plan: String, deploy: Int, position: Int, digest: String? = nil) async throws {
    let began: JSONValue = .string(([Timestamp.now.text] + (digest.map { [$0] } ?? [])).joined(separator: " "))
    let again = try await update(
      LedgerTables.steps, set: ["began": began, "ended": nil], where: key(plan, deploy, position))
    if again > 0 { return }
    try await session.insert(
      LedgerTables.steps.row([
        "plan": .string(plan), "deploy": .int(Int64(deploy)), "position": .int(Int64(position)), "began": began,
        "ended": nil,
      ]))
  }

  /// Records that a step is done.
  func endStep(plan: String, deploy: Int, position: Int) async throws {
    try await update(
      LedgerTables.steps, set: ["ended": .string(Timestamp.now.text)], where: key(plan, deploy, position))
  }

  private func key(_ plan: String, _ deploy: Int, _ position: Int) -> KeyValuePairs<String, JSONValue?> {
    ["plan": .string(plan), "deploy": .int(Int64(deploy)), "position": .int(Int64(position))]
  }

  /// Forgets the steps of a plan: its deploy is entered, or rolled back.
  func forgetSteps(plan: String) async throws {
    try await delete(from: LedgerTables.steps, where: ["plan": .string(plan)])
  }
}
