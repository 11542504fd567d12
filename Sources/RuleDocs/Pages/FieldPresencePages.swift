// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields that are added or removed.
extension RulePage {
  static let fieldAddedOptional = RulePage(
    title: "An optional field is added",
    what: "A table has a new field that may have no value.",
    why: "Stored rows have no value there, and old code still writes rows without one: both are valid.",
    verdict: .always(.safe), phases: [.widen],
    bad: .advice(
      "Replacing whole rows: old code that writes back a row without the field deletes the value that new code wrote. "
        + "Update only the columns that change."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, nickname: string? }
        """,
      note: "It may stay optional; there is no need to make it required later."),
    plan: [
      "Deploy 1: the database gets the field; code may use it."
    ])

  static let fieldAddedRequired = RulePage(
    title: "A required field is added",
    what: "A table has a new field that must have a value in every row.",
    why: """
      Stored rows have no value for it. Old code runs beside new code until the release is complete, and still inserts \
      rows without a value.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten], hazards: [.scansTable],
    bad: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, age: int }
        """,
      note: "If the field is required at once, every insert of old code is rejected."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, age: int? }
        """,
      note: "Optional is safe. On SQL targets a constant default, `age: int = 0`, is safe too."),
    plan: [
      "Deploy 1: the database gets the field, optional; code always writes it, and reads rows without it by a fallback.",
      "Gate: no older code runs.",
      "Backfill: rows without a value get one; the gate opens when no such row remains.",
      "Deploy 2: the database requires it; code relies on it.",
    ])

  static let fieldAddedDefaulted = RulePage(
    title: "A required field is added that the database fills in",
    what: "A table of an SQL target has a new required field with a constant default.",
    why: """
      The database fills in the default, in stored rows and in rows that old code inserts, so every row always has a \
      value. (A document database does not fill in defaults: there this is field-added-required.)
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.rewritesTable],
    bad: .advice(
      "A default that differs from row to row, such as `now` or `uuid`: the database cannot fill it in for old rows."),
    good: .edit(
      before: """
        target sqlite
        table users { name: string }
        """,
      after: """
        target sqlite
        table users { name: string, role: ("member" | "admin") = "member" }
        """,
      note: "One deploy, no backfill."),
    plan: [
      "Deploy 1: the database gets the field with its default; code may use it."
    ])

  static let fieldRemovedOptional = RulePage(
    title: "An optional field is removed",
    what: "The schema no longer has a field that could be without a value.",
    why: """
      Old code reads and writes the field until its last instance stops, and the stored values are deleted. If the \
      field is only renamed, declare the previous name with `@was`.
      """,
    verdict: .always(.breaking), phases: [.tighten], hazards: [.deletesData, .rewritesTable],
    bad: .edit(
      before: """
        table users { name: string, fax: string? }
        """,
      after: """
        table users { name: string }
        """,
      note: "If it is dropped at once, every statement of old code that names `fax` fails."),
    good: .advice(
      "Mark it `@deprecated(\"why\")` first, and remove it when no code reads it."),
    plan: [
      "Deploy 1: code stops using the field; the database does not change.",
      "Gate: no older code runs, and a backup of its values exists.",
      "Backfill (document): stored values are unset.",
      "Deploy 2: the database drops the field.",
    ])

  static let fieldRemovedRequired = RulePage(
    title: "A required field is removed",
    what: "The schema no longer has a field that had a value in every row.",
    why: """
      Old code relies on a value in every row. Code that stops writing the field while old code still reads it writes \
      rows that old code cannot read. So all code stops reading the field before any code stops writing it.
      """,
    verdict: .always(.breaking), phases: [.widen, .tighten], hazards: [.deletesData, .rewritesTable],
    bad: .edit(
      before: """
        table users { name: string, country: string }
        """,
      after: """
        table users { name: string }
        """,
      note: "New code no longer writes `country`, and old code cannot read a row without it."),
    good: .advice(
      "Let Bellows plan it in three deploys. Two plans, first optional and then removed, are the same work."),
    plan: [
      "Deploy 1: code stops reading the field and still writes it.",
      "Gate: no older code runs.",
      "Deploy 2: the database no longer requires it; code stops writing it.",
      "Gate: no older code runs, and a backup of its values exists.",
      "Backfill (document): stored values are unset.",
      "Deploy 3: the database drops the field.",
    ])
}
