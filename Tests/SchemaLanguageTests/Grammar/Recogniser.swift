// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Decides whether a text is a sentence of a grammar, by following all ways of reading it at once.
struct Recogniser {
  private let grammar: Grammar
  private let text: [Unicode.Scalar]
  /// Where a rule that begins at a place can end.
  private var ends: [Key: Set<Int>] = [:]

  /// A rule that nothing fits; but what another rule excludes stays excluded.
  private let missing: String?
  private var isExcluding = false

  private struct Key: Hashable {
    var rule: String
    var place: Int
    var isExcluding: Bool
  }

  static func accepts(_ text: String, _ grammar: Grammar, without missing: String? = nil) -> Bool {
    var recogniser = Recogniser(grammar: grammar, text: Array(text.unicodeScalars), missing: missing)
    let ends = recogniser.ends(of: "schema", from: 0)
    return ends.contains { recogniser.skip($0) == recogniser.text.count }
  }

  private init(grammar: Grammar, text: [Unicode.Scalar], missing: String?) {
    self.grammar = grammar
    self.missing = missing
    self.text = text
  }

  private mutating func ends(of rule: String, from place: Int) -> Set<Int> {
    if rule == missing, !isExcluding { return [] }
    let key = Key(rule: rule, place: place, isExcluding: isExcluding)
    if let known = ends[key] { return known }
    var result: Set<Int> = []
    if let expression = grammar.rules[rule] {
      let isLexical = Grammar.isLexical(rule)
      result = ends(of: expression, from: place, isLexical: isLexical)
      if isLexical, let longest = result.max() { result = [longest] }
    }
    ends[key] = result
    return result
  }

  private mutating func ends(of expression: Grammar.Expression, from place: Int, isLexical: Bool) -> Set<Int> {
    switch expression {
    case .sequence(let parts):
      var places: Set<Int> = [place]
      for part in parts { places = ends(of: part, from: places, isLexical) }
      return places
    case .choice(let alternatives):
      return alternatives.reduce(into: []) { $0.formUnion(ends(of: $1, from: place, isLexical: isLexical)) }
    case .maybe(let part):
      return ends(of: part, from: place, isLexical: isLexical).union([place])
    case .many(let part):
      var reached: Set<Int> = [place]
      var fresh = reached
      while !fresh.isEmpty {
        fresh = ends(of: part, from: fresh, isLexical).subtracting(reached)
        reached.formUnion(fresh)
      }
      return reached
    case .except(let part, let exception):
      let wanted = ends(of: part, from: place, isLexical: isLexical)
      let wasExcluding = isExcluding
      isExcluding = true
      defer { isExcluding = wasExcluding }
      return wanted.subtracting(ends(of: exception, from: place, isLexical: isLexical))
    case .text(let wanted):
      let start = isLexical ? place : skip(place)
      let scalars = Array(wanted.unicodeScalars)
      guard text[start...].starts(with: scalars) else { return [] }
      let end = start + scalars.count
      let isCutWord = !isLexical && isWord(scalars.last) && end < text.count && isWord(text[end])
      return isCutWord ? [] : [end]
    case .characters(let description):
      guard place < text.count, characterSet(description).contains(text[place]) else { return [] }
      return [place + 1]
    case .rule(let name):
      return ends(of: name, from: !isLexical && Grammar.isLexical(name) ? skip(place) : place)
    }
  }

  private mutating func ends(of part: Grammar.Expression, from places: Set<Int>, _ isLexical: Bool) -> Set<Int> {
    places.reduce(into: []) { $0.formUnion(ends(of: part, from: $1, isLexical: isLexical)) }
  }

  /// Goes past white space and comments.
  private mutating func skip(_ place: Int) -> Int {
    var place = place
    while place < text.count {
      if text[place].properties.isWhitespace {
        place += 1
      } else if let end = ends(of: "COMMENT", from: place).max() {
        place = end
      } else {
        break
      }
    }
    return place
  }

  private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic) || ("0"..."9").contains(scalar)
  }
}

/// A set of characters that the grammar describes in words.
struct CharacterSet {
  var contains: (Unicode.Scalar) -> Bool
  /// Some of them, to write sentences with.
  var samples: [String]
}

/// What the words between question marks mean; a new set needs a line here.
func characterSet(_ description: String) -> CharacterSet {
  func letters(_ ranges: ClosedRange<Unicode.Scalar>..., samples: [String]) -> CharacterSet {
    CharacterSet(contains: { scalar in ranges.contains { $0.contains(scalar) } }, samples: samples)
  }
  func any(but excluded: Set<Unicode.Scalar>) -> CharacterSet {
    let samples = ["a", " ", "\u{E9}", "\u{1F600}", "'", "\"", "`", "/", "{", "}", ":"]
    let excluded = excluded.union(["\n"])
    return CharacterSet(
      contains: { !excluded.contains($0) },
      samples: samples.filter { excluded.isDisjoint(with: $0.unicodeScalars) })
  }
  switch description {
  case "a to z, A to Z or _": return letters("a"..."z", "A"..."Z", "_"..."_", samples: ["a", "Z", "_"])
  case "0 to 9": return letters("0"..."9", samples: ["0", "7", "9"])
  case "1 to 9": return letters("1"..."9", samples: ["1", "9"])
  case "0 to 9, a to f or A to F": return letters("0"..."9", "a"..."f", "A"..."F", samples: ["0", "4", "a", "F"])
  case "any but `, \\ or a line break": return any(but: ["`", "\\"])
  case "any but \", \\ or a line break": return any(but: ["\"", "\\"])
  case "any but / or a line break": return any(but: ["/"])
  case "any but a line break": return any(but: [])
  default: return CharacterSet(contains: { _ in false }, samples: [])
  }
}
