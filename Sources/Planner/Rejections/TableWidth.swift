// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns an error for each table that would have more columns than its database allows, before or after a deploy.
///
/// A field that moves has two columns for a while.
func tablesTooWide(_ plan: Plan) -> [Diagnostic] {
  let capabilities = plan.base.target.capabilities
  guard let most = capabilities.mostColumns else { return [] }
  var reported: Set<StoredName> = []
  var diagnostics: [Diagnostic] = []
  for deploy in plan.deploys {
    for table in deploy.schema.tables {
      let count = table.fields.count + (table.keyFields.isEmpty ? 1 : 0)
      guard count > most, reported.insert(table.storedName).inserted else { continue }
      diagnostics.append(
        Diagnostic(
          .error, PlannerDiagnostic.tooManyColumns,
          "\(quoted(table.name)) would have \(count) columns in deploy \(deploy.number), and \(capabilities.displayName) "
            + "allows \(most): move some of its fields to a table of their own or into an object, or change fewer fields "
            + "at once",
          range: plan.goal.table(table.name)?.range ?? table.range))
    }
  }
  return diagnostics
}
