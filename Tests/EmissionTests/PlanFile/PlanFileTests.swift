// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct PlanFileTests {
  private func read(_ text: String) throws -> PlanState {
    try readPlanFile(SourceFile(path: "plan.json", text: text))
  }

  @Test func whatASchemaCannotSayComesBack() throws {
    let transforms: [Transform] = [
      .copy, .convert(.text(from: .bool)), .convert(.intToDecimal), .convert(.wrapInArray),
      .convert(.wrapInObject("a.b\n`")),
      .remap([
        LiteralRename(path: ["a", "[]"], old: .string("x"), new: .string("e\u{301}")),
        LiteralRename(old: .int(.max), new: .double(0.1)), LiteralRename(old: .bool(true), new: .bool(false)),
      ]),
    ]
    var plan = samplePlan(field: "odd \"name\".x")
    let pairs = transforms.enumerated().map { index, transform in
      SyncedColumns(old: ColumnID("users", "a"), new: ColumnID("u.s", StoredName("b\(index)")), transform: transform)
    }
    plan.syncedBefore = [pairs[0]]
    plan.deploys[0].synced = pairs
    plan.isOffline = true
    let state = try read(planFile(plan, name: "add-age"))
    #expect(state.name == "add-age")
    #expect(state.isOffline)
    #expect(state.columnMapping == plan.columnMapping)
    #expect(state.synced(after: 0) == [pairs[0]])
    #expect(state.synced(after: 1) == pairs)
    #expect(state.synced(after: 2).isEmpty)
    #expect(state.schemaFiles == ["1-offline.schema"])
    #expect(state.baseFingerprint == plan.base.fingerprint && state.goalFingerprint == plan.goal.fingerprint)
  }

  @Test(arguments: [
    ("", "it is not JSON"), ("{", "it is not JSON"), ("[]", "not a JSON object"), ("{}", "\"format\" is missing"),
    (#"{"format": 1}"#, "\"format\" has the wrong type"),
  ])
  func whatIsNoPlanIsOneClearError(text: String, reason: String) throws {
    let error = try #require(throws: DiagnosticList.self) { try read(text) }
    #expect(error.diagnostics.count == 1)
    #expect(error.diagnostics[0].message.contains(reason), "\(error.diagnostics[0].message)")
  }

  @Test func anEditedPlanIsRefused() throws {
    var plan = samplePlan()
    plan.deploys[0].synced = [SyncedColumns(old: ColumnID("users", "a"), new: ColumnID("users", "b"), transform: .copy)]
    let text = planFile(plan, name: "x")
    for (old, new) in [
      ("bellows-plan/1", "bellows-plan/9"), (#""kind": "copy""#, #""kind": "shell""#),
      (#"["users", "a"]"#, #"["users"]"#),
    ] {
      #expect(throws: DiagnosticList.self) { try read(text.replacing(old, with: new)) }
    }
  }
}
