// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns the assessment of every change, sorted by path, then rule.
package func assess(_ changes: [Change], from old: Schema, to new: Schema) -> [Assessment] {
  assess(changes, AssessmentContext(DiffContext(from: old, to: new)))
}

func assess(_ changes: [Change], _ context: AssessmentContext) -> [Assessment] {
  changes.map { change in
    var assessment = assess(change, context)
    (assessment.old, assessment.new) = context.ranges(of: change)
    return assessment
  }.sorted {
    $0.path == $1.path ? $0.rule < $1.rule : $0.path < $1.path
  }
}

/// Both schemas, as the assessment of one change needs them.
struct AssessmentContext {
  let comparison: DiffContext
  let oldForms: Storage
  let newForms: Storage
  /// The storage of references to tables of either schema, which exist side by side during the plan.
  let bothForms: Storage
  /// The old names of renamed tables, by their new names.
  private let oldNames: [TableName: TableName]

  init(_ comparison: DiffContext) {
    self.comparison = comparison
    oldForms = Storage(of: comparison.old)
    newForms = comparison.hasSameKeys ? oldForms : Storage(of: comparison.new)
    let renamed = comparison.changed.lazy.filter { $0.old.name != $0.new.name }.map(\.old)
    let old = (comparison.removed + renamed).filter { comparison.new.table($0.name) == nil }
    bothForms =
      old.isEmpty
      ? newForms
      : Storage(
        of: Schema(
          target: comparison.new.target, tables: comparison.new.tables + old,
          externalTables: comparison.new.externalTables(with: comparison.old)))
    oldNames = Dictionary(comparison.renames.map { ($0.value, $0.key) }) { first, _ in first }
  }

  var target: Target { comparison.new.target }

  /// The new names of renamed tables, by their old names.
  var tableRenames: [TableName: TableName] { comparison.renames }

  /// The new names of tables whose rows get new keys.
  var rekeyed: Set<TableName> { comparison.rekeyed }

  func newTable(_ name: TableName) -> Table? { comparison.new.table(name) }

  /// Returns the table of the old schema that became a table of the new one.
  func oldPartner(of name: TableName) -> Table? {
    if let old = oldNames[name] { return comparison.old.table(old) }
    return comparison.new.table(name) == nil ? nil : comparison.old.table(name)
  }

  /// Returns the name in the new schema of a table of the old one.
  func newName(of name: TableName) -> TableName? {
    comparison.renames[name] ?? (oldNames[name] == nil && comparison.new.table(name) != nil ? name : nil)
  }

  /// Returns whether both types have columns of the same form, so that values can be converted in place.
  func storesAlike(_ old: Field, _ new: Field) -> Bool {
    guard target.capabilities.hasColumns else { return true }
    var before = old
    before.type = old.type.renamingReferences(tableRenames)
    let (form, next) = (oldForms.form(of: old), newForms.form(of: new))
    return (form == next || form.widensInPlace(to: next)) && bothForms.sharesColumn(before, new)
  }
}

private func assess(_ change: Change, _ context: AssessmentContext) -> Assessment {
  switch change {
  case .targetChanged(let old, let new):
    Assessment(
      rule: .targetChanged, change: change, path: SchemaPath("*"), verdict: .breaking, phases: [],
      reason: "a plan cannot move data from \(old.rawValue) to \(new.rawValue)")
  case .tableAdded(let table): assessAdded(change, table)
  case .tableRemoved(let table): assessRemoved(change, table)
  case .tableRenamed(let old, let new): assessRenamed(change, from: old, to: new)
  case .tableKeyChanged(let old, let new): assessRekeyed(change, from: old, to: new)
  case .rowChanged(let old, let new): assessRow(change, from: old, to: new, context)
  case .fieldAdded(let table, let field): assessAdded(change, table, field, context)
  case .fieldRemoved(let table, let field): assessRemoved(change, table, field)
  case .fieldRenamed(let table, let old, let new):
    assessMoved(
      .fieldRenamed, change, table, from: old, to: new, context,
      reason: "running code still reads and writes \(quoted(old.name))",
      alternative: context.target.capabilities.hasStoredNames
        ? "with '@column(\(old.storedName.text.quoted))' instead of '@was' nothing moves" : nil)
  case .referenceKeyChanged(let table, let old, let new):
    assessMoved(
      .referenceKeyChanged, change, table, from: old, to: new, context, reason: "the referenced rows get other keys")
  case .fieldStorageChanged(let table, let old, let new):
    assessMoved(
      .fieldStorageChanged, change, table, from: old, to: new, context,
      reason: "the values move to another column, and running code still uses the old one")
  case .fieldDerived(let table, let sources, let new): assessDerived(change, table, sources, new)
  case .fieldTypeChanged(let table, let old, let new): assessType(change, table, from: old, to: new, context)
  case .defaultChanged(let table, let old, let new): assessDefault(change, table, from: old, to: new, context)
  case .referenceActionChanged(let table, let old, let new): assessAction(change, table, from: old, to: new, context)
  case .indexAdded(let table, let index): assessAdded(change, table, index, context)
  case .indexRemoved(let table, let index): assessRemoved(change, table, index)
  case .indexChanged(let table, let old, let new): assessChanged(change, table, from: old, to: new, context)
  }
}

/// Returns a name in quotes, for messages.
func quoted<Tag>(_ name: Identifier<Tag>) -> String { "'\(name.text)'" }
