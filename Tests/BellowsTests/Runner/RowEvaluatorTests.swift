// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// What a backfill does to single rows, and how many rows it still has to change, in a store without SQL.
@Suite struct RowEvaluatorTests {
  private static let (key, price) = (Column("_id", .int), Column("price", .int))

  private func backfill(
    _ pending: Backfill.Pending, fits: @escaping @Sendable (StoredRow) -> Bool = { _ in true },
    _ function: @escaping @Sendable (Int64) throws -> Int64
  ) -> Backfill {
    Backfill(
      "items", after: 1, kind: .custom, pending: pending, table: "items", key: [Self.key],
      reads: [Self.key, Self.price], writes: [Self.price], rollback: .backup, keysGrow: true, fits: fits, isPure: false
    ) { row in
      guard case .int(let old)? = row.values[1] else { throw RowRefused("no price") }
      return RowChanges("items", [Filter(Self.price, .int(try function(old)))])
    }
  }

  /// A letter for what is done to a row with a price.
  private func verdict(of backfill: Backfill, on price: Int64) async throws -> String {
    let (store, layout) = (MemoryStore(), RowLayout(backfill))
    await store.put("items", [["_id": 1, "price": .int(price)]])
    let rows = await store.read(Query("items", columns: layout.columns))
    let evaluator = RowEvaluator(session: store, backfill: backfill, layout: layout)
    let verdict = try await evaluator.evaluate(TestedRow(rows[0]), FunctionSession(store, usesSavepoint: true))
    #expect(try await evaluator.isPending(rows[0]) == (verdict.writes || verdict.isRefused))
    switch verdict {
    case .upToDate: return "nothing"
    case .changed(let changes, wroteOthers: false): return "\(changes.values.map { $0.value?.text ?? "" })"
    case .quarantined(_, let isIdempotent): return isIdempotent ? "error" : "not idempotent"
    case .changed, .missing, .othersChanged: return "\(verdict)"
    }
  }

  @Test("A row is changed only by a function that leaves its own result, or, where the values decide, by any function")
  func everyFunction() async throws {
    for code in 0..<27 {
      let table: [Int64] = [Int64(code % 3), Int64(code / 3 % 3), Int64(code / 9)]
      for old in Int64(0)...2 {
        let new = table[Int(old)]
        let (isSame, isStable) = (new == old, table[Int(new)] == new)
        let found = try await verdict(of: backfill(.differs) { table[Int($0)] }, on: old)
        #expect(found == (isSame ? "nothing" : isStable ? ["\(new)"].description : "not idempotent"), "\(table) \(old)")
        let invalid = backfill(.invalid, fits: { $0.values == [1] }) { table[Int($0)] }
        #expect(
          try await verdict(of: invalid, on: old) == (old == 1 || isSame ? "nothing" : ["\(new)"].description),
          "\(table) \(old)")
      }
    }
  }

  @Test("A function that throws is an error of the row, and one that throws on its own result is not idempotent")
  func throwing() async throws {
    let throwing = backfill(.differs) { if $0 == 2 { throw RowRefused("two") } else { 2 } }
    #expect(try await verdict(of: throwing, on: 2) == "error")
    #expect(try await verdict(of: throwing, on: 1) == "not idempotent")
  }

  @Test("Pending rows are counted with the first of them, as many as are wanted", arguments: [0, 1, 3, 1_100, 9_999])
  func pendingRows(samples: Int) async throws {
    let store = MemoryStore()
    await store.put("items", (1...2_100).map { ["_id": .int($0), "price": .int($0 % 2)] })
    let odd = (1...2_100).filter { $0 % 2 == 1 }
    let backfills = [
      backfill(.differs) { _ in 0 }, backfill(.invalid, fits: { $0.values == [0] }) { _ in 0 },
    ]
    for backfill in backfills {
      let pending = try await PendingCounter(session: store).pending(of: backfill, samples: samples)
      #expect(pending.count == odd.count)
      #expect(pending.samples == odd.prefix(samples).map { "_id \($0), price 1" })
    }
    let everything = try await PendingCounter(session: store).pending(of: backfill(.once) { $0 }, samples: samples)
    #expect(everything.count == 2_100)
    #expect(everything.samples == (1...2_100).prefix(samples).map { "_id \($0), price \($0 % 2)" })
  }

  @Test("A run stops before an action only where it says so")
  func ends() {
    #expect(RunEnd.at(.done(plan: nil)).isAtAction)
    let others: [RunEnd] = [
      .limited(backfill: "b"), .partial(backfill: "b", left: 1), .handedOver(to: "c"), .served,
    ]
    for end in others { #expect(!end.isAtAction, "\(end)") }
  }
}

extension RowVerdict {
  fileprivate var isRefused: Bool { if case .quarantined = self { true } else { false } }
}
