// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// A single valid change is planned, or refused by a rule that says what to write: never by the checker.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SingleEditTests {
  @Test("Every single edit of a random schema is planned or refused by a rule", arguments: Target.withKeys)
  func singleEdits(target: Target) {
    let count = Thorough.count(sample: 40, whole: 4_000)
    var outcomes = Outcomes()
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      for (number, edit) in SchemaEdit.allCases.enumerated() {
        var generator = SchemaGenerator(seed: seed &* 64 &+ UInt64(number))
        let old = generator.schema(target: target).withoutHistory
        guard let new = generator.edited(old, by: edit) else { continue }
        outcomes.plan(from: old, to: new, "\(edit), seed \(seed)")
      }
    }
    print("single edits on \(target): seed \(Thorough.seed), \(outcomes)")
  }

  @Test("Every single edit of names that run together is planned or refused by a rule", arguments: Target.withKeys)
  func singleNameEdits(target: Target) {
    let count = Thorough.count(sample: 100, whole: 10_000)
    var outcomes = Outcomes()
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      for (number, edit) in NameEdit.allCases.enumerated() {
        var generator = SchemaGenerator(seed: seed &* 64 &+ UInt64(number))
        let old = generator.alikeNames(target: target)
        guard let new = generator.edited(old, by: edit) else { continue }
        outcomes.plan(from: old, to: new, "\(edit), seed \(seed)")
        if edit == .swapFields { outcomes.expectRefusal(from: old, to: new, "\(edit), seed \(seed)") }
      }
    }
    print("single edits of names on \(target): seed \(Thorough.seed), \(outcomes)")
  }
}

/// How the plans of a test ended.
private struct Outcomes: CustomStringConvertible {
  private var planned = 0
  private var refused: [String: Int] = [:]

  var description: String {
    let counts = refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return "\(planned) planned, refused: \(counts)"
  }

  mutating func plan(from old: Schema, to new: Schema, _ name: String) {
    let lists = [false, true].compactMap { isOffline in refusal(from: old, to: new, isOffline: isOffline) }
    if lists.isEmpty { planned += 1 }
    for diagnostic in Set(lists.flatMap(\.diagnostics)) {
      refused[diagnostic.id.rawValue, default: 0] += 1
      // These say that the planner failed, or that one change contradicts itself.
      #expect(
        diagnostic.id.rawValue != "plan-refused" && diagnostic.id.rawValue != "no-order",
        "\(name): \(diagnostic.message)\n\(printSchema(old))\n=>\n\(printSchema(new))")
    }
  }

  func expectRefusal(from old: Schema, to new: Schema, _ name: String) {
    #expect(
      refusal(from: old, to: new, isOffline: false) != nil,
      "\(name): a swap is silent\n\(printSchema(old))\n=>\n\(printSchema(new))")
  }

  private func refusal(from old: Schema, to new: Schema, isOffline: Bool) -> DiagnosticList? {
    do throws(DiagnosticList) {
      _ = try planMigration(from: old, to: new, options: PlanOptions(isOffline: isOffline))
      return nil
    } catch {
      return error
    }
  }
}
