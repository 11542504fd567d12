// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

/// What the emitted Swift lets code do is what the checker assumed: compiled code with random operations runs beside
/// the code of the neighbouring release, on a real database, in every deploy of random plans.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ApplicationCodeTests {
  @Test("Code that compiles breaks none of the invariants, in any deploy of random plans")
  func randomCode() async throws {
    var tally = ApplicationRun.Tally()
    var (seed, plans, operations) = (Thorough.seed, 0, 0)
    let count = Thorough.count(sample: 12, whole: 400)
    while plans < count {
      var batch: [ApplicationPlan] = []
      while batch.count < min(20, count - plans) {
        if let plan = ApplicationPlan(seed: seed, prefix: "P\(batch.count)") { batch.append(plan) }
        seed += 1
      }
      let program = try ApplicationProgram(batch.flatMap { $0.versions() })
      operations += program.operations.values.joined().count
      var done: Set<ApplicationProgram.Operation> = []
      for plan in batch {
        let outcome = try await Self.run(plan, program)
        done.formUnion(outcome.operations)
        tally += outcome
        tally.operations = []
      }
      plans += batch.count
      tally.performed += done.count
    }
    print(
      """
      application code: seeds \(Thorough.seed) to \(seed - 1), \(plans) plans, \(tally.performed) of \(operations) \
      operations performed; \(tally.written) writes, \(tally.deleted) deletions, \(tally.reads) rows read, \
      \(tally.expected) expected refusals, \(tally.impossible) values that the types do not have, \
      \(tally.stopped) plans wait for people
      """)
    #expect(tally.stopped * 3 < plans)
  }

  private static func run(_ plan: ApplicationPlan, _ program: ApplicationProgram) async throws -> ApplicationRun.Tally {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var run = ApplicationRun(plan, program, path: folder.appendingPathComponent("app.sqlite").path)
    let fault = try await run.run()
    if let fault {
      Issue.record(
        """
        seed \(plan.seed): \(fault)
        \(run.log.suffix(30).joined(separator: "\n"))
        \(printSchema(plan.plan.base))
        =>
        \(printSchema(plan.plan.goal))
        """)
    }
    return run.tally
  }
}
