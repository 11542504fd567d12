// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports

/// `bellows explain`: the page of a rule, or the list of all rules.
func explain(_ rule: Rule?) throws(Failure) {
  let style = TextStyle(usesColour: Stream.output.takesColour, width: terminalWidth(of: .output))
  guard let rule else {
    let width = Rule.allCases.map(\.rawValue.count).max() ?? 0
    for rule in Rule.allCases {
      let space = String(repeating: " ", count: width - rule.rawValue.count + 2)
      try output(rule.rawValue + space + rule.page.title + "\n")
    }
    return
  }
  try output(Reports.explain(rule, style: style))
}
