// Part of Bellows. MIT licence: see LICENSE.

/// The diagnostics of one stage: an enum whose raw values are their IDs.
///
///     enum LanguageDiagnostic: String, DiagnosticKind { case unknownType = "unknown-type" }
///
/// Each stage has its own enum, because a stage knows only those before it.
package protocol DiagnosticKind: RawRepresentable<String>, CaseIterable, Sendable {}

extension Diagnostic {
  /// What programs know a diagnostic by: stable, lower case, with hyphens.
  package struct ID: Hashable, Sendable {
    package let rawValue: String

    /// Creates the ID of a case; there are no others.
    package init(_ kind: some DiagnosticKind) { rawValue = kind.rawValue }
  }
}
