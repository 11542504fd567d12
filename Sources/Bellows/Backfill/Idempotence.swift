// Part of Bellows. MIT licence: see LICENSE.

/// A backfill function changes its own result.
package struct NotIdempotent: Error, Hashable, CustomStringConvertible {
  /// The results of the first and the second call.
  package var description: String
}

extension Backfill {
  /// Returns the row after the function's changes; `wanted` has the columns in `writes`.
  func result(of row: StoredRow, _ wanted: StoredRow) -> StoredRow {
    var result = row
    for (written, index) in resultIndices.enumerated() {
      if let index, result.values.indices.contains(index) { result.values[index] = wanted.values[written] }
    }
    return result
  }

  /// Throws if the next call changes the columns in `writes` to other values than `wanted`.
  func refuseChange(of wanted: StoredRow, from current: StoredRow, next: @autoclosure () throws -> RowChanges) throws {
    let changes: RowChanges
    do { changes = try next() } catch let error where !(error is CancellationError) {
      throw NotIdempotent(
        description: "called on its own result, the function throws: \(error) "
          + "(\(steps(current, wanted, nil)))")
    }
    let again = self.wanted(changes, over: wanted)
    if again == wanted { return }
    throw NotIdempotent(
      description: "called on its own result, the function changes the row again: \(steps(current, wanted, again))")
  }

  /// Returns the values that differ after each call: `price 100 -> 110 -> 121`.
  private func steps(_ current: StoredRow, _ once: StoredRow, _ twice: StoredRow?) -> String {
    writes.indices.compactMap { index in
      var values = [current.values[index], once.values[index]]
      if let twice { values.append(twice.values[index]) }
      if Set(values).count == 1 { return nil }
      return "\(writes[index].name) " + values.map(short).joined(separator: " -> ")
    }.joined(separator: ", ")
  }

  private func short(_ value: JSONValue?) -> String {
    let text = value?.text ?? "no value"
    return text.count > 80 ? text.prefix(80) + "..." : text
  }
}
