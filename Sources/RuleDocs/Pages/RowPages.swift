// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Tables of several shapes: the whole row is one value, and the rules of fields hold for it.
extension RulePage {
  static let rowWidened = RulePage(
    title: "A table of several shapes accepts more rows",
    what: "Every old row is a row of the new type, and there are rows that were refused before.",
    why: """
      Every stored row is still valid, and so is what old code writes. But old code cannot read a row of a new shape: all \
      code must be able to before any code writes one.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice("Writing the new shape in the same release that learns to read it: old code meets it first."),
    good: .edit(
      before: """
        table events = { kind: "click", x: int } | { kind: "key", code: string }
        """,
      after: """
        table events = { kind: "click", x: int } | { kind: "key", code: string } | { kind: "wheel", dy: int }
        """,
      note: "Two releases: the first reads \"wheel\" rows, the second may write them."),
    plan: [
      "Deploy 1: the store accepts the new rows; code reads them, and writes only old ones.",
      "Gate: no older code runs.",
      "Deploy 2: code may write the new rows.",
    ])

  static let rowNarrowed = RulePage(
    title: "A table of several shapes accepts fewer rows",
    what: "Every row of the new type is an old row, and some old ones are refused now.",
    why: "Stored rows may have a shape that is refused now, and old code goes on writing such rows.",
    verdict: .always(.breaking), phases: [.backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table events = { kind: "click", x: int } | { kind: "key", code: string }
        """,
      after: """
        table events = { kind: "click", x: int }
        """,
      note: "A stored \"key\" row does not fit, and nobody said what becomes of it."),
    good: .advice("Move such rows to a table of their own first, with a backfill that you write; then narrow."),
    plan: [
      "Deploy 1: code writes only rows of the new type, and still reads the old ones.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: every row that the new type refuses is replaced.",
      "Deploy 2: the store accepts only the new type; code counts on it.",
    ])

  static let rowConverted = RulePage(
    title: "A table of several shapes changes its rows",
    what: "Neither row type contains the other, or a table of fields becomes one of several shapes (or the reverse).",
    why: """
      Stored rows have old shapes, old code writes them, and old code cannot read the new ones. So both have to be \
      readable everywhere before anybody writes the new.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .oldReaders, .scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table events = { kind: "click", x: int } | { kind: "key", code: string }
        """,
      after: """
        table events = { kind: "click", x: int } | { kind: "key", code: int }
        """,
      note: "A stored key code is a string, and new code expects a number."),
    good: .advice("A new tag for the new shape (`kind: \"press\"`) tells old and new rows apart at sight."),
    plan: [
      "Deploy 1: the store accepts old and new rows; code reads both and writes the old.",
      "Gate: no older code runs.",
      "Deploy 2: code reads both and writes the new.",
      "Gate: no older code runs; a backup exists where the backfill cannot be undone.",
      "Backfill: old rows are converted.",
      "Deploy 3: the store accepts only the new type; code counts on it.",
    ])
}
