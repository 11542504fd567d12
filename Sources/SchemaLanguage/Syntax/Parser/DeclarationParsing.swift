// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Parser {
  /// Reads the whole file.
  mutating func declarations() -> [DeclarationSyntax] {
    var declarations: [DeclarationSyntax] = []
    while !isAtEnd {
      resetRecovery()
      let documentation = documentation()
      if let keyword = declarationKeyword() {
        if let declaration = declaration(keyword, documentation) { declarations.append(declaration) }
      } else {
        reportUnexpected { .expectedDeclaration(nil, $0, $1) }
        let isSeparator = current.kind == .comma
        skip()
        if !isSeparator || word(current).flatMap(DeclarationKeyword.init(rawValue:)) == nil { skipToDeclaration() }
      }
    }
    if current.hasDocumentation { reportMisplacedComments() }
    return declarations
  }

  /// Returns the declaration keyword of the current token; reports a misspelt one and returns the nearest keyword.
  private mutating func declarationKeyword() -> DeclarationKeyword? {
    if spells(current, "table") { return .table }
    if spells(current, "type") { return .type }
    guard let word = word(current) else { return nil }
    if let keyword = DeclarationKeyword(rawValue: word) { return keyword }
    reportUnexpected { .expectedDeclaration(word, $0, $1) }
    guard following.isName else { return nil }
    if let familiar = FamiliarWord.declaration(word) {
      return familiar.replacements.first.flatMap(DeclarationKeyword.init)
    }
    return nearest(to: word, among: DeclarationKeyword.allCases.map(\.rawValue)).flatMap(DeclarationKeyword.init)
  }

  private mutating func declaration(_ keyword: DeclarationKeyword, _ documentation: String?) -> DeclarationSyntax? {
    switch keyword {
    case .table: table(documentation).map(DeclarationSyntax.table)
    case .type: typeDeclaration(documentation).map(DeclarationSyntax.type)
    case .target: target().map(DeclarationSyntax.target)
    }
  }

  /// Reads `target sqlite`.
  private mutating func target() -> TargetSyntax? {
    let start = current.start
    advance()
    guard let name = name("a target, \(Target.allCases.map(\.rawValue).joined(separator: ", "))") else {
      losses.includeTarget = true
      skipToDeclaration()
      return nil
    }
    guard let target = Target(rawValue: name.text) else {
      report(.unknownTarget(name.text, name.range))
      // Errors that depend on the target are reported for the probable target.
      let word = FamiliarWord.target(name.text)?.replacements.first
      let guess = (word ?? nearest(to: name.text, among: Target.allCases.map(\.rawValue))).flatMap(Target.init)
      if guess == nil { losses.includeTarget = true }
      return guess.map { TargetSyntax(target: $0, range: range(from: start)) }
    }
    return TargetSyntax(target: target, range: range(from: start))
  }

  /// Reads `type Name = ...`.
  private mutating func typeDeclaration(_ documentation: String?) -> TypeDeclarationSyntax? {
    let start = current.start
    advance()
    let isQuoted = current.kind == .quotedName
    let name = name("a name for the type")
    if let name, !isQuoted, reservedTypeNames.contains(name.text) {
      report(.reservedTypeName(name.text, name.range))
    }
    _ = attributes(of: .type)
    if !take(.equals) { reportUnexpected { .unexpectedToken("'=' and a type", $0, $1) } }
    let type = isAtDeclaration ? nil : type(in: .declaration)
    _ = attributes(of: .type)
    guard let name, let type else {
      if let name { losses.add(name.text) } else { losses.includeAnyName = true }
      if !isAtDeclaration { skipToDeclaration() }
      return nil
    }
    return TypeDeclarationSyntax(
      documentation: documentation, name: name, type: type.type, isComplete: isComplete(from: start),
      range: range(from: start))
  }
}
