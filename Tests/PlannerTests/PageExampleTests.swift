// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import RuleDocs
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct PageExampleTests {
  private func edit(_ example: Example) -> (before: String, after: String)? {
    switch example {
    case .edit(let before, let after, _): (before, after)
    case .advice: nil
    }
  }

  private func rules(_ edit: (before: String, after: String)) throws -> [Rule] {
    let old = try readSchema([SourceFile(path: "before.schema", text: edit.before)])
    let new = try readSchema([SourceFile(path: "after.schema", text: edit.after)])
    do {
      return try planMigration(from: old, to: new).plan.assessments.map(\.rule)
    } catch {
      return error.diagnostics.compactMap { Rule(rawValue: $0.id.rawValue) }
    }
  }

  @Test("The examples of a rule page are parsed, and one of them shows the rule", arguments: Rule.allCases)
  func theExamplesParseAndOneOfThemShowsTheRule(rule: Rule) throws {
    let edits = [edit(rule.page.bad), edit(rule.page.good)].compactMap { $0 }
    #expect(try edits.map(rules).contains { $0.contains(rule) })
  }
}
