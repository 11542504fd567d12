// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields that come and go.
extension RulePage {
  static let fieldAddedOptional = RulePage(
    title: "An optional field is added",
    what: "A table has a new field that may have no value.",
    why: "Stored rows simply have no value there, and old code goes on writing rows without one: both are valid.",
    verdict: .always(.safe), phases: [.widen],
    bad: .advice(
      "Replacing whole rows: old code that writes back a row without the field erases what new code put there. Assign "
        + "the columns that you mean to change."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, nickname: string? }
        """,
      note: "It may stay optional for ever; there is no need to make it required later."),
    plan: [
      "Deploy 1: the store gets the field; code may use it."
    ])

  static let fieldAddedRequired = RulePage(
    title: "A required field is added",
    what: "A table has a new field that every row must have a value for.",
    why: """
      Stored rows have no value for it, and old code, which runs beside the new until the release is through, goes on \
      inserting rows without one.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten], hazards: [.scansTable],
    bad: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, age: int }
        """,
      note: "Enforced at once, every insert of old code is refused."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string, age: int? }
        """,
      note: "Optional is safe. On SQL targets a constant default, `age: int = 0`, is safe too."),
    plan: [
      "Deploy 1: the store gets the field, optional; code always writes it, and reads rows without it by a fallback.",
      "Gate: no older code runs.",
      "Backfill: rows without a value get one; the gate opens when none is left.",
      "Deploy 2: the store demands it; code counts on it.",
    ])

  static let fieldAddedDefaulted = RulePage(
    title: "A required field is added that the store fills itself",
    what: "A table of an SQL target has a new required field with a constant default.",
    why: """
      The database gives stored rows the default, and the rows that old code inserts too, so every row has a value at \
      every moment. (A document store fills nothing in: there this is field-added-required.)
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.rewritesTable],
    bad: .advice(
      "A default that differs from row to row, such as `now` or `uuid`: the database cannot know it for old rows."),
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
      "Deploy 1: the store gets the field with its default; code may use it."
    ])

  static let fieldRemovedOptional = RulePage(
    title: "An optional field is removed",
    what: "A field that could be without a value is no longer in the schema.",
    why: """
      Old code still reads and writes it until the last instance is gone, and the values that rows have are lost. If it \
      only has another name now, say so with `@was`.
      """,
    verdict: .always(.breaking), phases: [.tighten], hazards: [.deletesData, .rewritesTable],
    bad: .edit(
      before: """
        table users { name: string, fax: string? }
        """,
      after: """
        table users { name: string }
        """,
      note: "Dropped at once, every statement of old code that names `fax` fails."),
    good: .advice(
      "`@deprecated(\"why\")` first: it costs nothing and tells everybody. Remove it when nobody reads it."),
    plan: [
      "Deploy 1: code stops using the field; the store does not change.",
      "Gate: no older code runs, and a backup of its values exists.",
      "Backfill (document): stored values are unset.",
      "Deploy 2: the store drops the field.",
    ])

  static let fieldRemovedRequired = RulePage(
    title: "A required field is removed",
    what: "A field that every row had a value for is no longer in the schema.",
    why: """
      Old code counts on a value in every row. Code that stops writing the field while old code still reads it makes \
      rows that old code cannot read: so first everybody stops reading, and only then anybody stops writing.
      """,
    verdict: .always(.breaking), phases: [.widen, .tighten], hazards: [.deletesData, .rewritesTable],
    bad: .edit(
      before: """
        table users { name: string, country: string }
        """,
      after: """
        table users { name: string }
        """,
      note: "Code that no longer writes `country` meets old code that cannot read a row without it."),
    good: .advice(
      "Let Bellows do it in three deploys. Making it optional in one step and removing it in another is the same work."),
    plan: [
      "Deploy 1: code stops reading the field and still writes it.",
      "Gate: no older code runs.",
      "Deploy 2: the store no longer demands it; code stops writing it.",
      "Gate: no older code runs, and a backup of its values exists.",
      "Backfill (document): stored values are unset.",
      "Deploy 3: the store drops the field.",
    ])
}
