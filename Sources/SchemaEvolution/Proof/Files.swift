// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Each deploy's schema is written out as a file: what the file says must be what the plan means.
extension Replay {
  mutating func checkFile(of schema: Schema) {
    let part = schema.part { watch.tables.contains($0.storedName) }
    do {
      let written = SourceFile(path: "deploy.schema", text: printSchema(part))
      if try readSchema([written]).fingerprint != part.fingerprint {
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
  fileprivate func part(_ isIncluded: (Table) -> Bool) -> Schema {
    var part = tables.filter(isIncluded)
    var names = Set(part.map(\.name))
    var waiting = part
    while let table = waiting.popLast() {
      let types = table.fields.map(\.type.value) + (table.fields.isEmpty ? [table.rowType] : [])
      for type in types {
        type.forEachReference { name in
          guard names.insert(name).inserted, let other = tableInOrder(name) else { return }
          let stub = Table(
            other.name, explicitStoredName: other.explicitStoredName, content: .fields(other.keyFields))
          part.append(stub)
          waiting.append(stub)
        }
      }
    }
    return Schema(target: target, tables: part)
  }
}
