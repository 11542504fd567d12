// Part of Bellows. MIT licence: see LICENSE.
import SwiftSyntax

/// Methods that `switchSource` has another one for, and what the other one does.
private let otherMethods = [
  "sorted": "no order", "reversed": "no other order", "filter": "no filter", "first": "last", "last": "first",
  "firstIndex": "lastIndex", "lastIndex": "firstIndex", "min": "max", "max": "min", "prefix": "one more",
  "suffix": "one more", "dropFirst": "nothing dropped", "dropLast": "nothing dropped", "union": "nothing added",
  "intersection": "nothing removed", "subtracting": "nothing removed", "hasPrefix": "hasSuffix",
  "hasSuffix": "hasPrefix",
]

/// Functions that only say what the code relies on, or what tests do not look at.
private let assertions: Set = [
  "assert", "assertionFailure", "fatalError", "precondition", "preconditionFailure", "print", "debugPrint",
]

extension FaultFinder {
  /// Whether an expression is a call of `precondition` or its like.
  func isAssertion(_ node: ExprSyntax) -> Bool {
    guard let call = node.as(FunctionCallExprSyntax.self) else { return false }
    // Reserving memory changes no value.
    let method = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
    if method == "reserveCapacity" { return true }
    return assertions.contains(call.calledExpression.trimmedDescription)
  }

  /// A call of a method that has a counterpart: `a.sorted { ... }` becomes `a.mutantSorted(17) { ... }`.
  func find(_ node: FunctionCallExprSyntax) {
    let name: TokenSyntax
    if let member = node.calledExpression.as(MemberAccessExprSyntax.self) {
      guard member.base != nil else { return }
      name = member.declName.baseName
    } else if let function = node.calledExpression.as(DeclReferenceExprSyntax.self) {
      guard ["min", "max"].contains(function.baseName.text), node.arguments.count == 2 else { return }
      name = function.baseName
    } else {
      return
    }
    guard let other = otherMethods[name.text] else { return }
    var edits = [rename(name)]
    if let left = node.leftParen {
      edits.append(Edit(span(left).upperBound, node.arguments.isEmpty ? "\0" : "\0, "))
    } else {
      edits.append(Edit(span(name).upperBound, "(\0)"))
    }
    add(.otherMethod, at: span(node), before: text(node), after: "\(text(node)): \(other)", edits)
  }

  /// `a.first` and `a.last`.
  func find(_ node: MemberAccessExprSyntax) {
    let name = node.declName.baseName
    guard ["first", "last"].contains(name.text), node.base != nil else { return }
    if let call = node.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == node.id { return }
    let other = name.text == "first" ? "last" : "first"
    let base = node.base.map { text($0) } ?? ""
    add(
      .otherMethod, at: span(node), before: text(node), after: "\(base).\(other)",
      [rename(name), Edit(span(name).upperBound, "(\0)")])
  }

  private func rename(_ name: TokenSyntax) -> Edit {
    let text = name.text
    return Edit(
      span(name).lowerBound, "mutant" + text.prefix(1).uppercased() + text.dropFirst(), length: span(name).count)
  }
}
