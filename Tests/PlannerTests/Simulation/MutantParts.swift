// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel

@testable import TestSupport

extension Mutant {
  /// One deploy with another schema or other synchronised columns.
  static func schemas(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for (position, deploy) in plan.deploys.enumerated() {
      for index in deploy.synced.indices {
        found.append(
          Mutant("drop synchronised columns of deploy \(position + 1)", plan) {
            $0.deploys[position].synced.remove(at: index)
          })
      }
      for (number, table) in deploy.schema.tables.enumerated() {
        func change(_ name: String, _ change: @escaping (inout Table) -> Void) {
          found.append(
            Mutant("\(name) in deploy \(position + 1)", plan) { change(&$0.deploys[position].schema.tables[number]) })
        }
        for index in table.indexes.indices {
          change("drop index \(table.indexes[index].name)") { $0.indexes.remove(at: index) }
        }
        guard case .fields(let fields) = table.content else { continue }
        for (index, field) in fields.enumerated() {
          func changeField(_ name: String, _ body: @escaping (inout Field) -> Void) {
            change("\(table.name).\(field.name) \(name)") { table in
              guard case .fields(var fields) = table.content else { return }
              body(&fields[index])
              table.content = .fields(fields)
            }
          }
          change("drop \(table.name).\(field.name)") { table in
            table.content = .fields(fields.filter { $0.name != field.name })
          }
          for (label, type) in field.type.neighbours { changeField(label) { $0.type = type } }
          if field.defaultValue != nil { changeField("without its default") { $0.defaultValue = nil } }
          if let action = field.onDelete {
            for other in DeleteAction.allCases where other != action { changeField("\(other)") { $0.onDelete = other } }
          }
        }
      }
    }
    return found
  }

  /// One release with another code version.
  static func code(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for (position, deploy) in plan.deploys.enumerated() where deploy.isRelease {
      func change(_ name: String, _ change: @escaping (inout CodeVersion) -> Void) {
        found.append(Mutant("release \(position + 1): \(name)", plan) { change(&$0.deploys[position].code) })
      }
      for (index, use) in deploy.code.uses.enumerated() {
        let label = "\(use.table).\(use.field)"
        change("\(label) is not used") { $0.uses.remove(at: index) }
        for (number, read) in use.reads.enumerated() {
          change("\(label) is not read from \(read.column)") { $0.uses[index].reads.remove(at: number) }
          for (kind, type) in read.type.neighbours {
            change("\(label) is read \(kind)") { $0.uses[index].reads[number].type = type }
          }
          for other in plan.columnMapping.keys.sorted() where other != read.column {
            guard !(plan.columnMapping[other] ?? []).isDisjoint(with: use.logicalFields) else { continue }
            change("\(label) is read from \(other)") { $0.uses[index].reads[number].column = other }
            change("\(label) is read from \(other), too") { code in
              code.uses[index].reads.append(ColumnUse(other, read.type.optional))
            }
          }
        }
        for (number, write) in use.writes.enumerated() {
          change("\(label) is not written to \(write.column)") { $0.uses[index].writes.remove(at: number) }
          for (kind, type) in write.type.neighbours {
            change("\(label) is written \(kind)") { $0.uses[index].writes[number].type = type }
          }
        }
      }
      for (index, table) in deploy.code.tables.enumerated() {
        change("\(table.table) is not used") { $0.tables.remove(at: index) }
        for (number, stored) in table.stored.enumerated() where table.stored.count > 1 {
          change("\(table.table) is not stored as \(stored)") { $0.tables[index].stored.remove(at: number) }
        }
      }
      for unique in deploy.code.respects.sorted() {
        change("\(unique.paths) is not respected") { $0.respects.remove(unique) }
      }
      for column in deploy.code.tolerates.keys.sorted() {
        change("\(column)'s action is not expected") { $0.tolerates[column] = nil }
      }
      for column in deploy.code.relinquishes.sorted() {
        change("\(column) is not left to its default") { $0.relinquishes.remove(column) }
      }
      for column in (plan.deploys.first?.code.uses ?? []).flatMap(\.writes).map(\.column).prefix(2)
      where !deploy.code.relinquishes.contains(column) {
        change("\(column) is left to a default") { $0.relinquishes.insert(column) }
      }
      if let last = position > 0 ? plan.deploys[position - 1].code.queries : plan.before.queries as Set<IndexID>?,
        !last.isSubset(of: deploy.code.queries)
      {
        change("it still queries the old index") { $0.queries.formUnion(last) }
      }
    }
    return found
  }
}

extension FieldType {
  /// Types that are a little wider or narrower.
  var neighbours: [(String, FieldType)] {
    var found: [(String, FieldType)] = [
      isOptional ? ("as never missing", required) : ("as perhaps missing", optional)
    ]
    let members = value.alternatives
    if members.count > 1, let fewer = ValueType.union(of: Array(members.dropLast())) {
      found.append(("without its last kind", FieldType(fewer, isOptional: isOptional)))
    }
    if let more = ValueType.union(of: members + [.scalar(.date)]), more != value, value != .any {
      found.append(("as perhaps a date", FieldType(more, isOptional: isOptional)))
    }
    return found
  }
}
