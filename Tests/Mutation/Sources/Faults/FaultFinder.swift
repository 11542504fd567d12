// Part of Bellows. MIT licence: see LICENSE.
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Returns every fault that a source file has a place for, in the order of the file.
///
/// Only bodies of functions, initialisers and accessors have places. String literals, the conditions of `precondition`
/// and its like, default arguments, inlinable functions and result builders have none.
public func faults(in source: String, file: String) -> [Fault] {
  let tree = OperatorTable.standardOperators.foldAll(Parser.parse(source: source)) { _ in }
  let finder = FaultFinder(source: source, file: file, tree: tree)
  finder.walk(tree)
  var keys: Set<Fault> = []
  return finder.faults.filter { keys.insert($0).inserted }.sorted { $0.span.lowerBound < $1.span.lowerBound }
}

/// Walks a source file and notes the faults that its grammar allows.
final class FaultFinder: SyntaxVisitor {
  /// A function, an accessor or a closure around the node that is visited.
  struct Scope {
    var name: String
    var returnType: TypeSyntax?
    var isClosure = false
    /// Whether it returns a value of a type that is written down nowhere.
    var isUnknown = false
    var lines: ClosedRange<Int>
    var body: Range<Int>
  }

  let file: String
  let bytes: [UInt8]
  let lines: SourceLocationConverter
  var faults: [Fault] = []
  var types: [String] = []
  var scopes: [Scope] = []

  init(source: String, file: String, tree: Syntax) {
    self.file = file
    bytes = Array(source.utf8)
    lines = SourceLocationConverter(fileName: file, tree: tree)
    super.init(viewMode: .sourceAccurate)
  }

  /// The bytes of a node, without the spaces and comments around it.
  func span(_ node: some SyntaxProtocol) -> Range<Int> {
    node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
  }

  /// The source text of a node.
  func text(_ node: some SyntaxProtocol) -> String { String(decoding: bytes[span(node)], as: UTF8.self) }

  /// Adds a fault, unless the node is outside every function.
  ///
  /// - Parameters:
  ///   - edits: How it is written into the source.
  ///   - claim: See ``Fault/claim``.
  func add(
    _ kind: FaultKind, at span: Range<Int>, before: String, after: String, claim: Int? = nil, _ edits: [Edit]
  ) {
    guard let scope = scopes.first, let inner = scopes.last(where: { !$0.isClosure }) else { return }
    let line = lines.location(for: AbsolutePosition(utf8Offset: span.lowerBound)).line
    faults.append(
      Fault(
        kind: kind, file: file, function: inner.name, functionLines: scope.lines, line: line, before: oneLine(before),
        after: oneLine(after), span: span, edits: edits, claim: claim, body: scope.body))
  }

  /// Adds a fault that encloses a node in a call of one of the functions of `switchSource`.
  func wrap(_ kind: FaultKind, _ node: some SyntaxProtocol, after: String, in function: String) {
    let span = span(node)
    add(
      kind, at: span, before: text(node), after: after,
      [Edit(span.lowerBound, function), Edit(span.upperBound, ")")])
  }

  private func enter(_ node: some SyntaxProtocol, _ name: String, _ body: (some SyntaxProtocol)?, _ type: TypeSyntax?) {
    let first = lines.location(for: node.positionAfterSkippingLeadingTrivia).line
    let last = lines.location(for: node.endPositionBeforeTrailingTrivia).line
    scopes.append(
      Scope(
        name: (types + [name]).joined(separator: "."), returnType: type, lines: first...last,
        body: body.map { span($0) } ?? span(node)))
  }

  /// Whether code with these attributes cannot have faults: it is inlined into other modules or built by a result builder.
  private func isExcluded(_ attributes: AttributeListSyntax) -> Bool {
    attributes.contains {
      guard case .attribute(let attribute) = $0 else { return false }
      let name = attribute.attributeName.trimmedDescription
      return name == "inlinable" || name == "_transparent" || name.hasSuffix("Builder")
    }
  }

