// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Writes `plan.json`: the JSON report, and the parts of the plan that the schemas do not contain.
///
/// Columns and logical fields are pairs of stored names. A column that is not in the column mapping holds one logical
/// field of its own. `readPlanFile` reads the file.
package func planFile(_ plan: Plan, name: String, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = []) -> String {
  var members = planMembers(plan, ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles))
  members.insert(("name", .string(name)), at: 1)
  let columnMapping = plan.columnMapping.sorted { $0.key < $1.key }.map { column, logicalFields in
    JSON.object([
      ("column", column.json),
      ("truths", .array(logicalFields.sorted().map { .strings([$0.table.text, $0.field.text]) })),
    ])
  }
  let before = plan.syncedBefore.map { syncMember($0, deploy: 0) }
  let later = plan.deploys.flatMap { deploy in deploy.synced.map { syncMember($0, deploy: deploy.number) } }
  if let repair = plan.repair {
    let lists = [("tables", repair.tables), ("beside", repair.beside)]
    let once: [(String, JSON)] = repair.isOnce ? [("once", .bool(true))] : []
    members.append(("repair", .object(lists.map { ($0.0, .strings($0.1.map(\.text))) } + once)))
  }
  members.append(("together", .bool(plan.isOffline)))
  members.append(("meanings", .array(columnMapping)))
  members.append(("inStep", .array(before + later)))
  return JSON.object(members).text
}

/// Deploy 0 is the database before the plan.
private func syncMember(_ pair: SyncedColumns, deploy: Int) -> JSON {
  .object([
    ("deploy", .number(deploy)), ("old", pair.old.json), ("new", pair.new.json), ("transform", pair.transform.json),
  ])
}

extension ColumnID {
  fileprivate var json: JSON { .strings([table.text, column.text]) }
}

extension Transform {
  fileprivate var json: JSON {
    let kind = ("kind", JSON.string(kind))
    switch self {
    case .fill, .copy, .unset, .custom: return .object([kind])
    case .convert(let conversion):
      switch conversion {
      case .text(let scalar):
        return .object([kind, ("conversion", .string("text")), ("argument", .string(scalar.rawValue))])
      case .intToDecimal: return .object([kind, ("conversion", .string("int-to-decimal"))])
      case .wrapInArray: return .object([kind, ("conversion", .string("wrap-in-array"))])
      case .wrapInObject(let member):
        return .object([kind, ("conversion", .string("wrap-in-object")), ("argument", .string(member.text))])
      }
    case .remap(let renames):
      let list = renames.map { rename in
        JSON.object([
          ("path", .strings(rename.path.map(\.text))), ("old", rename.old.json), ("new", rename.new.json),
        ])
      }
      return .object([kind, ("renames", .array(list))])
    }
  }
}

extension Literal {
  /// The scalar and the value as text: JSON numbers cannot represent every `int`.
  fileprivate var json: JSON {
    switch self {
    case .string(let text): .strings(["string", text])
    case .int(let number): .strings(["int", String(number)])
    case .double(let number): .strings(["double", number.description])
    case .bool(let value): .strings(["bool", String(value)])
    }
  }
}
