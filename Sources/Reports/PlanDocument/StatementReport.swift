// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat

/// The statements of a deploy as a Markdown table, a line each, with what each does to rows.
///
/// The whole texts are in the plan's Swift, and those for a certain database are printed by `migrate next --sql`.
func statementTable(_ change: StoreChange, _ dialect: Dialect) -> String {
  guard !change.steps.isEmpty || !change.preparations.isEmpty else { return "" }
  return switch dialect {
  case .sqlite: workTable(change)
  case .postgresql: lockTable(change)
  }
}

/// The statements of a deploy on SQLite: what each does with the rows.
private func workTable(_ change: StoreChange) -> String {
  var text = "\n| statement | rows |\n|---|---|\n"
  var rest = change.steps[...]
  while let step = rest.first {
    // The triggers that keep two columns in sync are four.
    let alike = rest.prefix { $0.statement.trigger?.verb == step.statement.trigger?.verb }
    if let first = step.statement.trigger, alike.count > 1 {
      let names = alike.compactMap(\.statement.trigger?.name)
      text +=
        "| \(alike.count) × `\(first.verb) TRIGGER`: \(names.map { Markdown.code($0, inTable: true) }.joined(separator: ", ")) "
      text += "| not read |\n"
      rest = rest.dropFirst(alike.count)
      continue
    }
    for summary in step.statement.summaries {
      text += "| \(Markdown.code(summary, inTable: true)) | \(step.work.wording) |\n"
    }
    rest = rest.dropFirst()
  }
  return text + remark(change)
}

/// Says how long a change holds the write lock, if it holds it for longer than a moment.
private func remark(_ change: StoreChange) -> String {
  let times: [(SchemaStep.RowWork, time: String)] = [
    (.scan, "a scan takes about 0.1 seconds"), (.rewrite, "a rewrite about a second"),
    (.copy, "a copy a few seconds"),
  ]
  let found = times.filter { time in change.steps.contains { $0.work == time.0 } }.map(\.time)
  if found.isEmpty { return "" }
  return "\nOne transaction; other writers wait meanwhile: for each million rows of 300 bytes, "
    + "\(found.joined(separator: ", ")).\n"
}

/// The statements of a deploy on PostgreSQL: the lock that each takes, and what it does with the rows.
private func lockTable(_ change: StoreChange) -> String {
  var text = ""
  func row(_ statement: String, _ lock: TableLock?, _ work: SchemaStep.RowWork) -> String {
    let waiting =
      switch lock {
      case .accessExclusive: "readers and writers"
      case .shareRowExclusive, .share: "writers"
      case .shareUpdateExclusive, nil: "no statement"
      }
    let summary = Markdown.code(statement.beginning, inTable: true)
    return "| \(summary) | \(lock?.rawValue ?? "none") | \(waiting) | \(work.wording) |\n"
  }
  let head = "| statement | lock | who waits | rows |\n|---|---|---|---|\n"
  if !change.preparations.isEmpty {
    text += "\nFirst, each by itself; an interrupted one is continued:\n\n\(head)"
    for prepared in change.preparations { text += row(prepared.step.statement, prepared.lock, prepared.work) }
  }
  if !change.steps.isEmpty {
    text +=
      "\n\(change.preparations.isEmpty ? "One" : "Then, in one") transaction, tried again if it has to wait for a lock:"
    text += "\n\n\(head)"
    for step in change.steps {
      for summary in step.statement.summaries { text += row(summary, step.lock, step.work) }
    }
  }
  return text
}

extension SchemaStep.RowWork {
  fileprivate var wording: String {
    switch self {
    case .none: "not read"
    case .scan: "scanned"
    case .rewrite: "rewritten"
    case .copy: "copied to a new table"
    }
  }
}

extension SchemaStatement {
  /// Whether a trigger is created or dropped, and its name; `nil` for other statements.
  fileprivate var trigger: (verb: String, name: String)? {
    guard case .sql(let sql) = self else { return nil }
    for verb in ["CREATE", "DROP"] where sql.hasPrefix("\(verb) TRIGGER \"") {
      // A name with a quotation mark is shown in the statement.
      let name = sql.dropFirst(verb.count + 10).prefix { $0 != "\"" }
      return sql.dropFirst(verb.count + 10 + name.count).hasPrefix("\"\"") ? nil : (verb, String(name))
    }
    return nil
  }

  /// The beginning of each statement, or what it changes in a definition, on one line.
  fileprivate var summaries: [String] {
    switch self {
    case .sql(let sql): [sql.beginning]
    case .dropIndex(let name, _): ["DROP INDEX \(name.quotedSQL)"]
    case .dropReference(let name, let table, _): ["ALTER TABLE \(table.quotedSQL) DROP CONSTRAINT \(name.quotedSQL)"]
    case .renameConstraint(let name, let table, let other):
      ["ALTER TABLE \(table.quotedSQL) RENAME CONSTRAINT \(name.quotedSQL) TO \(other.quotedSQL)"]
    case .rebuild(let rebuild):
      rebuild.changes.map { change in
        let table = "ALTER TABLE \(rebuild.table.quotedSQL)"
        return switch change {
        case .addColumn(let definition): "\(table) ADD COLUMN \(definition)".beginning
        case .dropColumn(let name): "\(table) DROP COLUMN \(name.quotedSQL)"
        case .changeColumn(let old, let new): "\(rebuild.table): \(old.difference(to: new))"
        case .addConstraint(let constraint): "\(table) ADD \(constraint)".beginning
        case .dropConstraint(let constraint): "\(rebuild.table): without \(constraint)".beginning
        }
      }
    }
  }
}

extension String {
  /// The length at which statements are cut.
  private static let width = 90

  /// The first line's worth of a statement.
  fileprivate var beginning: String {
    let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > Self.width ? line.prefix(Self.width - 1) + "…" : line
  }

  /// Both definitions, without what they have in common at the end.
  fileprivate func difference(to new: String) -> String {
    var (one, other) = (split(separator: " "), new.split(separator: " "))
    while one.count > 2, other.count > 2, one.last == other.last {
      one.removeLast()
      other.removeLast()
    }
    let texts = [one, other].map { $0.joined(separator: " ").beginning }
    return texts.joined(separator: " -> ")
  }

  fileprivate var quotedSQL: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}
