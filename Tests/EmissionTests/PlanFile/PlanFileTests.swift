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

  @Test("A plan file says what planning again needs, and no more")
  func whatASchemaCannotSayComesBack() throws {
    var plan = samplePlan(field: "odd \"name\".x")
    plan.isOffline = true
    let text = planFile(plan, name: "add-age", goal: plan.goal, after: "plan first, deploy 1 of 1")
    let state = try read(text)
    #expect(state.name == "add-age" && state.after == "plan first, deploy 1 of 1")
    #expect(state.isOffline && state.repair == nil)
    #expect(state.tables == ["users"])
    #expect(state.deploys == [plan.deploys.last?.schema.fingerprint])
    #expect(state.baseFingerprint == plan.base.fingerprint && state.goalFingerprint == plan.goal.fingerprint)
    #expect(text.split(separator: "\n").count <= 12, "\(text)")
    plan.isOffline = false
    let rolling = try read(planFile(plan, name: "add-age", goal: plan.goal, after: nil))
    #expect(!rolling.isOffline && rolling.after == nil)
    #expect(rolling.deploys == plan.deploys.map(\.schema.fingerprint))
  }

  @Test(
    "A file that is not a plan is one clear error",
    arguments: [
      ("", "it is not JSON"), ("{", "it is not JSON"), ("[]", "not a JSON object"), ("{}", "\"format\" is missing"),
      (#"{"format": 1}"#, "\"format\" has the wrong type"),
    ])
  func whatIsNoPlanIsOneClearError(text: String, reason: String) throws {
    let error = try #require(throws: DiagnosticList.self) { try read(text) }
    #expect(error.diagnostics.count == 1)
    #expect(error.diagnostics[0].message.contains(reason), "\(error.diagnostics[0].message)")
  }

  @Test("An edited plan file is refused")
  func anEditedPlanIsRefused() throws {
    let plan = samplePlan()
    let text = planFile(plan, name: "x", goal: plan.goal, after: nil)
    for (old, new) in [
      ("bellows-plan/2", "bellows-plan/1"), (#""rollout": "rolling""#, #""rollout": "fast""#),
      (#""tables": ["users"]"#, #""tables": "users""#),
    ] {
      #expect(text.contains(old))
      #expect(throws: DiagnosticList.self) { try read(text.replacing(old, with: new)) }
    }
  }
}