  // MARK: Types

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter(type: node.name.text) }
  override func visitPost(_ node: StructDeclSyntax) { types.removeLast() }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter(type: node.name.text) }
  override func visitPost(_ node: ClassDeclSyntax) { types.removeLast() }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(type: node.name.text) }
  override func visitPost(_ node: EnumDeclSyntax) { types.removeLast() }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(type: node.name.text) }
  override func visitPost(_ node: ActorDeclSyntax) { types.removeLast() }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enter(type: node.name.text) }
  override func visitPost(_ node: ProtocolDeclSyntax) { types.removeLast() }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(type: node.extendedType.trimmedDescription)
  }
  override func visitPost(_ node: ExtensionDeclSyntax) { types.removeLast() }

  private func enter(type: String) -> SyntaxVisitorContinueKind {
    types.append(type)
    return .visitChildren
  }

  // MARK: Functions

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let body = node.body, !isExcluded(node.attributes) else { return .skipChildren }
    let labels = node.signature.parameterClause.parameters.map { $0.firstName.text + ":" }.joined()
    let type = node.signature.returnClause?.type
    return walk(node, "\(node.name.text)(\(labels))", body, type, enters: true)
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let body = node.body, !isExcluded(node.attributes) else { return .skipChildren }
    let labels = node.signature.parameterClause.parameters.map { $0.firstName.text + ":" }.joined()
    return walk(node, "init(\(labels))", body, nil, enters: false)
  }

  override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let body = node.body else { return .skipChildren }
    return walk(node, "deinit", body, nil, enters: false)
  }

  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let body = node.body, let (name, type, isExcluded) = owner(of: node), !isExcluded else {
      return .skipChildren
    }
    let keyword = node.accessorSpecifier.text
    let isGetter = keyword == "get" || keyword == "_read"
    return walk(node, "\(name).\(keyword)", body, isGetter ? type : nil, enters: isGetter || keyword == "set")
  }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    guard case .getter(let statements) = node.accessors else { return .visitChildren }
    guard let (name, type, isExcluded) = owner(of: node), !isExcluded else { return .skipChildren }
    enter(node, name, statements, type)
    if type != nil { findEntry(statements) }
    walk(statements)
    scopes.removeLast()
    return .skipChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    guard let outer = scopes.last else { return .skipChildren }
    let type = node.signature?.returnClause?.type
    scopes.append(
      Scope(
        name: outer.name, returnType: type, isClosure: true, isUnknown: type == nil, lines: outer.lines,
        body: span(node)))
    findPredicate(node)
    walk(node.statements)
    scopes.removeLast()
    return .skipChildren
  }

  private func walk(
    _ node: some SyntaxProtocol, _ name: String, _ body: CodeBlockSyntax, _ type: TypeSyntax?, enters: Bool
  ) -> SyntaxVisitorContinueKind {
    enter(node, name, body, type)
    if enters { findEntry(body.statements) }
    walk(body)
    scopes.removeLast()
    return .skipChildren
  }

  /// The name and type of the property or subscript that an accessor belongs to.
  private func owner(of node: some SyntaxProtocol) -> (name: String, type: TypeSyntax?, isExcluded: Bool)? {
    var parent = node.parent
    while let current = parent {
      if let binding = current.as(PatternBindingSyntax.self) {
        let variable = binding.parent?.parent?.as(VariableDeclSyntax.self)
        let name = binding.pattern.trimmedDescription
        return (name, binding.typeAnnotation?.type, variable.map { isExcluded($0.attributes) } ?? false)
      }
      if let subscripting = current.as(SubscriptDeclSyntax.self) {
        return ("subscript", subscripting.returnClause.type, isExcluded(subscripting.attributes))
      }
      parent = current.parent
    }
    return nil
  }

  // MARK: Left out

  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionParameterClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AttributeListSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: KeyPathExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ExpressionPatternSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    if let elements = node.elements { walk(elements) }
    return .skipChildren
  }

  // MARK: Places

  override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
    wrap(.alwaysFalse, node.condition, after: "false", in: "mutantForces(\0, false, ")
    return .visitChildren
  }

  override func visit(_ node: WhereClauseSyntax) -> SyntaxVisitorContinueKind {
    findBoolean(node.condition)
    return .visitChildren
  }

  override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
    findBoolean(node.condition)
    return .visitChildren
  }

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: ArrayExprSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if isAssertion(ExprSyntax(node)) { return .skipChildren }
    find(node)
    return .visitChildren
  }

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: SwitchCaseListSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }

  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    find(node)
    return .visitChildren
  }
}

/// A text with each run of spaces and line breaks as one space.
func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
