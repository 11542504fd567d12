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
    try await Self.tryAll(
      "application code", Thorough.count(sample: 8, whole: 400), ApplicationPlan.init(seed:prefix:))
  }

  @Test("Code that compiles breaks none of the invariants while two plans move one row, whatever the order of deploys")
  func twoPlans() async throws {
    try await Self.tryAll(
      "application code beside two plans", Thorough.count(sample: 6, whole: 200),
      ApplicationPlan.init(besideWith:prefix:))
  }

  private static func tryAll(
    _ what: String, _ count: Int, _ make: (UInt64, String) -> ApplicationPlan?
  ) async throws {
    var tally = ApplicationRun.Tally()
    var (seed, plans, operations) = (Thorough.seed, 0, 0)
    while plans < count {
      var batch: [ApplicationPlan] = []
      while batch.count < min(20, count - plans) {
        if let plan = make(seed, "P\(batch.count)") { batch.append(plan) }
        seed += 1
      }
      let program = try ApplicationProgram(batch.flatMap { $0.versions() })
      operations += program.operations.values.joined().count
      var done: Set<ApplicationProgram.Operation> = []
      for plan in batch {
        let outcome = try await run(plan, program)
        done.formUnion(outcome.operations)
        tally += outcome
        tally.operations = []
      }
      plans += batch.count
      tally.performed += done.count
    }
    print(
      """
      \(what): seeds \(Thorough.seed) to \(seed - 1), \(plans) plans, \(tally.performed) of \(operations) \
      operations performed; \(tally.written) writes, \(tally.deleted) deletions, \(tally.reads) rows read, \
      \(tally.expected) expected refusals, \(tally.impossible) values that the types do not have, \
      \(tally.stopped) plans wait for people
      """)
    // Rows that a new unique index refuses are for people to change.
    #expect(tally.stopped * 2 < plans)
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
        \((plan.parts.isEmpty ? [plan.plan] : plan.parts).map { "=>\n\(printSchema($0.goal))" }.joined(separator: "\n"))
        \(plan.order), older code ends after \(plan.endings.sorted())
        """)
    }
    return run.tally
  }
}
