// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Well-formed plans: numbers, names, gates, flags, and a last schema equal to the goal.
@Suite struct WellFormedPlanTests {
  static let good = AdditionPlanTests.required

  @Test("Indexes of plans are in the order of their tables, then of their names")
  func indexOrder() {
    let ids = [("a", "z"), ("b", "a"), ("b", "b"), ("c", "a")].map { IndexID(StoredName($0), IndexName($1)) }
    for (position, id) in ids.enumerated() {
      #expect(ids.map { $0 < id } == ids.indices.map { $0 < position })
    }
  }

  @Test("A plan without changes has no deploys")
  func nothingToDoNeedsNoDeploy() {
    expectAccepted(plan(from: [AdditionPlanTests.name]))
    expectRejected(Self.good.with { $0.deploys = [] }, .wellFormed)
  }

  @Test(
    "A plan that is not well-formed is rejected",
    arguments: [
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
      good.with(deploy: 2) { $0.steps = [Step(assessment: 7, action: .strict)] },
      good.with(deploy: 2) { $0.schema.tables[0].indexes = [Index(.index, "by_nobody", [["nobody"]])] },
      RenamePlanTests.good.with { plan in
        plan.deploys.insert(plan.deploys[0], at: 1)
        for position in plan.deploys.indices { plan.deploys[position].number = position + 1 }
      },
    ]
  )
  func aBrokenPlanIsRefused(_ mutant: Plan) { expectRejected(mutant, .wellFormed) }

  @Test("A schema that cannot be written as a file is rejected")
  func aSchemaThatNoFileCanSayIsRefused() {
    let nested = FieldType(.array(.scalar(.string)), isOptional: true)
    let uses = code(use("tags", reads: ["tags": nested], writes: ["tags": nested]))
    let plan = plan(
      from: [AdditionPlanTests.name],
      deploy([AdditionPlanTests.name, Field("tags", nested, defaultValue: .now)], uses),
      // Tables of the goal are not checked: they were read from a file.
      deploy([AdditionPlanTests.name, Field("tags", nested)], uses))
    expectRejected(plan, .wellFormed, at: 1)
  }

  @Test("A violation describes moment, column, reason and counterexample")
  func aViolationSaysWhenWhereAndWhy() {
    let mutant = RenamePlanTests.good.with(deploy: 1) { $0.code.uses[0].reads[0].column = column("title") }
    #expect(
      check(mutant).first?.description
        == "I3, deploy 1, release: users.title: running code cannot read a value that may be stored "
        + "(counterexample: no value)"
    )
  }

  @Test("The last schema may have any stored name that the goal does not give")
  func storedNamesAreFreeWhereTheGoalLeavesThemOpen() {
    let free = Self.good.with { plan in
      plan.goal = Schema(tables: [users([AdditionPlanTests.full, AdditionPlanTests.name])])
    }
    expectAccepted(free)
    expectAccepted(
      DerivationPlanTests.conversion.with { plan in
        plan.goal = Schema(target: .postgresql, tables: [users([Field("age", string)])])
      })
    expectRejected(
      Self.good.with {
        $0.goal.tables = [users([Field("age", int, explicitStoredName: "years"), AdditionPlanTests.name])]
      },
      .wellFormed)
  }

  @Test("An offline rename needs one release")
  func stoppingAllCodeFoldsReleasesAway() {
    let folded = plan(
      from: [RenamePlanTests.old], before: RenamePlanTests.writesOld,
      columnMapping: ["name": ["name"], "title": ["name"]],
      backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
      deploy([RenamePlanTests.old, Field("title", string.optional)]),
      deploy(
        [RenamePlanTests.new], gates: [.backfilled("users.title"), .backup([column("name")])],
        RenamePlanTests.usesNew))
    expectAccepted(folded.with { $0.isOffline = true }.on(.postgresql))
    expectRejected(folded.on(.postgresql), .nothingStale, at: 2)
  }

  @Test("A plan from the middle of another assumes that only columns that code reads are fresh")
  func goingOnFromTheMiddleOfAPlanTrustsOnlyWhatCodeReads() {
    let rename = RenamePlanTests.good
    let rest = Plan(
      base: rename.deploys[0].schema, goal: rename.goal, assessments: [], deploys: [], backfills: rename.backfills,
      columnMapping: rename.columnMapping, before: rename.deploys[0].code)
    let onward = rest.with { plan in
      plan.deploys = Array(rename.deploys.dropFirst())
      for position in plan.deploys.indices {
        plan.deploys[position].number = position + 1
        plan.deploys[position].gates = position == 0 ? [] : [.released(deploy: position)]
      }
    }
    expectRejected(onward, .nothingStale, at: 1)
    let again = onward.with { plan in
      plan.deploys.insert(
        Deploy(
          number: 1, phase: .widen, gates: [], schema: plan.base, synced: [], code: plan.before, isRelease: false,
          steps: []), at: 0)
      for position in plan.deploys.indices {
        plan.deploys[position].number = position + 1
        plan.deploys[position].gates = position > 1 ? [.released(deploy: position)] : []
      }
      plan.deploys[1].gates = [.backfilled("users.title")]
      plan.deploys[3].gates += [.backup([column("name")]), .backfilled("users.name")]
    }
    expectAccepted(again)
  }
}
