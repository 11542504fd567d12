// Part of Bellows. MIT licence: see LICENSE.
import SwiftSyntax

extension FaultFinder {
  /// The faults of an expression with an operator between two operands.
  func find(_ node: InfixOperatorExprSyntax) {
    guard let sign = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return }
    let (left, right) = (node.leftOperand, node.rightOperand)
    switch sign {
    case "&&":
      drop(left, of: node, after: text(right), prefix: "(mutantIsOn(\0) || (")
      drop(right, of: node, after: text(left), prefix: "(mutantIsOn(\0) || (")
    case "||":
      drop(left, of: node, after: text(right), prefix: "(!mutantIsOn(\0) && (")
      drop(right, of: node, after: text(left), prefix: "(!mutantIsOn(\0) && (")
    case "<": replace(node, .boundByOne, by: "<=", in: "mutantLess")
    case "<=": replace(node, .boundByOne, by: "<", in: "mutantLessOrEqual")
    case ">": replace(node, .boundByOne, by: ">=", in: "mutantGreater")
    case ">=": replace(node, .boundByOne, by: ">", in: "mutantGreaterOrEqual")
    case "==": invert(node, "!=")
    case "!=": invert(node, "==")
    case "===": invert(node, "!==")
    case "!==": invert(node, "===")
    case "+" where !isText(left) && !isText(right): replace(node, .arithmetic, by: "-", in: "mutantPlus")
    case "-": replace(node, .arithmetic, by: "+", in: "mutantMinus")
    case "*": replace(node, .arithmetic, by: "+", in: "mutantTimes")
    case "/": replace(node, .arithmetic, by: "*", in: "mutantDivided")
    case "%": replace(node, .arithmetic, by: "/", in: "mutantRemainder")
    case "??":
      let span = span(left)
      add(
        .defaultTaken, at: span, before: text(node), after: text(right),
        [Edit(span.lowerBound, "mutantNone(\0, "), Edit(span.upperBound, ")")])
    case "..<", "...":
      wrap(.rangeByOne, node, after: "\(text(node)) without its last", in: "mutantShorter(\0, ")
    default: break
    }
  }

  private func drop(_ operand: ExprSyntax, of node: InfixOperatorExprSyntax, after: String, prefix: String) {
    let span = span(operand)
    add(
      .operandDropped, at: span, before: text(node), after: after,
      [Edit(span.lowerBound, prefix), Edit(span.upperBound, "))")])
  }

  private func invert(_ node: InfixOperatorExprSyntax, _ sign: String) {
    let after = "\(text(node.leftOperand)) \(sign) \(text(node.rightOperand))"
    // A whole condition is negated already.
    guard node.parent?.is(ConditionElementSyntax.self) != true, node.parent?.is(WhereClauseSyntax.self) != true else {
      return
    }
    wrap(.comparison, node, after: after, in: "mutantFlips(\0, ")
  }

  /// Makes `a < b` into `mutantLess(17, a, b)`.
  private func replace(_ node: InfixOperatorExprSyntax, _ kind: FaultKind, by sign: String, in function: String) {
    let whole = span(node)
    let old = span(node.operator)
    add(
      kind, at: whole, before: text(node),
      after: "\(text(node.leftOperand)) \(sign) \(text(node.rightOperand))",
      [
        Edit(whole.lowerBound, "\(function)(\0, "), Edit(old.lowerBound, ",", length: old.count),
        Edit(whole.upperBound, ")"),
      ])
  }

  /// Whether an operand is a message or a name, as far as its spelling says.
  private func isText(_ node: ExprSyntax) -> Bool {
    if node.is(StringLiteralExprSyntax.self) { return true }
    if let infix = node.as(InfixOperatorExprSyntax.self) {
      return isText(infix.leftOperand) || isText(infix.rightOperand)
    }
    if let call = node.as(FunctionCallExprSyntax.self) { return call.calledExpression.trimmedDescription == "String" }
    return false
  }

  /// A number, one more; except the index of an element, which would only crash.
  func find(_ node: IntegerLiteralExprSyntax) {
    guard let number = Int(node.literal.text), number < 1_000_000,
      node.parent?.parent?.parent?.is(SubscriptCallExprSyntax.self) != true
    else { return }
    wrap(.numberByOne, node, after: "\(number + 1)", in: "(mutantIsOn(\0) ? \(number + 1) : ")
  }

  /// `true` for `false`, where the value is an argument, a result or assigned.
  func find(_ node: BooleanLiteralExprSyntax) {
    guard node.parent?.is(ConditionElementSyntax.self) != true else { return }
    let other = node.literal.text == "true" ? "false" : "true"
    wrap(.otherFlag, node, after: other, in: "(mutantIsOn(\0) ? \(other) : ")
  }

  /// Each element of an array literal, dropped.
  func find(_ node: ArrayExprSyntax) {
    guard (1...8).contains(node.elements.count) else { return }
    for (index, element) in node.elements.enumerated() where !element.expression.is(StringLiteralExprSyntax.self) {
      wrap(
        .elementDropped, node, after: "\(text(node)) without \(text(element.expression))",
        in: "mutantWithout(\0, \(index), ")
    }
  }
}
