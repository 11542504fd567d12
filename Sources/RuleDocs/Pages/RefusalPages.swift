// Part of Bellows. MIT licence: see LICENSE.

/// Rules that reject a schema, independent of its changes.
extension RulePage {
  static let previousNameUnknown = RulePage(
    title: "A previous name does not exist",
    what: """
      `@was` or `@from` of a new declaration names a table, a field or a literal that the old schema does not have.
      """,
    why: """
      The attribute would be ignored: a misspelt `@was` turns a rename into a removal and an addition, and the values \
      are deleted. When the old schema has the new name, the attribute is history and may name anything.
      """,
    verdict: .refused, phases: [],
    bad: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { fullName: string @was(nmae) }
        """,
      note: "Rejected, with an error at `nmae` that suggests `name`."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { fullName: string @was(name) }
        """,
      note: "A rename. Between two Git revisions (`bellows plan --from`) an unknown name is only a warning."),
    plan: ["None: `generate`, `plan` and `check` report an error."])

  static let existingFieldDerived = RulePage(
    title: "An existing field is computed from others",
    what: """
      A field that the old schema has, with the same type, now has `@from` other fields. `a @from(b), b @from(a)` is \
      such a change.
      """,
    why: """
      `@from` fills a new column. The rows already have values under this name, and running code writes more of them, \
      so old and new values could not be distinguished.
      """,
    verdict: .refused, phases: [],
    bad: .edit(
      before: """
        table t { a: string, b: string }
        """,
      after: """
        table t { a: string @from(b), b: string @from(a) }
        """,
      note: "Rejected: nothing would be computed, and the swap would be ignored."),
    good: .edit(
      before: """
        table t { a: string, b: string }
        """,
      after: """
        table t { a2: string @was(a) @column("a"), b2: string @was(b) @column("b") }
        """,
      note: """
        The first half of a swap, which moves no values. The second plan has `b: string @was(a2) @column("a")` and \
        `a: string @was(b2) @column("b")`.
        """),
    plan: ["None: `bellows plan` reports an error."])

  static let storedNameTaken = RulePage(
    title: "A stored name is still in use",
    what: """
      A new or renamed column, table or index would be stored under a name that another one has until the end of the \
      plan.
      """,
    why: """
      During a plan old and new columns, tables and indexes exist side by side. SQLite ignores the case of ASCII \
      letters in names, PostgreSQL truncates names to 63 bytes, and tables and indexes share one namespace: an index \
      `by_email` of `users` is stored as `users_by_email`. A search index has several names.
      """,
    verdict: .refused, phases: [],
    bad: .edit(
      before: """
        target sqlite
        table users { Name: string }
        """,
      after: """
        target sqlite
        table users { name: string @was(Name) }
        """,
      note: "Rejected: `Name` and `name` cannot be two columns of one table."),
    good: .edit(
      before: """
        target sqlite
        table users { Name: string }
        """,
      after: """
        target sqlite
        table users { name: string @was(Name) @column("Name") }
        """,
      note: "Only the name in the language changes; the column stays. `@table` does the same for a table."),
    plan: ["None: `bellows plan` reports an error."])
}
