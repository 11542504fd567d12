// Part of Bellows. MIT licence: see LICENSE.

/// The preparation steps of deploys.
///
/// The database shows whether a step is done; the ledger remembers which ones Bellows has begun, so that their results
/// are not taken for changes of another program.
extension Ledger {
  /// Returns the positions of the steps of a deploy that have begun.
  func begunSteps(plan: String, deploy: Int) async throws -> [Int] {
    try await rows(of: LedgerTables.steps, where: ["plan": .string(plan), "deploy": .int(Int64(deploy))])
      .map { try $0.int("position") }
  }

  /// Records that a step begins.
  func beginStep(plan: String, deploy: Int, position: Int) async throws {
    let began: JSONValue = .string(Timestamp.now.text)
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
