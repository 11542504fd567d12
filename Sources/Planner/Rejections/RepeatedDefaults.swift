// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Rejects a unique index for which all stored rows are duplicates: its fields are new, and the database fills in the
/// same default in every row.
///
/// The count of duplicates before such an index would never reach zero.
func repeatedDefaults(from old: Table, to new: Table, _ target: Target) -> [Diagnostic] {
  guard target.capabilities.fillsDefaults, case .fields = old.content else { return [] }
  let unique = new.indexes.filter { $0.kind == .unique }
  if unique.isEmpty { return [] }
  let filled = matchFields(old, new).added.filter { field in
    field.defaultValue?.isConstant == true && !field.sources.contains { old.field($0) != nil }
  }
  return unique.compactMap { index in
    let fields = index.paths.compactMap { path in filled.first { [$0.name] == path } }
    guard fields.count == index.paths.count, let first = fields.first else { return nil }
    let isOne = fields.count == 1
    let listed = fields.map { quoted($0.name) }.listed
    let advice =
      isOne
      ? "leave out the default"
        + (first.type.isOptional ? "" : ", so that a function computes a value for each row")
      : "leave out the default of one of them"
    return Diagnostic(
      .error, PlannerDiagnostic.unsafeTogether,
      "every row of \(quoted(new.name)) gets the default of \(listed), and the unique index \(quoted(index.name)) "
        + "allows \(isOne ? "it" : "them") in one row: \(advice), or add the index in a later plan, when the values "
        + "differ", range: new.range(of: index) ?? new.range,
      notes: [.init("the default of \(quoted(first.name)) is the same for every row", range: new.range(of: first))])
  }
}
