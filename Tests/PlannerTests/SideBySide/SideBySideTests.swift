// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Plans whose footprints do not meet are safe in every order of their deploys.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SideBySideTests {
  /// Two changes of one schema, each planned while the other has not begun.
  private struct Pair {
    var base: Schema
    var plans: [Plan]
    /// Each plan as it is made when the other one is finished.
    var later: [Plan] = []
    var name: String
    var together: SideBySide { SideBySide(plans, from: base) }

    /// The elements in which they meet.
    func meeting(_ reads: Footprint.FunctionReads) -> [Element] {
      let footprints = plans.map { Footprint(of: $0, functionsRead: reads) }
      return footprints[0].meets(footprints[1])
    }

    /// - Parameter names: What `%` stands for; if both are equal, the changes begin with the same lines.
    init?(_ cases: [SearchCase], named names: [String], on target: Target) {
      func schema(_ done: [Bool]) -> Schema? { SearchCase.schema(of: cases, named: names, done: done, on: target) }
      guard let base = schema(cases.map { _ in false }) else { return nil }
      self.base = base
      plans = []
      for index in cases.indices {
        guard let new = schema(cases.indices.map { $0 == index }),
          let plan = try? planMigration(from: base, to: new, options: PlanOptions()).plan, !plan.deploys.isEmpty
        else { return nil }
        plans.append(plan)
        // A change may make the other one impossible; then they meet.
        guard let before = schema(cases.indices.map { $0 != index }), let end = schema(cases.map { _ in true }),
          let plan = try? planMigration(from: before, to: end, options: PlanOptions()).plan
        else { continue }
        later.append(plan)
      }
      name = "\(target.rawValue): " + cases.map(\.name).joined(separator: " beside ")
    }
  }

  @Test("Changes of different elements do not meet, and every order of their deploys passes the checker")
  func independentPairs() {
    var (pairs, orders, rows, meeting) = (0, 0, 0, [String]())
    var random = SeededRandom(seed: Thorough.seed)
    for target in Target.withKeys {
      for (number, one) in SearchCase.all.enumerated() {
        for other in SearchCase.all[number...] where Thorough.isOn || random.happens(4) {
          guard let pair = Pair([one, other], named: ["a", "b"], on: target) else { continue }
          pairs += 1
          if !pair.meeting(.row).isEmpty { rows += 1 }
          let elements = pair.meeting(.sources)
          if !elements.isEmpty { meeting.append("\(pair.name): \(elements)") }
          guard elements.isEmpty else { continue }
          let all = pair.together.orders
          for order in Thorough.isOn || all.count < 4 ? all : [all[0], random.pick(all), all[all.count - 1]] {
            orders += 1
            let violations = check(pair.together, in: order)
            #expect(violations.isEmpty, "seed \(Thorough.seed), \(pair.name), in the order \(order)")
          }
          for (plan, later) in zip(pair.plans, pair.later) {
            if let difference = plan.difference(in: later) {
              Issue.record("seed \(Thorough.seed), \(pair.name): another plan beside a finished one: \(difference)")
            }
          }
        }
      }
    }
    print(
      "side by side: seed \(Thorough.seed), \(pairs) pairs, \(orders) orders checked; \(meeting.count) meet, "
        + "\(rows) if every function reads its whole row")
    #expect(meeting.isEmpty, "changes of different fields of one table go on side by side")
  }

  @Test("A reference relies on the delete actions of all references through which a delete reaches it")
  func cascades() throws {
    func schema(_ action: String, _ reference: String) throws -> Schema {
      try readSchema([
        SourceFile(
          path: "test.schema",
          text: """
            target sqlite
            table a { id: int @key }
            table b { id: int @key
             a: id<a>? @onDelete(\(action)) }
            table c { id: int @key
             \(reference): id<b> @onDelete(cascade)\(reference == "b" ? "" : " @was(b)") }
            """)
      ])
    }
    func plan(_ old: Schema, _ new: Schema) throws -> Footprint {
      Footprint(of: try planMigration(from: old, to: new, options: PlanOptions()).plan, functionsRead: .sources)
    }
    for action in ["cascade", "setNull"] {
      let base = try schema(action, "b")
      let other = try plan(base, try schema("restrict", "b"))
      // With `setNull` a delete in `a` does not reach `c`.
      let meeting = other.meets(try plan(base, try schema(action, "d")))
      #expect(meeting.isEmpty == (action == "setNull"), "\(action): \(meeting)")
    }
  }

  @Test("Changes of one element meet, and some order of their deploys fails")
  func dependentPairs() {
    var (pairs, unsafe, alarms) = (0, 0, [String]())
    var random = SeededRandom(seed: Thorough.seed)
    for target in Target.withKeys {
      for (number, one) in SearchCase.all.enumerated() {
        for other in SearchCase.all[number...] where one.old == other.old && one.oldTables == other.oldTables {
          guard !one.old.isEmpty || !one.oldTables.isEmpty, Thorough.isOn || random.happens(30) else { continue }
          guard let pair = Pair([one, other], named: ["a", "a"], on: target) else { continue }
          pairs += 1
          let isUnsafe = pair.together.orders.contains { !check(pair.together, in: $0).isEmpty }
          let meets = !pair.meeting(.sources).isEmpty
          #expect(meets || !isUnsafe, "\(pair.name): an order fails, and they do not meet")
          if isUnsafe { unsafe += 1 } else if meets { alarms.append(pair.name) }
        }
      }
    }
    print(
      "side by side: seed \(Thorough.seed), \(pairs) pairs of one element, \(unsafe) fail in an order, "
        + "\(alarms.count) false alarms, such as \(alarms.prefix(3))")
    #expect(pairs > 50 && unsafe * 2 > pairs)
  }
}
