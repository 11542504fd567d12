// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Indexes that do not restrict the rows.
extension RulePage {
  static let indexAdded = RulePage(
    title: "An index is added",
    what: "A table has a new index: plain, `search` or `vector`.",
    why: "An index does not restrict the rows; the database only builds it.",
    verdict: .always(.safe), phases: [.widen], hazards: [.indexBuild],
    bad: .advice("Releasing a query that needs the index before it is built: until then the query scans the table."),
    good: .edit(
      before: """
        table users { email: string }
        """,
      after: """
        table users { email: string, index by_email (email) }
        """,
      note: "PostgreSQL builds it without blocking writes; SQLite holds the write lock while it builds it."),
    plan: [
      "Deploy 1: the database builds the index; code may use it."
    ])

  static let indexRemoved = RulePage(
    title: "An index is removed",
    what: "A table no longer has one of its indexes.",
    why: """
      No row becomes invalid. But queries of old code that need the index become slow, and queries that name it \
      (search, vector, or an upsert) fail. So code stops using it before it is dropped.
      """,
    verdict: .always(.safe), phases: [.tighten], hazards: [.oldReaders, .slowerQueries],
    bad: .advice("Dropping it while running code needs it: every such query scans the whole table."),
    good: .edit(
      before: """
        table users { email: string, index by_email (email) }
        """,
      after: """
        table users { email: string }
        """,
      note: "First code stops using it, then the database drops it."),
    plan: [
      "Deploy 1: code stops using the index.",
      "Gate: no older code runs.",
      "Deploy 2: the database drops the index.",
    ])

  static let indexChanged = RulePage(
    title: "An index changes",
    what: "An index with the same name has other fields, other filters, or another kind.",
    why: """
      No row becomes invalid, but old queries need the old index and new queries need the new one. So both exist until \
      no old code runs.
      """,
    verdict: .always(.safe), phases: [.widen, .tighten], hazards: [.indexBuild, .oldReaders, .slowerQueries],
    bad: .advice("Dropping the old index first: until the new one is built, old and new queries scan the whole table."),
    good: .edit(
      before: """
        table users { team: string, role: string, index by_team (team) }
        """,
      after: """
        table users { team: string, role: string, index by_team (team, role) }
        """,
      note: "A new name for the new index shows which index a query uses."),
    plan: [
      "Deploy 1: the database builds the new index; code uses it.",
      "Gate: no older code runs.",
      "Deploy 2: the database drops the old index.",
    ])

  static let vectorChanged = RulePage(
    title: "The dimensions of a vector index change",
    what: "A `vector` index has another number of dimensions.",
    why: """
      Stored vectors have the old length, and the new index rejects them: a vector of 512 numbers cannot be compared \
      with one of 1024. Your code must compute them again.
      """,
    verdict: .always(.breaking), phases: [.backfill, .tighten], hazards: [.deletesData, .indexBuild, .oldReaders],
    bad: .edit(
      before: """
        table photos { face: [double]?, vector by_face (face) dimensions 512 }
        """,
      after: """
        table photos { face: [double]?, vector by_face (face) dimensions 1024 }
        """,
      note: "The new index rejects every stored vector."),
    good: .advice(
      "Add a second field and a second index for the new model: searches switch when it is filled, and can switch back."
    ),
    plan: [
      "Deploy 1: code writes vectors of the new length, and still reads the old.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: every vector is computed again.",
      "Deploy 2: the database has the index with the new dimensions.",
    ])
}
