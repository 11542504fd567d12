// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

extension WellFormedCheck {
  /// Checks that reading a deploy's schema file gives the same schema.
  ///
  /// - Parameter tables: New and changed tables. Those of the goal are in the goal's file.
  mutating func checkFile(of tables: [Table], in schema: Schema) {
    let tables = tables.filter { !plan.goal.holds($0) }
    guard !tables.isEmpty else { return }
    let part = schema.part(tables)
    do {
      let written = SourceFile(path: "deploy.schema", text: printSchema(part))
      if try !readSchema([written]).saysTheSame(as: part) {
        findings.report(.fileDiffers)
      }
    } catch {
      let reason = error.diagnostics.first?.message ?? "unreadable"
      findings.report(.fileNotWritable(reason))
    }
  }
}

extension Schema {
  /// Returns some tables, with the keys of the tables that they reference: the smallest schema that can be read on its
  /// own.
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
