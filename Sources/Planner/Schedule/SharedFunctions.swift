// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension [Backfill] {
  /// The backfills of a deploy, with one for all new fields of a table that are computed from the same columns: one
  /// function returns their values, and the rows are scanned once.
  ///
  ///     // first: string @from(name)
  ///     // last: string @from(name)
  ///     backfills.sharingFunctions.map(\.name)  // ["users.first+last"]
  var sharingFunctions: [Backfill] {
    var shared: [Backfill] = []
    for backfill in self {
      if backfill.isDerived, let index = shared.firstIndex(where: { $0.hasFunction(of: backfill) }),
        let field = backfill.fields.first
      {
        shared[index].name += "+\(field.text)"
        shared[index].fields += backfill.fields
        shared[index].targets += backfill.targets
      } else {
        shared.append(backfill)
      }
    }
    return shared
  }
}

extension Backfill {
  /// Whether a hand-written function computes one new field from other columns.
  fileprivate var isDerived: Bool {
    transform == .custom && pending == .differs && fields.count == targets.count && !copiesTable && !sources.isEmpty
      && !sources.contains(where: targets.contains)
  }

  /// Whether the function of another backfill gets the same values.
  fileprivate func hasFunction(of other: Backfill) -> Bool {
    isDerived && storedTable == other.storedTable && after == other.after && Set(sources) == Set(other.sources)
  }
}
