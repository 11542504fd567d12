// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension MigrationGate {
  /// The gate in Swift.
  var swiftExpression: String {
    switch self {
    case .released(let deploy): ".released(deploy: \(deploy))"
    case .backfilled(let name): ".backfilled(\(name.swiftLiteral))"
    case .verified(let checks): ".verified([\(checks.map(\.swiftExpression).joined(separator: ", "))])"
    case .backup(let table, let key, let columns):
      ".backup(table: \(table.swiftLiteral), key: [\(key.swiftElements)], columns: [\(columns.swiftElements)])"
    }
  }
}

extension StoredCheck {
  /// The check in Swift.
  var swiftExpression: String {
    let query = query.map { ", query: \($0.rawSwiftLiteral)" } ?? ""
    return "StoredCheck(\(path.swiftLiteral)\(query))"
  }
}
