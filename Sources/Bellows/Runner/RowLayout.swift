// Part of Bellows. MIT licence: see LICENSE.

/// The columns that are read of each row, and their indices.
struct RowLayout: Sendable {
  let columns: [Column]
  private let key: [Column]
  let keyIndices: [Int]
  private let readIndices: [Int]
  private let readsAll: Bool
  /// Whether each row is copied to another table.
  let isCopy: Bool
  let writeIndices: [Int]

  /// - Parameter withWrites: Whether the current values of the written columns are read.
  init(_ backfill: Backfill, withWrites: Bool = true) {
    var columns: [Column] = []
    var layout: [ByteString: Int] = [:]
    func index(_ column: Column) -> Int {
      if let index = layout[ByteString(column.name)] { return index }
      layout[ByteString(column.name)] = columns.count
      columns.append(column)
      return columns.count - 1
    }
    readIndices = backfill.reads.map(index)
    keyIndices = backfill.key.map(index)
    isCopy = backfill.isCopy
    writeIndices = isCopy || !withWrites ? [] : backfill.writes.map(index)
    readsAll = readIndices == Array(columns.indices)
    key = backfill.key
    self.columns = columns
  }

  func key(_ row: StoredRow) -> [JSONValue] { keyIndices.map { row.values[$0] ?? .null } }
  func filter(_ row: StoredRow) -> [Filter] { zip(key, keyIndices).map { Filter($0, row.values[$1]) } }
  func reads(_ row: StoredRow) -> StoredRow {
    readsAll && row.values.count == columns.count ? row : StoredRow(readIndices.map { row.values[$0] })
  }
  func writes(_ row: StoredRow) -> StoredRow { StoredRow(writeIndices.map { row.values[$0] }) }
}

extension RowLayout {
  /// Returns a row for messages: its key, and its values in the written columns if they are shown.
  func sample(_ row: StoredRow) -> String {
    let indices = keyIndices + writeIndices
    return Bellows.sample(indices.map { columns[$0] }, indices.map { row.values[$0] }, keys: keyIndices.count)
  }
}
