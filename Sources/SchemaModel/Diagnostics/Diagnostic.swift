// Part of Bellows. MIT licence: see LICENSE.

/// An error, warning or note about a position in a schema, for all stages.
///
/// `message` says what is wrong and what to do, `id` never changes, and `notes` point to related positions.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  /// A remark under the diagnostic, with its own position if it has one.
  package struct Note: Hashable, Sendable {
    package var message: String
    package var side: Side
    package var range: SourceRange?

    package init(_ message: String, side: Side = .new, range: SourceRange? = nil) {
      self.message = message
      self.side = side
      self.range = range
    }
  }

  /// An edit that fixes the problem: it replaces a range, which may be empty, by a text.
  package struct FixIt: Hashable, Sendable {
    package var message: String
    package var range: SourceRange?
    package var replacement: String

    package init(_ message: String, range: SourceRange?, replacement: String) {
      self.message = message
      self.range = range
      self.replacement = replacement
    }
  }

  /// Which of two compared schemas a range points into; a single schema counts as the new one.
  package enum Side: Hashable, Sendable { case old, new }

  package var severity: Severity
  package var id: ID
  package var message: String
  package var side: Side
  package var range: SourceRange?
  package var notes: [Note]
  package var fixIts: [FixIt]

  package init(
    _ severity: Severity, _ id: ID, _ message: String, side: Side = .new, range: SourceRange?,
    notes: [Note] = [], fixIts: [FixIt] = []
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.side = side
    self.range = range
    self.notes = notes
    self.fixIts = fixIts
  }

  package init(
    _ severity: Severity, _ kind: some DiagnosticKind, _ message: String, side: Side = .new, range: SourceRange?,
    notes: [Note] = [], fixIts: [FixIt] = []
  ) {
    self.init(severity, ID(kind), message, side: side, range: range, notes: notes, fixIts: fixIts)
  }
}

/// The diagnostics that stop a stage; never empty.
package struct DiagnosticList: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
