// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The tracks of all changes of a plan, and which must wait for which.
struct TrackBuilder {
  var old: Schema
  var new: Schema
  /// The new schema as a person wrote it, without the stored names that it leaves open.
  var written: Schema
  var overlaps: Bool
  /// Whether a value that moves and widens is written to both columns by code before the database keeps them equal.
  ///
  /// It has two shortest ways, S R R and R R S, and what it stands beside says which one saves a deploy.
  var writesBothFirst: Bool
  /// Whether that makes a difference.
  var hasOtherWay = false
  var assessments: [Assessment]
  var context: AssessmentContext
  var tracks: [Track] = []
  var constraints: [Alignment.Constraint] = []
  /// For each table of the new schema, the tracks of its fields by their new names (of removed ones, by their old).
  var fieldTracks: [TableName: [FieldName: Int]] = [:]
  var removedFieldTracks: [TableName: [FieldName: Int]] = [:]
  var tableTracks: [TableName: Int] = [:]
  var removedTableTracks: [TableName: Int] = [:]
  /// What a table that keeps its name is called a second time, while its rows move to another stored table.
  var secondNames: [TableName: TableName] = [:]

  /// What second indexes and tables must not be called; to fold all names takes time, and few plans need any.
  lazy var relationNames = RelationNames(old, new)

  /// What turned out to have no plan as it is written.
  var refusals: [Diagnostic] = []

  init(
    _ context: AssessmentContext, written: Schema, overlaps: Bool, writesBothFirst: Bool, assessments: [Assessment]
  ) {
    old = context.comparison.old
    new = context.comparison.new
    self.written = written
    self.overlaps = overlaps
    self.writesBothFirst = writesBothFirst
    self.assessments = assessments
    self.context = context
  }

  /// Builds every track, then every constraint between them.
  mutating func build() {
    var byTable: [TableName: [Int]] = [:]
    for (index, assessment) in assessments.enumerated() { byTable[assessment.path.table, default: []].append(index) }
    nameSecondTables()
    for name in byTable.keys.sorted() {
      let indices = byTable[name] ?? []
      if let before = context.oldPartner(of: name), let after = context.newTable(name) {
        buildTable(before, after, indices)
      }
      // A removed table may have the name of a new one that took over another's rows.
      for index in indices {
        switch assessments[index].change {
        case .tableAdded(let table): tableTracks[name] = append(introduce(table), [index])
        case .tableRemoved(let table): removedTableTracks[name] = append(remove(table, target: old.target), [index])
        case .targetChanged, .tableRenamed, .tableKeyChanged, .referenceKeyChanged, .fieldAdded, .fieldRemoved,
          .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged,
          .referenceActionChanged, .indexAdded, .indexRemoved, .indexChanged, .rowChanged:
          break
        }
      }
    }
    constrainReferences()
  }

  private mutating func nameSecondTables() {
    for assessment in assessments {
      guard let (before, after) = assessment.change.movedTable, before.name == after.name,
        secondNames[after.name] == nil
      else { continue }
      var names = relationNames
      let name = numberedName(like: after.name.text, behind: nil, context.target) { name in
        var second = after
        second.name = TableName(name)
        second.explicitStoredName = nil
        return names.claim(second.relations(in: context.target).map(\.name))
      }
      relationNames = names
      if let name {
        secondNames[after.name] = TableName(name)
      } else {
        refusals.append(.noFreeName(beside: quoted(after.name), context.target, after.range))
      }
    }
  }

  /// Adds a track for some assessments; the first of them is the one that the track's steps are of.
  @discardableResult
  mutating func append(_ track: Track, _ assessments: [Int]) -> Int {
    var track = track
    track.assessments = assessments
    for step in track.steps.indices { track.steps[step].backfill?.assessment = assessments.first ?? 0 }
    tracks.append(track)
    return tracks.count - 1
  }

  /// The step (from 0) of a track comes no earlier than that of another.
  mutating func require(
    _ track: Int, step: Int, notBefore other: Int, step otherStep: Int, distance: Int = 0
  ) {
    guard tracks[track].steps.indices.contains(step), tracks[other].steps.indices.contains(otherStep) else { return }
    constraints.append(
      Alignment.Constraint(track: track, step: step, notBefore: (other, otherStep), distance: distance))
  }

  /// A table outlives what refers to it, and stands before anything does.
  private mutating func constrainReferences() {
    for holder in tracks.indices where !tracks[holder].steps.isEmpty {
      for name in tracks[holder].needs {
        if secondNames[name] != nil, context.rekeyed.contains(name) { refuseNewReference(tracks[holder], to: name) }
        guard let table = tableTracks[name], table != holder, bringsTables(table) else { continue }
        // Rows with new keys may be missing until the backfill has been there; a copied reference waits for nobody.
        let waits = context.rekeyed.contains(name) && !isCopiedReference(tracks[holder])
        require(holder, step: 0, notBefore: table, step: waits ? 1 : 0)
      }
      for name in tracks[holder].leavesBehind {
        guard let table = removedTableTracks[name] ?? copiedTable(oldName: name), table != holder else { continue }
        let last = tracks[table].steps.count - 1
        if tracks[holder].ceasesOld > 0 {
          require(table, step: last - 1, notBefore: holder, step: tracks[holder].ceasesOld - 1)
        }
        require(table, step: last, notBefore: holder, step: tracks[holder].steps.count - 1)
        // The second table takes the name of the first in the end, and so in what refers to it.
        if let name = context.newName(of: name), secondNames[name] != nil, isCopiedReference(tracks[holder]) {
          require(holder, step: tracks[holder].steps.count - 1, notBefore: table, step: last)
        }
      }
    }
  }

  /// A new reference to rows that just get other keys would have to name two tables.
  private mutating func refuseNewReference(_ holder: Track, to table: TableName) {
    guard let index = holder.assessments.first, !isCopiedReference(holder) else { return }
    refusals.append(
      Diagnostic(
        .error, "unsafe-together",
        "\(assessments[index].path) refers to \(quoted(table)), whose keys change in the same plan: make two plans, "
          + "the key in the first", range: assessments[index].new))
  }

  /// The track of a table whose rows move to another stored table.
  private func copiedTable(oldName: TableName) -> Int? {
    context.newName(of: oldName).flatMap { tableTracks[$0] }.flatMap { bringsTables($0) ? $0 : nil }
  }

  private func bringsTables(_ track: Int) -> Bool { tracks[track].before.content == nil }

  /// Whether a track is that of a reference to rows that get other keys.
  private func isCopiedReference(_ track: Track) -> Bool {
    track.assessments.first.map { assessments[$0].rule == .referenceKeyChanged } ?? false
  }
}
