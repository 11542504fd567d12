// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

extension SearchCase: CustomTestStringConvertible {
  package var testDescription: String { name }
}

extension SearchCase {
  /// The planner's plan for cases beside one another.
  static func plan(_ cases: [SearchCase], _ target: Target) throws(DiagnosticList) -> Plan {
    let texts = texts(cases, target)
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "search.schema", text: text)])
    }
    return try planMigration(from: schema(texts.old), to: schema(texts.new)).plan
  }

  /// The texts of both schemas for cases beside one another.
  private static func texts(_ cases: [SearchCase], _ target: Target) -> (old: String, new: String) {
    func text(_ lines: KeyPath<SearchCase, String>, _ tables: KeyPath<SearchCase, String>) -> String {
      let own = cases.enumerated().map { place, item in
        (item[keyPath: lines].naming(place), item[keyPath: tables].naming(place))
      }
      return "target \(target.rawValue)\n" + own.map { $0.1 + "\n" }.joined() + "table t {\n"
        + own.map { $0.0 + "\n" }.joined() + "stays: int\n}\n"
    }
    return (text(\.old, \.oldTables), text(\.new, \.newTables))
  }
}

extension String {
  /// With `%` replaced by a name.
  fileprivate func naming(_ place: Int) -> String {
    String(flatMap { $0 == "%" ? Array("n\(place)") : [$0] })
  }
}
