// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// A plan that is whole: numbers, names, gates, flags, and an end that is the goal.
@Suite struct PlanShapeTests {
  static let good = AdditionPlanTests.required

  @Test func nothingToDoNeedsNoDeploy() {
    expectAccepted(plan(from: [AdditionPlanTests.name]))
    expectRefused(Self.good.with { $0.deploys = [] }, .wellFormed)
  }

  @Test(arguments: [
    good.with { $0.deploys[0].number = 2 },
    good.with { $0.goal = $0.base },
    good.with { $0.backfills = [] },
    good.with { $0.backfills[0].after = 2 },
    good.with { $0.backfills.append($0.backfills[0]) },
    good.with { $0.backfills[0].targets = [column("nobody")] },
    good.with(deploy: 1) { $0.isRelease = false },
    good.with(deploy: 2) { $0.code = AdditionPlanTests.falls },
    good.with(deploy: 1) { $0.gates = [.released(deploy: 1)] },
    good.with(deploy: 2) { $0.gates.append(.backup([column("nobody")])) },
    good.with(deploy: 2) { $0.steps = [Step(assessment: 7, duty: .strict)] },
    good.with(deploy: 2) { $0.schema.tables[0].indexes = [Index(.index, "by_nobody", [["nobody"]])] },
    RenamePlanTests.good.with { plan in
      plan.deploys.insert(plan.deploys[0], at: 1)
      for place in plan.deploys.indices { plan.deploys[place].number = place + 1 }
    },
  ]) func aBrokenPlanIsRefused(_ mutant: Plan) { expectRefused(mutant, .wellFormed) }

  @Test func aSchemaThatNoFileCanSayIsRefused() {
    let nested = FieldType(.array(.scalar(.string)), isOptional: true)
    let uses = code(use("tags", reads: ["tags": nested], writes: ["tags": nested]))
    let plan = plan(
      from: [AdditionPlanTests.name],
      deploy([AdditionPlanTests.name, Field("tags", nested, defaultValue: .now)], uses),
      // The goal's own tables were read from a file, and so can be said.
      deploy([AdditionPlanTests.name, Field("tags", nested)], uses))
    expectRefused(plan, .wellFormed, at: 1)
  }

  @Test func aViolationSaysWhenWhereAndWhy() {
    let mutant = RenamePlanTests.good.with(deploy: 1) { $0.code.uses[0].reads[0].column = column("title") }
    #expect(
      prove(mutant).first?.description
        == "I3, deploy 1, release: users.title: running code cannot read what may be stored (no value)")
  }

  @Test func storedNamesAreFreeWhereTheGoalLeavesThemOpen() {
    let free = Self.good.with { plan in
      plan.goal = Schema(tables: [users([AdditionPlanTests.full, AdditionPlanTests.name])])
    }
    expectAccepted(free)
    expectAccepted(
      DerivationPlanTests.conversion.with { plan in
        plan.goal = Schema(target: .postgresql, tables: [users([Field("age", string)])])
      })
    expectRefused(
      Self.good.with {
        $0.goal.tables = [users([Field("age", int, explicitStoredName: "years"), AdditionPlanTests.name])]
      },
      .wellFormed)
  }

  /// Without overlap a rename is: stop, add and copy, demand and start.
  @Test func stoppingAllCodeFoldsReleasesAway() {
    let folded = plan(
      from: [RenamePlanTests.old], before: RenamePlanTests.writesOld,
      meanings: ["name": ["name"], "title": ["name"]],
      backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
      deploy([RenamePlanTests.old, Field("title", string.optional)]),
      deploy([RenamePlanTests.new], gates: [.backfilled("users.title")], RenamePlanTests.usesNew))
    expectAccepted(folded.with { $0.isTogether = true }.on(.postgresql))
    expectRefused(folded.on(.postgresql), .nothingStale, at: 2)
  }

  @Test func goingOnFromTheMiddleOfAPlanTrustsOnlyWhatCodeReads() {
    let rename = RenamePlanTests.good
    let rest = Plan(
      base: rename.deploys[0].schema, goal: rename.goal, assessments: [], deploys: [], backfills: rename.backfills,
      meanings: rename.meanings, before: rename.deploys[0].code)
    let onward = rest.with { plan in
      plan.deploys = Array(rename.deploys.dropFirst())
      for place in plan.deploys.indices {
        plan.deploys[place].number = place + 1
        plan.deploys[place].gates = place == 0 ? [] : [.released(deploy: place)]
      }
    }
    expectRefused(onward, .nothingStale, at: 1)
    let again = onward.with { plan in
      plan.deploys.insert(
        Deploy(
          number: 1, phase: .widen, gates: [], schema: plan.base, inStep: [], code: plan.before, isRelease: false,
          steps: []), at: 0)
      for place in plan.deploys.indices {
        plan.deploys[place].number = place + 1
        plan.deploys[place].gates = place > 1 ? [.released(deploy: place)] : []
      }
      plan.deploys[1].gates = [.backfilled("users.title")]
      plan.deploys[3].gates.append(.backfilled("users.name"))
    }
    expectAccepted(again)
  }
}
