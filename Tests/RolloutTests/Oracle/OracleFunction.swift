// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import PlanModel
import SchemaModel

@testable import MigrationSQL
@testable import SwiftEmitter

/// The function of one backfill: a built-in conversion of the runtime, or the expected results of a hand-written
/// function.
struct OracleFunction: Sendable {
  private let table: String
  private let writes: [Column]
  private let transform: Transform
  /// For each written column, the index of the column that it is computed from.
  private let sources: [Int?]
  private let fill: [JSONValue?]
  private let keyIndices: [Int]
  /// The results of a hand-written function, by the text of the row's key.
  private let answers: [String: [JSONValue?]]

  init(_ backfill: PlanModel.Backfill, _ function: FrozenRows.Function, _ expected: ExpectedRows) {
    let before = function.before.shape
    let columns = function.patch.shape.columns
    table = function.patch.shape.stored.text
    writes = columns.map(\.storedColumn)
    transform = backfill.transform
    keyIndices = before.columns.indices.filter { before.columns[$0].key != .none }
    sources = columns.map { column in
      var source = backfill.sources.first?.column
      if backfill.copiesTable {
        let target = ColumnID(function.patch.shape.stored, column.stored)
        source =
          backfill.targets.firstIndex(of: target)
          .flatMap { backfill.sources.indices.contains($0) ? backfill.sources[$0].column : nil } ?? column.stored
      }
      return before.columns.firstIndex { $0.stored == source }
    }
    let values = expected.jsonAnswers(backfill, columns.map(\.stored))
    if case .fill(let value) = backfill.transform {
      fill = columns.map { column in
        expected.json(value.stored(in: column.read ?? FieldType(.any), number: 0), backfill)
      }
    } else {
      fill = columns.map { _ in nil }
    }
    let keys = expected.keys(of: backfill, before.columns.filter { $0.key != .none }.map(\.stored))
    answers = Dictionary(zip(keys, values), uniquingKeysWith: { first, _ in first })
  }

  func changes(for row: StoredRow) throws -> RowChanges {
    RowChanges(table, zip(writes, try values(for: row)).map { Filter($0, $1) })
  }

  private func values(for row: StoredRow) throws -> [JSONValue?] {
    switch transform {
    case .unset: return writes.map { _ in nil }
    case .fill:
      return zip(sources, fill).map { source, filled in source.flatMap { row.values[$0] } ?? filled }
    case .copy: return sources.map { $0.flatMap { row.values[$0] } }
    case .convert(let conversion): return try sources.map { try converted(row, $0, conversion.runtime) }
    case .remap(let renames):
      let respellings = renames.map {
        BuiltInConversion.Respelling(at: $0.path.map(\.text), $0.old.runtime, to: $0.new.runtime)
      }
      return try sources.map { try converted(row, $0, .remap(respellings)) }
    case .renameMembers, .custom, .sql:
      let key = keyIndices.map { row.values[$0]?.text ?? "" }.joined(separator: "|")
      guard let answer = answers[key] else { throw RowRefused("the test knows no row \(key)") }
      return answer
    }
  }

  private func converted(_ row: StoredRow, _ index: Int?, _ conversion: BuiltInConversion) throws -> JSONValue? {
    guard let value = index.flatMap({ row.values[$0] }) else { return nil }
    return try conversion.apply(to: value) as JSONValue
  }
}

extension Transform.Conversion {
  fileprivate var runtime: BuiltInConversion {
    switch self {
    case .text: .text
    case .intToDecimal: .intToDecimal
    case .wrapInArray: .wrapInArray
    case .wrapInObject(let member): .wrapInObject(member.text)
    }
  }
}

extension Literal {
  fileprivate var runtime: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    case .bool(let flag): .bool(flag)
    }
  }
}
