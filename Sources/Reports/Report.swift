// Part of Bellows. MIT licence: see LICENSE.

/// Something that can be reported in every output format: a plan, or the findings of `bellows check`.
package protocol Reportable {
  /// Writes the report with the writer of an output format.
  func written(by writer: any ReportWriter) -> String
}

/// Writes reports in one output format; each format has one type that conforms, in a file of its own.
package protocol ReportWriter {
  func report(_ plan: PlanReport) -> String
  func report(_ findings: FindingsReport) -> String
}

/// Reports a plan or findings in a format; the same input gives the same bytes.
///
///     report(PlanReport(plan, oldFiles: old, newFiles: new), format: .markdown)
///
/// - Parameter style: The layout of the text format; the other formats ignore it.
package func report(_ subject: some Reportable, format: OutputFormat, style: TextStyle = TextStyle()) -> String {
  subject.written(by: format.writer(style))
}
