// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import BellowsPostgreSQL

@Suite struct ErrorTests {
  @Test(
    "Values and constraints are errors of a row, locks and serialization are transient, all others end the run",
    arguments: [
      ("22003", true, false), ("22P02", true, false), ("23505", true, false), ("23514", true, false),
      ("55P03", false, true), ("40P01", false, true), ("40001", false, true), ("25006", false, false),
      ("42703", false, false), ("53100", false, false), ("57014", false, false), ("08006", false, false),
      ("", false, false),
    ])
  func kinds(_ state: String, _ isOfRow: Bool, _ isTransient: Bool) {
    let error = PostgreSQLError(state: state, message: "no", database: "shop")
    #expect(error.isOfRow == isOfRow && error.isTransient == isTransient)
    #expect(error.description == (state.isEmpty ? "shop: no" : "shop: no (SQLSTATE \(state))"))
  }
}
