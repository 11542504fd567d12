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
    part("outdates", rollbackPlan.outdates, \.swift)
    part("empties", rollbackPlan.empties.sorted { $0.key < $1.key }, columns)
    part("refills", rollbackPlan.refills.sorted { $0.key < $1.key }, columns)
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
    var text = "StoredValues(\(table.text.swiftLiteral), key: [\(key.swiftElements)]"
    text += ", columns: [\(columns.swiftElements)]"
    if let condition { text += ", where: \(condition.rawSwiftLiteral)" }
    if let backfill { text += ", exceptFrom: \(backfill.swiftLiteral)" }
    return text + ")"
  }
}
