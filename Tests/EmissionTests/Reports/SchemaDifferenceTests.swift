// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaModel
import Testing

@Suite struct SchemaDifferenceTests {
  @Test("The plan document shows what each deploy changes in the schema")
  func planDocumentShowsWhatEachDeployChangesInTheSchema() {
    let text = planDocument(samplePlan(), name: "add-age", newFiles: [sampleFile])
    #expect(text.hasPrefix("# add-age\n"))
    let diffs = text.split(separator: "```diff\n").dropFirst().map { $0.prefix { $0 != "`" } }
    #expect(diffs.count == 2)
    #expect(diffs.first?.contains("\n+   age: int?\n") == true)
    #expect(diffs.last?.contains("\n-   age: int?\n+   age: int\n") == true)
    #expect(!text.contains("+ target"))
  }

  @Test("Added and removed tables are shown completely")
  func tablesThatComeAndGoAreShownWhole() {
    var plan = samplePlan()
    let table = Table("teams", content: .fields([Field("title", FieldType(.scalar(.string)))]))
    plan.deploys[0].schema = Schema(target: .sqlite, tables: [table])
    let text = planDocument(plan, name: "x")
    #expect(text.contains("+ table teams {\n+   title: string\n+ }\n- table users {\n"))
  }
}
