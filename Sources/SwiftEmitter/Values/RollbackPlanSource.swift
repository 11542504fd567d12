// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// A rollback plan.
  mutating func rollbackPlan(_ rollbackPlan: RollbackPlan, named name: String, _ names: [String: String]) {
    var parts: [(label: String, write: (inout SwiftSource) -> Void)] = []
    func part<Element>(_ label: String, _ elements: [Element], _ write: @escaping (Element) -> String) {
      guard !elements.isEmpty else { return }
      parts.append((label, { source in for element in elements { source.line("\(write(element)),") } }))
    }
    part("accepts", rollbackPlan.accepts, \.swiftExpression)
    part("discards", rollbackPlan.discards, \.swiftExpression)
    part("hides", rollbackPlan.hides, \.swiftExpression)
    part("empties", rollbackPlan.empties, \.swiftExpression)
    part("synchronises", rollbackPlan.synchronises, \.swiftExpression)
    part("fills", rollbackPlan.fills, \.swiftExpression)
    part("demands", rollbackPlan.demands, \.swiftExpression)
    if !rollbackPlan.preparations.isEmpty {
      parts.append(("preparations", { $0.preparations(rollbackPlan.preparations) }))
    }
    if !rollbackPlan.then.isEmpty { parts.append(("then", { $0.statements(rollbackPlan.then, names) })) }
    block("private static let \(name) = RollbackPlan(", end: ")") { source in
      for (index, part) in parts.enumerated() {
        source.block("\(part.label): [", end: index == parts.count - 1 ? "]" : "],", part.write)
      }
    }
  }
}

extension StoredColumns {
  /// The columns in Swift.
  fileprivate var swiftExpression: String { "StoredColumns(\(table.swiftLiteral), [\(columns.swiftElements)])" }
}

extension StoredValues {
  /// The values in Swift.
  fileprivate var swiftExpression: String {
    var text = "StoredValues(\(table.swiftLiteral), key: [\(key.swiftElements)], columns: [\(columns.swiftElements)]"
    if let condition { text += ", where: \(condition.rawSwiftLiteral)" }
    if let backfill { text += ", exceptFrom: \(backfill.swiftLiteral)" }
    return text + ")"
  }
}

extension StoredFill {
  /// The values in Swift.
  fileprivate var swiftExpression: String {
    let values = values.map(\.rawSwiftLiteral).joined(separator: ", ")
    var text = "StoredFill(\(table.swiftLiteral), key: [\(key.swiftElements)], into: \(target.swiftLiteral), "
    text += "columns: [\(columns.swiftElements)], values: [\(values)]"
    if let condition { text += ", where: \(condition.rawSwiftLiteral)" }
    return text + ")"
  }
}
