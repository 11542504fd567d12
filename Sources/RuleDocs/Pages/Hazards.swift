// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension Hazard {
  /// One sentence that explains the hazard.
  package var meaning: String {
    switch self {
    case .oldReaders: "Running code may read a value that it does not expect."
    case .oldWriters: "Running code still writes old values."
    case .deletesData: "Values are deleted; a backup gate comes first."
    case .losesPrecision: "Two old values may become the same new one."
    case .rewritesTable: "The database rewrites every row of the table."
    case .scansTable: "The database reads every row of the table once."
    case .indexBuild: "An index is built over every row of the table."
    case .slowerQueries: "Queries that used an index may have to read the whole table."
    }
  }
}
