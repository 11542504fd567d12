// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import PlanModel
import SchemaModel
import TestSupport

/// Backfill functions as people may write them, for rows of which nothing is known before: the same result for the
/// same values.
struct HandWrittenFunctions: Sendable {
  let plan: Plan
  let functions: Functions
  let counts: [StoredName: Int]

  /// The values of a backfill's targets, from the columns of a row.
  func answer(_ backfill: PlanModel.Backfill, _ row: [StoredName: JSONValue?]) throws -> [StoredName: JSONValue?] {
    let schema = plan.deploys.last { $0.number <= backfill.after }?.schema ?? plan.base
    let types = schema.tables.first { $0.storedName == backfill.storedTable }?.storedTypes ?? [:]
    let values = try backfill.sources.map { source in
      guard let json = row[source.column], let value = types[source.column]?.value(of: json) else {
        throw RowRefused("\(source) is unreadable")
      }
      return value
    }
    let encoding = Encoding(plan.last, counts.mapValues { Array(repeating: [:], count: $0) }, under: plan)
    var answers: [StoredName: JSONValue?] = [:]
    for target in backfill.targets {
      let type: FieldType? = if case .notIn(let type) = backfill.pending { type } else { nil }
      let value = functions.apply(backfill.transform, to: values, for: target, in: type)?.canonical ?? .absent
      answers[target.column] = .some(encoding.runtime(value))
    }
    return answers
  }
}
