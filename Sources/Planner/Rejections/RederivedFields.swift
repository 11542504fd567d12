// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Rejects existing fields of the same type with a new `@from` that names other fields: `a @from(b), b @from(a)` for a
/// swap.
///
/// `@from` fills a new column. For an existing field it would have no effect, and the change would be ignored.
func rederivedFields(from old: Table, to new: Table) -> [Diagnostic] {
  new.fields.compactMap { field in
    guard !field.sources.isEmpty, field.sources != [field.name], let before = old.field(field.name),
      before.sources != field.sources, before.type == field.type,
      field.sources.contains(where: { old.field($0) != nil })
    else { return nil }
    let isSwap = field.sources.contains { name in
      name != field.name && new.field(name)?.sources.contains(field.name) == true
    }
    let advice =
      isSwap
      ? "to swap two names without moving values, give both fields other names with '@was' and '@column' in one plan, "
        + "and the final names with '@was' and the same '@column' in the next"
      : "give the computed field a new name, and rename it in a plan of its own; remove '@from' if nothing is to change"
    return Diagnostic(
      .error, Rule.existingFieldDerived,
      "\(quoted(field.name)) already exists, so '@from' would compute nothing: \(advice)", range: new.range(of: field),
      notes: [.init("\(quoted(field.name)) was declared here", side: .old, range: old.range(of: before))])
  }
}
