// Part of Bellows. MIT licence: see LICENSE.
import SwiftSyntax

/// What a statement does, if it can be dropped.
private enum Action {
  case call
  case assignment
}

extension FaultFinder {
  /// The faults of a list of statements.
  func find(_ list: CodeBlockItemListSyntax) {
    guard !scopes.isEmpty else { return }
    let items = Array(list)
    for item in items {
      if case .stmt(let statement) = item.item { findExit(statement, of: list) }
      guard let (action, tried) = action(item, of: list) else { continue }
      let span = span(item)
      add(
        action == .call ? .callDropped : .assignmentDropped, at: span, before: text(item), after: "nothing",
        claim: items.count == 1 ? span.lowerBound : nil,
        [Edit(span.lowerBound, "if !mutantIsOn(\0) { "), Edit(span.upperBound, " }")])
      guard let tried else { continue }
      let ignoring = "_ = try? \(text(tried.expression))"
      add(
        .errorIgnored, at: span, before: text(item), after: "try? \(text(tried.expression))",
        claim: items.count == 1 ? span.lowerBound : nil,
        [Edit(span.lowerBound, "if mutantIsOn(\0) { \(ignoring) } else { "), Edit(span.upperBound, " }")])
    }
    for (first, second) in zip(items, items.dropFirst()) where text(first) != text(second) {
      guard action(first, of: list) != nil, action(second, of: list) != nil else { continue }
      // Two assignments that do not read each other's target have no order.
      if let one = target(first), let other = target(second), !text(second).contains(one), !text(first).contains(other)
      {
        continue
      }
      let span = span(first).lowerBound..<span(second).upperBound
      let swapped = "\(text(second)); \(text(first))"
      add(
        .callsSwapped, at: span, before: "\(text(first)); \(text(second))", after: swapped,
        [Edit(span.lowerBound, "if mutantIsOn(\0) { \(swapped) } else { "), Edit(span.upperBound, " }")])
    }
  }

  /// The left side of an assignment.
  private func target(_ item: CodeBlockItemSyntax) -> String? {
    guard case .expr(let expression) = item.item else { return nil }
    return expression.as(InfixOperatorExprSyntax.self).map { "\($0.leftOperand.trimmed)" }
  }

  /// What a statement does, unless it is the value of its block.
  private func action(_ item: CodeBlockItemSyntax, of list: CodeBlockItemListSyntax) -> (Action, TryExprSyntax?)? {
    guard case .expr(var expression) = item.item, list.count > 1 || !isValue(list) else { return nil }
    let tried = expression.as(TryExprSyntax.self)
    if let tried {
      guard tried.questionOrExclamationMark == nil else { return nil }
      expression = tried.expression
    }
    if let awaited = expression.as(AwaitExprSyntax.self) { expression = awaited.expression }
    if expression.is(FunctionCallExprSyntax.self) { return isAssertion(expression) ? nil : (.call, tried) }
    guard let infix = expression.as(InfixOperatorExprSyntax.self) else { return nil }
    if infix.operator.is(AssignmentExprSyntax.self) { return (.assignment, tried) }
    let sign = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text ?? ""
    let isAssignment = sign.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(sign)
    return isAssignment ? (.assignment, tried) : nil
  }

  /// Whether the only expression of a list is what its function or closure returns.
  private func isValue(_ list: CodeBlockItemListSyntax) -> Bool {
    guard let owner = list.parent else { return true }
    if owner.is(ClosureExprSyntax.self) || owner.is(AccessorBlockSyntax.self) || owner.is(SwitchCaseSyntax.self) {
      return true
    }
    guard let holder = owner.parent, owner.is(CodeBlockSyntax.self) else { return true }
    if let function = holder.as(FunctionDeclSyntax.self) { return function.signature.returnClause != nil }
    if let accessor = holder.as(AccessorDeclSyntax.self) { return accessor.accessorSpecifier.text == "get" }
    return false
  }

  /// `return`, `throw`, `continue` or `break` at the end of an `if` or a case, dropped: what follows is executed.
  private func findExit(_ statement: StmtSyntax, of list: CodeBlockItemListSyntax) {
    let isExit =
      statement.is(ReturnStmtSyntax.self) || statement.is(ThrowStmtSyntax.self) || statement.is(ContinueStmtSyntax.self)
      || statement.is(BreakStmtSyntax.self)
    let isInCase = list.parent?.is(SwitchCaseSyntax.self) == true
    guard isExit, list.parent?.parent?.is(IfExprSyntax.self) == true || isInCase else { return }
    // A case that only breaks does nothing.
    if isInCase, list.count == 1, statement.is(BreakStmtSyntax.self) { return }
    let span = span(statement)
    add(
      .exitDropped, at: span, before: text(statement), after: "nothing",
      [Edit(span.lowerBound, "if !mutantIsOn(\0) { "), Edit(span.upperBound, " }")])
  }
}
