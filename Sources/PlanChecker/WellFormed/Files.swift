// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// Each deploy's schema is written out as a file: what the file says must be what the plan means.
extension PlanShape {
  /// Of tables that the schema before did not have as they are: the others stood in its file.
  ///
  /// What is the goal's own stands in the goal's file.
  mutating func checkFile(of tables: [Table], in schema: Schema) {
    let tables = tables.filter { !plan.goal.holds($0) }
    guard !tables.isEmpty else { return }
    let part = schema.part(tables)
    do {
      let written = SourceFile(path: "deploy.schema", text: printSchema(part))
      if try !readSchema([written]).saysTheSame(as: part) {
        report(.wellFormed, nil, "its schema says something else when it is read again")
      }
    } catch {
      let reason = error.diagnostics.first?.message ?? "unreadable"
      report(.wellFormed, nil, "its schema cannot be written as a file: \(reason)")
    }
  }
}

extension Schema {
  /// Some of its tables, with the keys of those that they refer to: enough to be read on its own.
  fileprivate func part(_ tables: [Table]) -> Schema {
    var part = tables
    var names = Set(part.map(\.name))
    var waiting = part
    while let next = waiting.popLast() {
      for name in next.references {
        guard names.insert(name).inserted, let other = self.table(name) else { continue }
        let stub = Table(other.name, explicitStoredName: other.explicitStoredName, content: .fields(other.keyFields))
        part.append(stub)
        waiting.append(stub)
      }
    }
    return Schema(target: target, tables: part, externalTables: externalTables)
  }
}
