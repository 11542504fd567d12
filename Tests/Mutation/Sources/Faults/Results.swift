// Part of Bellows. MIT licence: see LICENSE.
import SwiftSyntax

extension FaultFinder {
  /// Values that a function of a declared type can return in the place of its own.
  private func results(of type: TypeSyntax) -> [String] {
    if type.is(OptionalTypeSyntax.self) { return ["nil"] }
    if type.is(ArrayTypeSyntax.self) { return ["[]"] }
    if type.is(DictionaryTypeSyntax.self) { return ["[:]"] }
    guard let name = type.as(IdentifierTypeSyntax.self)?.name.text else { return [] }
    switch name {
    case "Bool": return ["true", "false"]
    case "Int": return ["0"]
    case "Set": return ["[]"]
    default: return []
    }
  }

  /// A function that returns before its first statement.
  func findEntry(_ statements: CodeBlockItemListSyntax) {
    guard let scope = scopes.last, let first = statements.first, let last = statements.last else { return }
    let span = span(first).lowerBound..<span(last).upperBound
    guard let type = scope.returnType, text(type) != "Void" else {
      add(
        .earlyReturn, at: span, before: text(first), after: "return",
        claim: span.lowerBound, [Edit(span.lowerBound, "if mutantIsOn(\0) { return }; ")])
      return
    }
    for result in results(of: type) where text(first) != result && text(first) != "return \(result)" {
      let `return` = returnsImplicitly(statements) ? "return " : ""
      add(
        .earlyReturn, at: span, before: text(first), after: "return \(result)", claim: span.lowerBound,
        [Edit(span.lowerBound, "if mutantIsOn(\0) { return \(result) }; \(`return`)")])
    }
    if text(type) == "Bool", statements.count == 1, case .expr(let value) = first.item { findDecision(value) }
  }

  /// Whether the one statement of a body is its value.
  private func returnsImplicitly(_ statements: CodeBlockItemListSyntax) -> Bool {
    guard statements.count == 1, let item = statements.first?.item else { return false }
    switch item {
    case .decl: return false
    case .expr(let expression):
      let isBranching = expression.is(SwitchExprSyntax.self) || expression.is(IfExprSyntax.self)
      return !isBranching || !hasReturn(expression)
    case .stmt(let statement):
      return statement.is(ExpressionStmtSyntax.self) && !hasReturn(statement)
    @unknown default: return false
    }
  }

  private func hasReturn(_ node: some SyntaxProtocol) -> Bool {
    node.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.return) }
  }

  /// Negates a value that is a decision; that it is always true or false is a fault of the function.
  private func findDecision(_ value: ExprSyntax) {
    guard !value.is(BooleanLiteralExprSyntax.self), !value.is(SwitchExprSyntax.self), !value.is(IfExprSyntax.self)
    else {
      return
    }
    wrap(.negatedCondition, value, after: "!(\(text(value)))", in: "mutantFlips(\0, ")
  }

  /// A result that is another one of the declared type.
  func find(_ node: ReturnStmtSyntax) {
    guard let scope = scopes.last, let type = scope.returnType, let value = node.expression else { return }
    guard !value.is(BooleanLiteralExprSyntax.self) else { return }
    let isDecision = text(type) == "Bool"
    if isDecision { findDecision(value) }
    let span = span(value)
    for result in results(of: type) where result != text(value) {
      add(
        .otherResult, at: span, before: text(node), after: "return \(result)",
        [Edit(span.lowerBound, "(mutantIsOn(\0) ? \(result) : ("), Edit(span.upperBound, "))")])
    }
  }

  /// The value of a case that is the one of the case behind it.
  func find(_ cases: SwitchCaseListSyntax) {
    let values = cases.map { item -> (value: ExprSyntax, text: String)? in
      guard case .switchCase(let branch) = item else { return nil }
      return value(of: branch).map { ($0, text($0)) }
    }
    for (one, next) in zip(values, values.dropFirst() + values.prefix(1)) {
      guard let one, let next, one.text != next.text else { continue }
      let isWording = one.value.is(StringLiteralExprSyntax.self) && next.value.is(StringLiteralExprSyntax.self)
      guard !isWording else { continue }
      let span = span(one.value)
      add(
        .otherCase, at: span, before: one.text, after: next.text,
        [Edit(span.lowerBound, "(mutantIsOn(\0) ? (\(next.text)) : ("), Edit(span.upperBound, "))")])
    }
  }

  /// The one expression of a case, if it is neither an assignment nor an assertion.
  private func value(of branch: SwitchCaseSyntax) -> ExprSyntax? {
    guard branch.statements.count == 1, let item = branch.statements.first?.item else { return nil }
    switch item {
    case .decl: return nil
    case .stmt(let statement): return statement.as(ReturnStmtSyntax.self)?.expression
    case .expr(let value):
      let infix = value.as(InfixOperatorExprSyntax.self)
      if let infix, infix.operator.is(AssignmentExprSyntax.self) || infix.operator.trimmedDescription.hasSuffix("=") {
        return nil
      }
      let isBranching = value.is(SwitchExprSyntax.self) || value.is(IfExprSyntax.self)
      return isBranching || isAssertion(value) ? nil : value
    @unknown default: return nil
    }
  }
}
