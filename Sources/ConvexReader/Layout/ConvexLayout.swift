// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Where the parts of a schema are written, so that they can be edited in place.
///
/// Only what is written out has a position: a field that a function computes has none.
package struct ConvexLayout: Sendable {
  /// The files that were needed; positions name them by index.
  package let files: [SourceFile]
  /// The object in `defineSchema({ … })`, if it is written there.
  package fileprivate(set) var schema: ListLayout?
  package fileprivate(set) var tables: [String: TableLayout] = [:]

  fileprivate init(files: [SourceFile]) { self.files = files }
}

/// Where a table is written.
package struct TableLayout: Sendable {
  /// `defineTable(…)` with everything that is called on it.
  package var chain: SourceRange
  /// The object in `defineTable({ … })`, if it is written there.
  package var object: ListLayout?
  /// The object that each field is a property of, which may be a constant in another file, and the index of the property.
  package var fields: [String: (list: ListLayout, item: Int)] = [:]
  /// `.index(…)` and the others, by name.
  package var indexes: [(name: String, range: SourceRange)] = []
}

/// An object, or the arguments of a call: items with commas between them.
package struct ListLayout: Sendable {
  /// The index of the file.
  package var file: Int
  /// The offset after the opening bracket, and of the closing one.
  package var inside: Range<Int>
  package var items: [Item]

  package struct Item: Sendable {
    /// The name of a property; `nil` for an argument and for what is spread in.
    package var name: String?
    package var range: Range<Int>
    /// The value after the name and the colon; the whole item for an argument; `nil` for `{ name }`.
    package var value: Range<Int>?
    /// The end of the comma after it, if there is one.
    package var commaEnd: Int?
    /// If the value is a call such as `v.optional(…)`: the name of the function and its arguments.
    package var call: Call?
  }

  package indirect enum Call: Sendable {
    case function(String, ListLayout)

    package var name: String {
      switch self {
      case .function(let name, _): name
      }
    }
    package var arguments: ListLayout {
      switch self {
      case .function(_, let list): list
      }
    }
  }
}

/// Finds where the parts of `convex/schema.ts` are written.
///
/// Throws as `readConvexSchema` does.
package func readConvexLayout(at path: String, in files: any ConvexFiles) throws(ConvexReadingFailure) -> ConvexLayout {
  let store = ModuleStore(files)
  let evaluator = Evaluator(store, budget: 2_000_000)
  let value: SchemaValue
  do throws(Unresolved) {
    value = try schemaValue(at: path, evaluator)
  } catch {
    throw ConvexReadingFailure(diagnostics: [error.diagnostic], files: store.sources)
  }
  var finder = LayoutFinder(store)
  var layout = ConvexLayout(files: store.sources)
  if let start = finder.token(at: value.range), finder.tokens(of: value.range.file)[start + 1].isSymbol("(") {
    layout.schema = finder.firstObject(inCallAt: start + 1, value.range.file)
  }
  for (name, property) in value.tables.all {
    guard case .table(let table) = property.value else { continue }
    layout.tables[name] = finder.table(table)
  }
  return layout
}

/// Finds lists in the tokens of files.
private struct LayoutFinder {
  private let modules: [ScriptModule]
  private var lists: [SourceRange: ListLayout] = [:]
  /// The index of the bracket that each token is inside of, by file.
  private var enclosing: [Int: [Int]] = [:]

  init(_ store: ModuleStore) { modules = store.all }

  func tokens(of file: Int) -> TokenList { modules[file].tokens }

  /// Returns the index of the token at the start of a range.
  func token(at range: SourceRange) -> Int? {
    guard modules.indices.contains(range.file) else { return nil }
    let tokens = modules[range.file].tokens.tokens
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < range.start { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].start == range.start ? low : nil
  }

  /// Returns the only argument of a call if it is an object.
  mutating func firstObject(inCallAt open: Int, _ file: Int) -> ListLayout? {
    let list = tokens(of: file)
    guard list[open + 1].isSymbol("{"), list[open].isSymbol("(") else { return nil }
    return items(of: open + 1, file)
  }

  mutating func table(_ table: TableValue) -> TableLayout? {
    let file = table.range.file
    guard var index = token(at: table.range), tokens(of: file)[index].word != nil else { return nil }
    let list = tokens(of: file)
    index += 1
    guard list[index].isSymbol("(") else { return nil }
    let object = firstObject(inCallAt: index, file)
    var end = list.closing(index)
    var layout = TableLayout(chain: table.range, object: object)
    while list[end + 1].isSymbol("."), list[end + 2].word != nil, list[end + 3].isSymbol("(") {
      let close = list.closing(end + 3)
      if case .string(let name) = list[end + 4].kind {
        layout.indexes.append((name, SourceRange(file: file, start: list[end + 1].start, end: list[close].end)))
      }
      end = close
    }
    layout.chain = SourceRange(file: file, start: table.range.start, end: list[end].end)
    if case .object(let fields, _) = table.validator.kind {
      for field in fields {
        guard let token = token(at: field.range), let list = self.list(around: token, field.range.file),
          let item = list.items.firstIndex(where: { $0.range.lowerBound == field.range.start })
        else { continue }
        layout.fields[field.name] = (list, item)
      }
    }
    return layout
  }

  private mutating func list(around token: Int, _ file: Int) -> ListLayout? {
    if enclosing[file] == nil {
      var open: [Int] = []
      let list = tokens(of: file)
      enclosing[file] = list.tokens.enumerated().map { index, token in
        if token.closesBrackets { _ = open.popLast() }
        defer { if token.opensBrackets { open.append(index) } }
        return open.last ?? -1
      }
    }
    guard let open = enclosing[file]?[token], open >= 0, tokens(of: file)[open].isSymbol("{") else { return nil }
    return items(of: open, file)
  }

  /// Returns the items between a bracket and its partner.
  private mutating func items(of open: Int, _ file: Int) -> ListLayout {
    let list = tokens(of: file)
    let close = list.closing(open)
    let key = SourceRange(file: file, start: list[open].end, end: list[close].start)
    if let known = lists[key] { return known }
    var layout = ListLayout(file: file, inside: list[open].end..<max(list[open].end, list[close].start), items: [])
    var index = open + 1
    while index < close {
      let start = index
      while index < close, !list[index].isSymbol(",") {
        index = list[index].opensBrackets ? list.closing(index) + 1 : index + 1
      }
      // Two commas in a row have nothing between them.
      if index > start {
        var item = item(start, index - 1, list, file)
        if index < close { item.commaEnd = list[index].end }
        layout.items.append(item)
      }
      index += 1
    }
    lists[key] = layout
    return layout
  }

  private mutating func item(_ start: Int, _ last: Int, _ list: TokenList, _ file: Int) -> ListLayout.Item {
    var item = ListLayout.Item(range: list[start].start..<list[last].end)
    var value = start
    switch list[start].kind {
    case .word(let name), .string(let name):
      if start < last, list[start + 1].isSymbol(":") {
        item.name = name
        value = start + 2
      } else if start == last, list[start].word != nil {
        item.name = name
        return item
      }
    default: break
    }
    guard value <= last else { return item }
    item.value = list[value].start..<list[last].end
    // v.name( … )
    if value + 3 <= last, list[value].word != nil, list[value + 1].isSymbol("."), let name = list[value + 2].word,
      list[value + 3].isSymbol("("), list.closing(value + 3) == last
    {
      item.call = .function(name, items(of: value + 3, file))
    }
    return item
  }
}
