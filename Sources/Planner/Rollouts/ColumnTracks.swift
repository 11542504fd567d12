// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Which tracks of a table change a column: those of its fields or, for rows of several shapes, the one of all rows.
struct ColumnTracks {
  private var tracks: [FieldName: [Int]] = [:]
  private var names: [Int: Set<FieldName>] = [:]
  private var rows: Int?

  init(_ builder: TrackBuilder, _ table: TableContext) {
    let fields = Array((builder.fieldTracks[table.new.name] ?? [:]).values)
    let removed = Array((builder.removedFieldTracks[table.new.name] ?? [:]).values)
    for track in (fields + removed).sorted() {
      let stored = builder.tracks[track].states.flatMap(\.fields).map { FieldName($0.storedName.text) }
      names[track] = Set(stored)
      for name in Set(stored) { tracks[name, default: []].append(track) }
    }
    if let track = builder.tableTracks[table.new.name], builder.tracks[track].before.content != nil { rows = track }
  }

  /// The tracks of the columns that an index is over at some time; in order.
  func under(_ index: Track) -> [Int] {
    let columns = Set(index.states.flatMap(\.indexes).flatMap { $0.paths + $0.filters }.compactMap(\.first))
    return Set(columns.flatMap { tracks[$0] ?? [] } + (rows.map { [$0] } ?? [])).sorted()
  }

  /// The columns that a track is about; `nil` for all of a row.
  func names(_ track: Int) -> Set<FieldName>? { names[track] }
}

extension Track {
  /// What it goes through, from before its first step.
  var states: [TrackState] { [before] + steps.map(\.state) }
}

extension TrackState {
  /// Whether the columns of this state can have such indexes.
  ///
  /// - Parameter columns: The columns that the state says something about; `nil` for all.
  func carries(_ indexes: [Index], _ columns: Set<FieldName>?, _ target: Target) -> Bool {
    indexes.allSatisfy { index in
      let filters = index.filters.map { (path: $0, isFilter: true) }
      return (index.paths.map { (path: $0, isFilter: false) } + filters).allSatisfy { path, isFilter in
        guard let first = path.first, columns?.contains(first) != false else { return true }
        let leaves = path.dropFirst().reduce(roots(first)) { types, name in types.flatMap { $0.members(called: name) } }
        return !leaves.isEmpty && (isFilter || index.kind.canBeOver(leaves, in: target))
      }
    }
  }

  /// The types that stand under the first name of a path: of one column, or of a member of several shapes.
  private func roots(_ name: FieldName) -> [ValueType] {
    switch content {
    case .shapes(let shapes): shapes.joined().filter { $0.name == name }.map(\.type)
    case .fields(let fields): fields.filter { $0.storedName.text.hasSameBytes(as: name.text) }.map(\.type.value)
    case nil: fields.filter { $0.storedName.text.hasSameBytes(as: name.text) }.map(\.type.value)
    }
  }
}

extension ValueType {
  fileprivate func members(called name: FieldName) -> [ValueType] {
    alternatives.flatMap { alternative -> [ValueType] in
      if case .object(let members) = alternative { members.filter { $0.name == name }.map(\.type) } else { [] }
    }
  }
}
