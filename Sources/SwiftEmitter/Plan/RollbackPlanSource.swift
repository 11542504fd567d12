// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import SchemaModel

extension SwiftSource {
  /// A rollback plan.
  mutating func rollbackPlan(_ rollbackPlan: RollbackPlan, named name: String) {
    var parts: [(label: String, write: (inout SwiftSource) -> Void)] = []
    func part<Element>(_ label: String, _ elements: [Element], _ write: @escaping (Element) -> String) {
      guard !elements.isEmpty else { return }
      parts.append((label, { source in for element in elements { source.line("\(write(element)),") } }))
    }
    let check = { (check: RollbackPlan.Check) in
      "StoredCheck(\(check.path.swiftLiteral), query: \(check.query.rawSwiftLiteral))"
    }
    let columns = { (entry: (key: StoredName, value: [StoredName])) in
      let names = entry.value.map(\.text.swiftLiteral).joined(separator: ", ")
      return "StoredColumns(\(entry.key.text.swiftLiteral), [\(names)])"
    }
    part("accepts", rollbackPlan.accepts, check)
    part("discards", rollbackPlan.discards, \.swift)
    part("hides", rollbackPlan.hides, \.swift)
    part("empties", rollbackPlan.empties.sorted { $0.key < $1.key }, columns)
    part("synchronises", rollbackPlan.synchronises.sorted { $0.key < $1.key }, columns)
    part("demands", rollbackPlan.demands, check)
    if !rollbackPlan.then.isEmpty { parts.append(("then", { $0.steps(rollbackPlan.then) })) }
    block("private static let \(name) = RollbackPlan(", end: ")") { source in
      for (index, part) in parts.enumerated() {
        source.block("\(part.label): [", end: index == parts.count - 1 ? "]" : "],", part.write)
      }
    }
  }
}

extension RollbackPlan.Values {
  /// The runtime's value.
  fileprivate var swift: String {
    func list(_ columns: [RollbackPlan.StoredForm]) -> String {
      columns.map { "Column(\($0.column.text.swiftLiteral), .\($0.form))" }.joined(separator: ", ")
    }
    var text = "StoredValues(\(table.text.swiftLiteral), key: [\(list(key))], columns: [\(list(columns))]"
    if let condition { text += ", where: \(condition.rawSwiftLiteral)" }
    if let backfill { text += ", exceptFrom: \(backfill.swiftLiteral)" }
    return text + ")"
  }
}
