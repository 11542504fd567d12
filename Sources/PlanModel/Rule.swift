// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A kind of change, by its stable ID, which reports print and `bellows explain` accepts.
package enum Rule: String, DiagnosticKind, Hashable, Comparable {
  case tableAdded = "table-added"
  case tableRemoved = "table-removed"
  case tableRenamed = "table-renamed"
  case tableKeyChanged = "table-key-changed"
  case referenceKeyChanged = "reference-key-changed"
  case fieldAddedOptional = "field-added-optional"
  case fieldAddedRequired = "field-added-required"
  case fieldAddedDefaulted = "field-added-defaulted"
  case fieldRemovedOptional = "field-removed-optional"
  case fieldRemovedRequired = "field-removed-required"
  case fieldRenamed = "field-renamed"
  case fieldDerived = "field-derived"
  case fieldMadeOptional = "field-made-optional"
  case fieldMadeRequired = "field-made-required"
  case fieldWidened = "field-widened"
  case fieldNarrowed = "field-narrowed"
  case fieldConverted = "field-converted"
  case fieldStorageChanged = "field-storage-changed"
  case defaultAdded = "default-added"
  case defaultChanged = "default-changed"
  case defaultRemoved = "default-removed"
  case indexAdded = "index-added"
  case indexRemoved = "index-removed"
  case indexChanged = "index-changed"
  case vectorChanged = "vector-changed"
  case uniqueAdded = "unique-added"
  case uniqueChanged = "unique-changed"
  case uniqueRemoved = "unique-removed"
  case referenceActionChanged = "reference-action-changed"
  case rowWidened = "row-widened"
  case rowNarrowed = "row-narrowed"
  case rowConverted = "row-converted"
  case targetChanged = "target-changed"
  // Rules without a change: they reject schemas that no plan can reach, or in which data would be lost silently.
  case previousNameUnknown = "previous-name-unknown"
  case existingFieldDerived = "existing-field-derived"
  case storedNameTaken = "stored-name-taken"

  package static func < (lhs: Rule, rhs: Rule) -> Bool { lhs.rawValue < rhs.rawValue }
}
