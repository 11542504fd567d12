// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Indexes that promise nothing about the rows.
extension RulePage {
  static let indexAdded = RulePage(
    title: "An index is added",
    what: "A table has a new index: plain, `search` or `vector`.",
    why: "An index promises nothing about the rows: it only has to be built.",
    verdict: .always(.safe), phases: [.widen], hazards: [.indexBuild],
    bad: .advice("Releasing a query that needs the index before it is built: until then the query reads every row."),
    good: .edit(
      before: """
        table users { email: string }
        """,
      after: """
        table users { email: string, index by_email (email) }
        """,
      note: "PostgreSQL builds it without stopping writes; SQLite holds the write lock meanwhile."),
    plan: [
      "Deploy 1: the store builds the index; code may use it."
    ])

  static let indexRemoved = RulePage(
    title: "An index is removed",
    what: "A table no longer has an index that it had.",
    why: """
      No row becomes invalid. But queries of old code that need the index become slow, and those that name it (search, \
      vector, or an upsert) fail: so code stops using it before it goes.
      """,
    verdict: .always(.safe), phases: [.tighten], hazards: [.oldReaders, .slowerQueries],
    bad: .advice("Dropping it while old code runs that needs it: every such query reads the whole table."),
    good: .edit(
      before: """
        table users { email: string, index by_email (email) }
        """,
      after: """
        table users { email: string }
        """,
      note: "First the code that needs it goes, then the index."),
    plan: [
      "Deploy 1: code stops using the index.",
      "Gate: no older code runs.",
      "Deploy 2: the store drops the index.",
    ])

  static let indexChanged = RulePage(
    title: "An index changes",
    what: "An index has the same name and other fields, other filters, or another kind.",
    why: """
      No row becomes invalid, but old queries need the old index and new ones the new: so both exist until no old code \
      runs.
      """,
    verdict: .always(.safe), phases: [.widen, .tighten], hazards: [.indexBuild, .oldReaders, .slowerQueries],
    bad: .advice("Dropping the old index first: until the new one is built, both kinds of query read the whole table."),
    good: .edit(
      before: """
        table users { team: string, role: string, index by_team (team) }
        """,
      after: """
        table users { team: string, role: string, index by_team (team, role) }
        """,
      note: "A new name for the new index makes plain which one a query means."),
    plan: [
      "Deploy 1: the store builds the new index; code uses it.",
      "Gate: no older code runs.",
      "Deploy 2: the store drops the old index.",
    ])

  static let vectorChanged = RulePage(
    title: "The dimensions of a vector index change",
    what: "A `vector` index has another number of dimensions than before.",
    why: """
      Stored vectors have the old length and do not fit the new index; nothing can compare a vector of 512 numbers with \
      one of 1024. They have to be computed again, by you.
      """,
    verdict: .always(.breaking), phases: [.backfill, .tighten], hazards: [.deletesData, .indexBuild, .oldReaders],
    bad: .edit(
      before: """
        table photos { face: [double]?, vector by_face (face) dimensions 512 }
        """,
      after: """
        table photos { face: [double]?, vector by_face (face) dimensions 1024 }
        """,
      note: "Every stored vector is refused by the new index."),
    good: .advice(
      "A second field and a second index for the new model: searches move over when it is filled, and can move back."),
    plan: [
      "Deploy 1: code writes vectors of the new length, and still reads the old.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: every vector is computed again.",
      "Deploy 2: the store has the index with the new dimensions.",
    ])
}
