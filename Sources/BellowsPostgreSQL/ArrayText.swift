// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL

extension ArrayText {
  /// The types of the elements, by the types of the arrays that a column can be: bool, int8, float8, text, numeric, date,
  /// timestamptz and uuid.
  static let elementTypes: [Oid: Oid] = [
    1000: 16, 1016: 20, 1022: 701, 1009: 25, 1231: 1700, 1182: 1082, 1185: 1184, 2951: 2950,
  ]
}
