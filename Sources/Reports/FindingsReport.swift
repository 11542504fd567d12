// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The findings of `bellows check` to be reported: errors fail the check, warnings do not.
package struct FindingsReport: Reportable {
  let findings: [Diagnostic]
  let files: [SourceFile]
  let comparison: String
  private let positions: PositionFinder

  /// - Parameters:
  ///   - files: The files that the findings point into.
  ///   - comparison: What was compared: `staged changes against HEAD`.
  package init(_ findings: [Diagnostic], files: [SourceFile], comparison: String) {
    self.findings = findings
    self.files = files
    self.comparison = comparison
    positions = PositionFinder(files)
  }

  package func written(by writer: any ReportWriter) -> String { writer.report(self) }

  /// Whether the check failed.
  var hasErrors: Bool { findings.contains { $0.severity == .error } }

  func position(of finding: Diagnostic) -> FilePosition? { positions.position(of: finding.range) }
}

extension Assessment {
  /// The path with unusual names in backticks, without control characters.
  package var spelledPath: String { path.spelling }

  /// The reason, the counterexample and the hazards, as sentences.
  package var spelledReason: String {
    let hazards = hazards.isEmpty ? nil : "[\(hazards.map(\.rawValue).joined(separator: ", "))]"
    return [sentence(explanation), witness?.wording, hazards].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
