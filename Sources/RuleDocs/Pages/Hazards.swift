// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension Hazard {
  /// What to watch for, in one sentence.
  package var meaning: String {
    switch self {
    case .oldReaders: "Code that is already running may meet a value that it does not expect."
    case .oldWriters: "Code that is already running goes on writing what it always wrote."
    case .deletesData: "Values disappear; a backup gate comes first."
    case .losesPrecision: "Two old values may become the same new one."
    case .rewritesTable: "The database writes every row of the table again."
    case .scansTable: "The database reads every row of the table once."
    case .indexBuild: "An index is built over every row of the table."
    case .slowerQueries: "Queries that used an index may have to read the whole table."
    }
  }
}
