// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Tables of several variants, whose whole row is one value with the rules of a field.
extension RulePage {
  static let rowWidened = RulePage(
    title: "A table of several variants accepts more rows",
    what: "The new type has every old row, and rows that were rejected before.",
    why: """
      Every stored row is still valid, and so is every row that old code writes. But old code cannot read a row of a \
      new variant, so all code must read such rows before any code writes one.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice("Writing the new variant in the same release that begins to read it: old code may then read it."),
    good: .edit(
      before: """
        table events = { kind: "click", x: int } | { kind: "key", code: string }
        """,
      after: """
        table events = { kind: "click", x: int } | { kind: "key", code: string } | { kind: "wheel", dy: int }
        """,
      note: "Two releases: the first reads \"wheel\" rows, the second may write them."),
    plan: [
      "Deploy 1: the database accepts the new rows; code reads them, and writes only old ones.",
      "Gate: no older code runs.",
      "Deploy 2: code may write the new rows.",
    ])

  static let rowNarrowed = RulePage(
    title: "A table of several variants accepts fewer rows",
    what: "The new type has only old rows, and rejects some of them.",
    why: "Stored rows may have a variant that is now rejected, and old code still writes such rows.",
    verdict: .always(.breaking), phases: [.backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table events = { kind: "click", x: int } | { kind: "key", code: string }
        """,
      after: """
        table events = { kind: "click", x: int }
        """,
      note: "A stored \"key\" row is invalid, and the schema does not declare its new value."),
    good: .advice("First move such rows to a table of their own with a backfill, then remove the variant."),
    plan: [
      "Deploy 1: code writes only rows of the new type, and still reads the old ones.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: every row that the new type rejects is replaced.",
      "Deploy 2: the database accepts only the new type; code relies on it.",
    ])

  static let rowConverted = RulePage(
    title: "A table of several variants changes its rows",
    what: "Neither row type contains the other, or a table of fields becomes one of several variants (or the reverse).",
    why: """
      Stored rows have old variants, old code writes them, and old code cannot read new ones. So all code must read \
      both before any code writes new variants.
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
    good: .advice("Give the new variant a new tag (`kind: \"press\"`), which distinguishes new rows from old ones."),
    plan: [
      "Deploy 1: the database accepts old and new rows; code reads both and writes the old.",
      "Gate: no older code runs.",
      "Deploy 2: code reads both and writes the new.",
      "Gate: no older code runs; a backup exists if the backfill has no inverse.",
      "Backfill: old rows are converted.",
      "Deploy 3: the database accepts only the new type; code relies on it.",
    ])
}
