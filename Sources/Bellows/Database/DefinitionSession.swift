// Part of Bellows. MIT licence: see LICENSE.

/// A session that can restore the definitions that tables had before a step, with everything that the schema language
/// cannot express.
///
/// Without this conformance a rollback restores what the schema describes.
package protocol DefinitionSession: DatabaseSession {
  /// Returns all tables, indexes, triggers and views, each with its statement: a rename changes what refers to a column.
  func definitions() async throws -> [StoredObject]

  /// Restores the objects that a step changed or dropped, after its rows were restored.
  ///
  /// A table that something else changed since the step stays as it is, with its indexes and triggers.
  ///
  /// - Parameters:
  ///   - changes: What the step changed.
  ///   - start: The objects as they were before the rollback of the step.
  func restore(_ changes: [ChangedDefinition], from start: [StoredObject]) async throws
}

/// An object of the database before and after a step.
package struct ChangedDefinition: Hashable, Sendable {
  /// The object; its definition before the step, or after it if it was created.
  package var object: StoredObject
  /// Its statement before the step; `nil` if it did not exist.
  package var before: String?
  /// Its statement after the step; `nil` if it does not exist.
  package var after: String?

  package init(object: StoredObject, before: String?, after: String?) {
    self.object = object
    self.before = before
    self.after = after
  }
}
