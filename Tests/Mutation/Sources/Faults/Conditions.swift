// Part of Bellows. MIT licence: see LICENSE.
import SwiftSyntax

/// Methods whose closure decides about an element.
private let predicates: Set = [
  "allSatisfy", "contains", "count", "drop", "filter", "first", "firstIndex", "last", "lastIndex", "partition",
  "prefix",
  "removeAll",
]

extension FaultFinder {
  /// The faults of an expression that decides: another answer.
  func findBoolean(_ node: ExprSyntax) {
    guard !node.is(BooleanLiteralExprSyntax.self) else { return }
    wrap(.negatedCondition, node, after: "!(\(text(node)))", in: "mutantFlips(\0, ")
    wrap(.alwaysTrue, node, after: "true", in: "mutantForces(\0, true, ")
    wrap(.alwaysFalse, node, after: "false", in: "mutantForces(\0, false, ")
  }

  /// The faults of one condition of `if`, `guard` or `while`.
  func find(_ node: ConditionElementSyntax) {
    switch node.condition {
    case .expression(let condition):
      // A loop that never ends is always noticed, by its time.
      if node.parent?.parent?.is(WhileStmtSyntax.self) == true {
        guard !condition.is(BooleanLiteralExprSyntax.self) else { return }
        wrap(.alwaysFalse, condition, after: "false", in: "mutantForces(\0, false, ")
      } else {
        findBoolean(condition)
      }
    case .optionalBinding(let binding):
      let name = text(binding.pattern)
      if let value = binding.initializer?.value {
        wrap(.bindingFails, value, after: "nil", in: "mutantNone(\0, ")
      } else if name != "self" {
        let span = span(binding)
        add(
          .bindingFails, at: span, before: text(binding), after: "\(text(binding)) = nil",
          [Edit(span.upperBound, " = mutantNone(\0, \(name))")])
      }
    case .matchingPattern(let pattern):
      let span = span(pattern)
      add(
        .patternFails, at: span, before: text(pattern), after: "\(text(pattern)), false",
        [Edit(span.upperBound, ", !mutantIsOn(\0)")])
    case .availability: break
    @unknown default: break
    }
  }

  /// The faults of a closure that decides about elements, such as that of `filter`.
  func findPredicate(_ node: ClosureExprSyntax) {
    guard let method = method(taking: node), predicates.contains(method), node.statements.count == 1,
      case .expr(let body)? = node.statements.first?.item
    else { return }
    findBoolean(body)
  }

  /// The name of the method that a closure is an argument of.
  private func method(taking node: ClosureExprSyntax) -> String? {
    let call =
      node.parent?.as(FunctionCallExprSyntax.self)
      ?? node.parent?.as(LabeledExprSyntax.self)?.parent?.parent?.as(FunctionCallExprSyntax.self)
    return call?.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
  }
}
