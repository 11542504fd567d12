// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

/// What a plan says, in one of the formats; the same plan and files give the same bytes.
///
/// The files are those that the plan's schemas were read from, in the order in which they were read: places point
/// into them. `style` matters to text alone, and only Markdown has the notes within: beside the other formats they are printed
/// apart. `ends` are the fingerprints of the plan's base and goal, from whoever has worked them out already.
package func report(
  _ plan: Plan, format: OutputFormat, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = [],
  notes: [Diagnostic] = [], style: TextStyle = TextStyle(), ends: PlanEnds? = nil
) -> String {
  let facts = PlanFacts(plan, oldFiles: oldFiles, newFiles: newFiles)
  switch format {
  case .text: return textReport(facts, style: style)
  case .markdown: return markdownReport(facts) + markdownNotes(notes, new: newFiles, old: oldFiles)
  case .json: return jsonReport(facts, ends ?? PlanEnds(plan.base, plan.goal))
  case .github: return githubReport(facts)
  }
}
