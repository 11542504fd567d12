// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// The history of an app, read commit by commit, planned, and executed on the model of Convex.
@Suite struct HistoryTests {
  @Test(
    "Each commit of an app is read, planned and pushed with random documents, and has the verdict that it must have")
  func history() throws {
    var files = bakery
    var before = try read(MemoryFiles(texts: files)).schema
    for (index, step) in bakeryHistory.enumerated() {
      for edit in step.edits { try apply(edit, to: &files) }
      let after: Schema
      do throws(ConvexReadingFailure) {
        after = try read(MemoryFiles(texts: files)).schema
      } catch {
        Issue.record("\(step.title): \(messages(error))")
        return
      }
      try check(step, from: before, to: after, seed: UInt64(index))
      before = after
    }
    #expect(bakeryHistory.count + 1 >= 40)
    #expect(
      before.tables.map(\.name.text) == [
        "authAccounts", "authRateLimits", "authRefreshTokens", "authSessions", "authVerificationCodes", "authVerifiers",
        "couriers", "customers", "events", "orders", "preferences", "products", "users",
      ])
  }

  private func apply(_ edit: HistoryStep.Edit, to files: inout [String: String]) throws {
    switch edit {
    case .create(let path, let text):
      try #require(files[path] == nil)
      files[path] = text
    case .move(let path, let other):
      let text: String = try #require(files[path])
      (files[path], files[other]) = (nil, text)
    case .replace(let path, let old, let new):
      let text = try #require(files[path])
      let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(path) has no '\(old)'")
      files[path] = parts.joined(separator: new)
    }
  }

  private func check(_ step: HistoryStep, from old: Schema, to new: Schema, seed: UInt64) throws {
    for isShort in [false, true] {
      let plan: Plan
      do throws(DiagnosticList) {
        plan = try planMigration(from: old, to: new, options: PlanOptions(isShort: isShort)).plan
      } catch {
        Issue.record("\(step.title): \(error.diagnostics.map(\.message))")
        return
      }
      let verdicts = plan.assessments.map(\.verdict)
      let verdict: Verdict? = verdicts.isEmpty ? nil : verdicts.contains(.breaking) ? .breaking : .safe
      #expect(verdict == step.verdict, "\(step.title): \(plan.assessments.map { "\($0.path) \($0.rule)" })")
      if !isShort { #expect(plan.deploys.count == step.deploys, "\(step.title)") }
      #expect(PlanChecker.check(plan).isEmpty, "\(step.title)")
      for seed in 0..<UInt64(Thorough.count(sample: 2, whole: 50)) {
        do {
          var run = ConvexRun(plan, seed: Thorough.seed &+ seed, documents: 6)
          try run.run()
        } catch {
          Issue.record("\(step.title), seed \(Thorough.seed &+ seed): \(error)")
        }
      }
    }
  }
}
