// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import Planner
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
    let text = planFile(plan, name: "add-age", after: [.init(plan: "first", deploy: 1)])
    let state = try read(text)
    #expect(state.name == "add-age" && state.after == [.init(plan: "first", deploy: 1)])
    #expect(state.isOffline && state.repair == nil)
    #expect(state.tables == ["users"])
    #expect(state.deploys == [plan.deploys.last.map { plan.fingerprint(of: $0.schema) }])
    #expect(
      state.baseFingerprint == plan.fingerprint(of: plan.base)
        && state.goalFingerprint == plan.fingerprint(of: plan.goal))
    #expect(text.split(separator: "\n").count <= 12, "\(text)")
    plan.isOffline = false
    let rolling = try read(planFile(plan, name: "add-age"))
    #expect(!rolling.isOffline && rolling.after.isEmpty)
    #expect(rolling.deploys == plan.deploys.map { plan.fingerprint(of: $0.schema) })
  }

  @Test("The fingerprint of a repair is that of the tables that it repairs, whatever else a schema has")
  func fingerprintOfARepair() throws {
    func schema(_ a: String, _ b: String) throws -> Schema {
      let text = "target sqlite\ntable a { x: \(a) }\ntable b { x: \(b) }"
      return try readSchema([SourceFile(path: "t.schema", text: text)])
    }
    let base = try schema("int", "int")
    for repair in [Repair(of: ["a"]), Repair(of: ["a"], sql: RepairSQL(["x = 1"]))] {
      let plan = try planRepair(repair, in: base)
      #expect(try plan.fingerprint(of: base) == plan.fingerprint(of: schema("int", "string")))
      #expect(try plan.fingerprint(of: base) != plan.fingerprint(of: schema("string", "int")))
    }
    let both = try planRepair(Repair(of: ["b", "a"]), in: base)
    #expect(try both.fingerprint(of: base) != both.fingerprint(of: schema("int", "string")))
    // Any other plan has the fingerprint of the tables that it changes.
    let change = try planMigration(from: base, to: schema("string", "int")).plan
    #expect(try change.fingerprint(of: base) == change.fingerprint(of: schema("int", "string")))
    #expect(try change.fingerprint(of: base) != change.fingerprint(of: schema("string", "int")))
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
    let text = planFile(plan, name: "x")
    for (old, new) in [
      ("bellows-plan/2", "bellows-plan/1"), (#""rollout": "rolling""#, #""rollout": "fast""#),
      (#""tables": ["users"]"#, #""tables": "users""#),
    ] {
      #expect(text.contains(old))
      #expect(throws: DiagnosticList.self) { try read(text.replacing(old, with: new)) }
    }
  }
}
