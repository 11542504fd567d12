// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// What a plan says, in one of the formats; the same plan and files give the same bytes.
///
/// The files are those that the plan's schemas were read from, in the order in which they were read: places point
/// into them. `style` matters to text alone, and only Markdown has the notes within: beside the other formats they are printed
/// apart.
package func report(
  _ plan: Plan, format: OutputFormat, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = [],
  notes: [Diagnostic] = [], style: TextStyle = TextStyle()
) -> String {
  let changes = ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles)
  switch format {
  case .text: return textReport(PlanFacts(plan, changes), style: style)
  case .markdown: return markdownReport(PlanFacts(plan, changes)) + markdownNotes(notes, new: newFiles, old: oldFiles)
  case .json: return jsonReport(plan, changes)
  case .github: return githubReport(PlanFacts(plan, changes))
  }
}
