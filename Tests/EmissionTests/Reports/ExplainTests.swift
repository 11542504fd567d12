// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import Testing

@Suite struct ExplainTests {
  @Test("Every rule page has all parts and fits a terminal", arguments: Rule.allCases)
  func pagesFillEveryPartAndFitATerminal(rule: Rule) {
    let text = explain(rule)
    for heading in ["What", "Why", "Verdict", "Bad", "Good", "What the plan does"] {
      #expect(text.contains("\n\(heading)\n  "), "\(heading)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("    ") })
    #expect(text.hasPrefix(rule.rawValue + ": "))
  }

  @Test("The phases and deploys of a rule page are in order", arguments: Rule.allCases)
  func phasesAreInOrderAndTheLastDeployComesLast(rule: Rule) {
    let page = rule.page
    #expect(page.phases == page.phases.sorted())
    // What needs no backfill and no tightening is one deploy or two, and what backfills says so.
    #expect(page.phases.contains(.backfill) == page.plan.contains { $0.hasPrefix("Backfill:") })
    let deploys = page.plan.filter { $0.hasPrefix("Deploy ") }
    #expect(deploys.count <= 4)
    #expect(deploys.enumerated().allSatisfy { $1.hasPrefix("Deploy \($0 + 1): ") })
  }

  @Test("No two rules have the same title")
  func titlesTellRulesApart() {
    #expect(Set(Rule.allCases.map(\.page.title)).count == Rule.allCases.count)
    #expect(Set(Rule.allCases.map(\.page.what)).count == Rule.allCases.count)
  }

  @Test("Every rule page with deleted data mentions the backup")
  func whateverMayDeleteDataMentionsABackup() {
    for rule in Rule.allCases where rule.page.phases.contains(.tighten) && rule.page.hazards.contains(.deletesData) {
      #expect(rule.page.plan.contains { $0.contains("backup") }, "\(rule.rawValue)")
    }
  }
}
