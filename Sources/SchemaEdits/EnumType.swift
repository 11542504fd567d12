// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// An enum type of PostgreSQL with the values that columns use; it may have more.
package struct EnumType: Hashable, Sendable {
  package var name: String
  package var labels: [String]

  package init(_ name: String, _ labels: [String]) {
    (self.name, self.labels) = (name, labels)
  }

  /// Reads `CREATE TYPE "mood" AS ENUM ('good', 'bad')`; `nil` for another statement.
  package init?(_ statement: String) {
    let tokens = SQLToken.tokens(of: statement)
    guard tokens.count > 5, tokens[0].says("create"), tokens[1].says("type"), let name = tokens[2].label,
      tokens[3].says("as"), tokens[4].says("enum"), let parts = tokens.inParentheses(from: 4)?.inside.listed
    else { return nil }
    let labels = parts.compactMap { part -> String? in if case .text(let label)? = part.first { label } else { nil } }
    guard labels.count == parts.count else { return nil }
    self.init(name, labels)
  }

  /// The statement that creates it.
  package var create: String {
    "CREATE TYPE \(quoted(name)) AS ENUM (\(labels.map(literal).joined(separator: ", ")))"
  }

  /// The statement that creates it, or adds the values that an existing type lacks.
  package var createOrExtend: String {
    let additions = labels.map { "    \(Self.addition(of: $0, to: name));" }.joined(separator: "\n")
    let body = """
      BEGIN
        IF to_regtype(\(literal(quoted(name)))) IS NULL THEN
          \(create);
        ELSE
      \(additions)
        END IF;
      END
      """
    // A label may contain the usual quotation mark.
    var tag = "bellows"
    while body.contains("$\(tag)$") { tag += "_" }
    return "DO $\(tag)$\n\(body)\n$\(tag)$"
  }

  /// The statement that adds a value.
  package static func addition(of label: String, to type: String) -> String {
    "ALTER TYPE \(quoted(type)) ADD VALUE IF NOT EXISTS \(literal(label))"
  }
}

extension [EnumType] {
  /// One type of each name, with the values of all.
  package var merged: [EnumType] {
    var types: [EnumType] = []
    for type in self {
      if let index = types.firstIndex(where: { $0.name == type.name }) {
        types[index].labels += type.labels.filter { !types[index].labels.contains($0) }
      } else {
        types.append(type)
      }
    }
    return types
  }
}

extension [StoredTable] {
  /// The enum types of the columns.
  package var enumTypes: [EnumType] { flatMap(\.statements).compactMap(EnumType.init).merged }

  /// The statements that create the tables, in an order in which each finds what it uses: types, tables, everything else.
  package var creation: [String] {
    enumTypes.map(\.createOrExtend) + compactMap(\.statements.first)
      + flatMap { $0.statements.dropFirst() }.filter { EnumType($0) == nil }
  }
}
