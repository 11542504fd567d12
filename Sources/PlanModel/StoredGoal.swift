// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Plan {
  /// The goal with the stored names that it does not give: those of the last deploy.
  ///
  /// A field that was converted keeps the stored name that the conversion made, also in a goal that does not name it.
  package var storedGoal: Schema {
    guard let last = deploys.last?.schema else { return goal }
    var result = goal
    for index in result.tables.indices {
      guard let stored = last.table(result.tables[index].name) else { continue }
      if result.tables[index].explicitStoredName == nil {
        result.tables[index].explicitStoredName = stored.explicitStoredName
      }
      guard case .fields(var fields) = result.tables[index].content else { continue }
      for place in fields.indices where fields[place].explicitStoredName == nil {
        fields[place].explicitStoredName = stored.field(fields[place].name)?.explicitStoredName
      }
      result.tables[index].content = .fields(fields)
    }
    return result
  }
}
