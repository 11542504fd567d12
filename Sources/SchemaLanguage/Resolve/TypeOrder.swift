// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Resolves every named type after the types that it uses, and reports recursive types.
  ///
  /// It is not recursive, because a chain of names may be as long as the file.
  mutating func resolveTypes() {
    var order = TypeOrder(declarations)
    for cycle in order.sort() { report(.recursiveType(cycle)) }
    for index in order.sorted {
      let declaration = declarations.types[index]
      checkReserved(declaration.name, "type")
      // Types in a cycle stay unresolved.
      guard nodesLeft >= 0, let type = resolve(declaration.type), declaration.isComplete else { continue }
      spend(type.size, at: declaration.name.range)
      types[TypeName(declaration.name.text)] = type
    }
    for declaration in declarations.repeatedTypes { _ = resolve(declaration.type) }
  }
}

/// Named types, sorted so that each comes after the types that it uses.
private struct TypeOrder {
  private(set) var sorted: [Int] = []
  private let declarations: Declarations
  private var states: [State]

  private enum State { case unseen, open, done }

  /// A type that is being visited, the names in it, and how many of them have been visited.
  private struct Visit {
    var index: Int
    var names: [NameSyntax]
    var next = 0
  }

  init(_ declarations: Declarations) {
    self.declarations = declarations
    states = Array(repeating: .unseen, count: declarations.types.count)
  }

  /// Sorts the types, and returns each cycle as the names that lead from each type to the next; the last leads to the
  /// first.
  mutating func sort() -> [[NameSyntax]] {
    var cycles: [[NameSyntax]] = []
    for start in declarations.types.indices where states[start] == .unseen {
      var path = [visit(start)]
      while let top = path.last {
        guard top.next < top.names.count else {
          states[top.index] = .done
          sorted.append(top.index)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let name = TypeName(top.names[top.next].text)
        guard let index = declarations.typesByName[name] else { continue }
        switch states[index] {
        case .done: continue
        case .unseen: path.append(visit(index))
        case .open:
          let first = path.lastIndex { $0.index == index } ?? 0
          cycles.append(path[first...].map { $0.names[$0.next - 1] })
        }
      }
    }
    return cycles
  }

  private mutating func visit(_ index: Int) -> Visit {
    states[index] = .open
    var names: [NameSyntax] = []
    declarations.types[index].type.collectNames(into: &names)
    return Visit(index: index, names: names)
  }
}

extension TypeSyntax {
  /// Appends the named types inside, in the order of the text.
  fileprivate func collectNames(into names: inout [NameSyntax]) {
    switch kind {
    case .any, .scalar, .literal, .reference: return
    case .name(let name): names.append(name)
    case .array(let inner), .parenthesised(let inner): inner.collectNames(into: &names)
    case .record(let key, let value):
      key.collectNames(into: &names)
      value.collectNames(into: &names)
    case .object(let members):
      for member in members { member.type.collectNames(into: &names) }
    case .union(let members):
      for member in members { member.collectNames(into: &names) }
    }
  }
}
