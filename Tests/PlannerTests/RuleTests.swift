// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Testing

@Suite struct RuleTests {
  @Test("Rule IDs are in lower case with hyphens")
  func identifiersAreLowerCaseWithHyphens() {
    for rule in Rule.allCases {
      #expect(rule.rawValue.allSatisfy { $0 == "-" || ($0.isLetter && $0.isLowercase) })
    }
  }
}
