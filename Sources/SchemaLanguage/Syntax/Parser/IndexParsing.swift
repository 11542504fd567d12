// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Parser {
  /// Reads `search by_name (name) filter (team)`.
  mutating func index(_ keyword: IndexKeyword, _ documentation: String?) -> IndexSyntax? {
    let start = current.start
    advance()
    let name = name("a name for the index")
    let paths = paths("\(keyword.rawValue)\(name.map { " " + shown($0.text) } ?? "")")
    var clauses = Clauses()
    while indexClause(of: keyword, into: &clauses) {}
    _ = attributes(of: .index)
    let kind: Index.Kind
    switch keyword {
    case .index: kind = .index
    case .unique: kind = .unique
    case .search: kind = .search
    case .vector:
      if !clauses.hasDimensions, !paths.isEmpty { reportGap { .missingDimensions($0) } }
      guard let dimensions = clauses.dimensions else { return nil }
      kind = .vector(dimensions: dimensions)
    }
    guard let name, !paths.isEmpty else { return nil }
    return IndexSyntax(
      documentation: documentation, kind: kind, name: name, paths: paths, filters: clauses.filters ?? [],
      isComplete: isComplete(from: start), range: range(from: start))
  }

  /// The clauses after the fields of an index that were read so far.
  private struct Clauses {
    var filters: [PathSyntax]?
    /// True also if the number was invalid.
    var hasDimensions = false
    var dimensions: Int?
  }

  /// Reads one clause; returns `false` if there is none.
  private mutating func indexClause(of keyword: IndexKeyword, into clauses: inout Clauses) -> Bool {
    guard following.kind == .leftParenthesis || following.kind == .number, let word = word(current),
      IndexKeyword(rawValue: word) == nil
    else { return spells(current, "dimensions") && following.kind != .colon ? clause(.dimensions) : false }
    let words = IndexClause.allCases.map(\.rawValue)
    if let known = IndexClause(rawValue: word) { return clause(known) }
    reportUnexpected { .unknownKeyword(word, among: words, $1) }
    return clause(
      nearest(to: word, among: words).flatMap(IndexClause.init)
        ?? (following.kind == .number ? .dimensions : .filter))

    func clause(_ clause: IndexClause) -> Bool {
      switch clause {
      case .filter: filter(of: keyword, into: &clauses)
      case .dimensions: dimensions(of: keyword, into: &clauses)
      }
      return true
    }
  }

  private mutating func filter(of keyword: IndexKeyword, into clauses: inout Clauses) {
    let start = current.start
    advance()
    let paths = paths("filter")
    switch keyword {
    case .search, .vector:
      if clauses.filters != nil { report(.repeatedClause("filter", range(from: start))) }
      clauses.filters = (clauses.filters ?? []) + paths
    case .index, .unique: report(.misplacedFilter(keyword, range(from: start)))
    }
  }

  private mutating func dimensions(of keyword: IndexKeyword, into clauses: inout Clauses) {
    let start = current.start
    advance()
    let location = range(current)
    var number: Int?
    if case .int(let value)? = current.startsLine && isAtMember ? nil : literal()?.value,
      (1...Int64(mostDimensions)).contains(value)
    {
      number = Int(value)
    } else {
      report(.badDimensions(location))
    }
    switch keyword {
    case .vector:
      if clauses.hasDimensions { report(.repeatedClause("dimensions", range(from: start))) }
      clauses.dimensions = clauses.dimensions ?? number
      clauses.hasDimensions = true
    case .index, .unique, .search: report(.misplacedDimensions(keyword, range(from: start)))
    }
  }

  /// Reads `(team, data.kind)`; reports a missing list and returns none.
  private mutating func paths(_ keyword: @autoclosure () -> String) -> [PathSyntax] {
    guard current.kind == .leftParenthesis, !current.startsLine || !isAtMember else {
      reportGap { .expectedPaths(keyword(), $0) }
      skipToMember()
      return []
    }
    let opened = range(current)
    advance()
    if current.kind == .rightParenthesis { reportUnexpected { .expectedName("the name of a field", $0, $1) } }
    return list("this list", opened: opened, until: .rightParenthesis, begins: { $0.current.isName }) { $0.path() }
  }

  private mutating func path() -> PathSyntax? {
    let start = current.start
    guard let first = name("the name of a field") else { return nil }
    var names = [first]
    while take(.dot) {
      guard let name = name("the name of a member after '.'") else { return nil }
      names.append(name)
    }
    return PathSyntax(names: names, range: range(from: start))
  }
}
