// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import RuleDocs

/// The page of a rule for the terminal, as `bellows explain` prints it.
package func explain(_ rule: Rule, style: TextStyle = TextStyle()) -> String {
  let page = rule.page
  var layout = TextLayout(style)
  layout.line(layout.painted(rule.rawValue, .heading) + ": " + page.title)
  layout.paragraph("What", [page.what])
  layout.paragraph("Why", [page.why])
  layout.paragraph("Verdict", [page.verdict.wording + page.phaseWording])
  if !page.hazards.isEmpty {
    layout.paragraph("Possible hazards", page.hazards.map { "\($0.rawValue): \($0.meaning)" })
  }
  layout.example("Bad", page.bad)
  layout.example("Good", page.good)
  layout.paragraph("What the plan does", page.plan)
  return layout.text
}

/// The pages of all rules as one Markdown document, in the order of `Rule`.
package func rulesDocument() -> String {
  var text = """
    # Rules

    What each kind of change means, and what a plan does about it.

    A change is **safe** if every stored row, and every value that running code may still write, stays valid. All other
    changes are **breaking**. `bellows explain RULE` prints one of these pages.

    | rule | verdict | phases |
    |---|---|---|

    """
  for rule in Rule.allCases {
    let phases = rule.page.phases.map(\.rawValue).joined(separator: ", ")
    text += "| \(rule.rawValue) | \(rule.page.verdict.wording) | \(phases.isEmpty ? "none" : phases) |\n"
  }
  text += "\n## Hazards\n\n"
  for hazard in Hazard.allCases { text += "- `\(hazard.rawValue)`: \(hazard.meaning)\n" }
  for rule in Rule.allCases { text += "\n" + explainInMarkdown(rule) }
  return text
}

/// The page of a rule as a Markdown section.
package func explainInMarkdown(_ rule: Rule) -> String {
  let page = rule.page
  var text = "## \(rule.rawValue)\n\n**\(page.title).** \(page.what)\n\n\(page.why)\n\n"
  text += "Verdict: \(page.verdict.wording)\(page.phaseWording)\n"
  if !page.hazards.isEmpty {
    text += "Possible hazards: \(page.hazards.map { "`\($0.rawValue)`" }.joined(separator: ", ")).\n"
  }
  text += "\nBad: " + markdown(page.bad) + "\nGood: " + markdown(page.good) + "\nWhat the plan does:\n\n"
  for step in page.plan { text += "- \(step)\n" }
  return text
}

private func markdown(_ example: Example) -> String {
  switch example {
  case .advice(let advice): "\(advice)\n"
  case .edit(let before, let after, let note):
    "\(note)\n\n```\n// before\n\(before)\n\n// after\n\(after)\n```\n"
  }
}

extension TextLayout {
  fileprivate mutating func paragraph(_ heading: String, _ paragraphs: [String]) {
    line()
    line(painted(heading, .heading))
    for paragraph in paragraphs { wrapped(paragraph, lead: "  ", leadWidth: 2, indent: paragraphs.count > 1 ? 4 : 2) }
  }

  fileprivate mutating func example(_ heading: String, _ example: Example) {
    switch example {
    case .advice(let advice): paragraph(heading, [advice])
    case .edit(let before, let after, let note):
      paragraph(heading, [note])
      for (label, schema) in [("before", before), ("after", after)] {
        line("    " + painted("// " + label, .quiet))
        for text in schema.split(separator: "\n") { line("    " + text) }
      }
    }
  }
}

extension RuleVerdict {
  /// `safe`, `breaking`, or the condition that decides.
  package var wording: String {
    switch self {
    case .always(let verdict): verdict.rawValue
    case .depends(let clause): clause
    case .refused: "refused"
    }
  }
}

extension RulePage {
  /// The text after the verdict, such as `; phases: widen, tighten.`.
  fileprivate var phaseWording: String {
    phases.isEmpty ? "." : "; phases: " + phases.map(\.rawValue).joined(separator: ", ") + "."
  }
}
