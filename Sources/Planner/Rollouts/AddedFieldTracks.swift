// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// E adds f -> code may use f.
  ///
  /// Also for a required field that the database fills for old rows and old code.
  func introduce(_ field: Field) -> Track {
    let use = [ColumnUse(column(field), field.type)]
    let after = TrackState(
      fields: [field],
      code: CodeVersion(self.use(field, [TruthID(new.name, field.name)], reads: use, writes: use)))
    return Track(
      table: new.name, before: TrackState(), steps: [.release(.introduce, after)],
      needs: field.type.value.references)
  }

  /// E adds f? -> writes f, reads with a fallback; backfill; E: f -> strict.
  func addRequired(_ field: Field) -> Track {
    let truths: Set = [TruthID(new.name, field.name)]
    let place = column(field)
    let writes = [ColumnUse(place, field.type)]
    let wide = TrackState(
      fields: [field.relaxed],
      code: CodeVersion(use(field, truths, reads: [ColumnUse(place, field.type.optional)], writes: writes)))
    let strict = TrackState(fields: [field], code: CodeVersion(use(field, truths, reads: writes, writes: writes)))
    // One value for all rows would not do where they must differ.
    let known = field.defaultValue.flatMap {
      $0.isConstant && new.hasUnique(over: field.name) ? nil : Transform.fill($0)
    }
    let fill = backfill(field, to: [place], known ?? .custom, .notIn(field.type))
    return Track(
      table: new.name, before: TrackState(),
      steps: [.release(.writeAndFallBack, wide, backfill: fill), .release(.strict, strict)],
      needs: field.type.value.references)
  }

  /// E adds b? -> writes b = f(a), reads f(a); backfill b wherever it differs; E: b -> reads b.
  ///
  /// Where the database itself empties b, it may only do so when no code reads f(a) in its place any more.
  func derive(_ field: Field, from sources: [Field]) -> Track {
    let truths: Set = [TruthID(new.name, field.name)]
    let place = column(field)
    let writes = [ColumnUse(place, field.type)]
    let fromSources = sources.map { ColumnUse(column($0), $0.type) }
    let isEmptied = field.onDelete == .setNull
    func state(_ field: Field, isQuiet: Bool, reads: [ColumnUse]) -> TrackState {
      TrackState(
        fields: [isQuiet ? field.with(onDelete: nil) : field],
        code: CodeVersion(
          uses: [use(field, truths, reads: reads, writes: writes)],
          tolerates: isEmptied ? tolerance(place, of: [field.with(onDelete: nil), field]) : [:]))
    }
    let wide = state(field.relaxed, isQuiet: isEmptied, reads: fromSources)
    let narrow = state(field, isQuiet: isEmptied && overlaps, reads: writes)
    let fill = backfill(field, from: fromSources.map(\.column), to: [place], .custom, .differs)
    return Track(
      table: new.name, before: TrackState(),
      steps: [.release(.writeBothReadOld, wide, backfill: fill), .release(.writeBothReadNew, narrow)]
        + (isEmptied && overlaps ? [.storeOnly(.enforce, narrow.with(fields: [field]))] : []),
      needs: field.type.value.references)
  }

  /// A source of a derived field that stays as it is: no step for it, but the checker must see who writes it.
  func keep(_ field: Field) -> Track {
    let all = [ColumnUse(column(field), field.type)]
    let state = TrackState(
      fields: [field], code: CodeVersion(use(field, truth(field), reads: all, writes: all)))
    return Track(table: new.name, before: state, steps: [])
  }
}
