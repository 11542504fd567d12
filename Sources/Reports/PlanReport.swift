// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A plan to be reported.
package struct PlanReport: Reportable {
  let plan: Plan
  let oldFiles: [SourceFile]
  let newFiles: [SourceFile]
  let notes: [Diagnostic]
  let changes: [ChangeFacts]

  /// - Parameters:
  ///   - oldFiles: The files of the plan's base, in the order in which they were read; positions point into them.
  ///   - newFiles: The files of the plan's goal.
  ///   - notes: The notes of the plan; only Markdown includes them, the other formats are printed apart from them.
  package init(
    _ plan: Plan, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = [], notes: [Diagnostic] = []
  ) {
    self.plan = plan
    self.oldFiles = oldFiles
    self.newFiles = newFiles
    self.notes = notes
    changes = ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles)
  }

  package func written(by writer: any ReportWriter) -> String { writer.report(self) }

  /// The facts for the formats that people read.
  var facts: PlanFacts { PlanFacts(plan, changes) }
}
