// The bodies of this pattern, as a person could write them.
import Bellows

extension DeriveFromDefaulted {
  static func tC(_ row: TBefore, _ rows: Rows) throws -> TC { TC(c: "\(row.a) \(row.b)") }
}
