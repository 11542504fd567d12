// Part of Bellows. MIT licence: see LICENSE.
extension Runner {
  func showCounts(_ words: MigrateArguments, _ console: Console) async throws -> Bool { true }
  func rehearse(_ words: MigrateArguments, _ printer: RunPrinter, _ console: Console) async throws -> Bool { true }
  func rollback(to: Int?) async throws {}
}
