// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Fields that exist and keep their type, and are said to be computed from others now: `a @from(b), b @from(a)` for a swap.
///
/// `@from` fills a new column. Of a field that is there nothing would be computed, and the change would be lost silently.
func rederivedFields(_ old: Table, _ new: Table) -> [Diagnostic] {
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
      ? "to swap two names, move nothing: give both fields other names with '@was' and '@column' in one plan, and the "
        + "final names with '@was' and the same '@column' in the next"
      : "give the computed field a new name, and rename it in a plan of its own; take '@from' away if nothing is to change"
    return Diagnostic(
      .error, Rule.existingFieldDerived.rawValue,
      "\(quoted(field.name)) exists already, so '@from' would compute nothing: \(advice)", range: new.range(of: field),
      notes: [.init("\(quoted(field.name)) was declared here", side: .old, range: old.range(of: before))])
  }
}
