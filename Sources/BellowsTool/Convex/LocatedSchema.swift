// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import Reports
import SchemaModel

/// A schema with the positions of its parts, and the edits that change them; `nil` where a part is not written out.
struct LocatedSchema {
  private let layout: ConvexLayout

  init(_ layout: ConvexLayout) { self.layout = layout }

  private func bytes(_ file: Int) -> [UInt8] { layout.files[file].bytes }

  private func edit(_ file: Int, _ range: Range<Int>, _ text: String) -> LocatedEdit {
    LocatedEdit(file: file, edit: TextEdit(range: range, text: text))
  }

  // MARK: Tables

  func removed(_ name: TableName) -> [LocatedEdit]? {
    guard let list = layout.schema, let index = list.items.firstIndex(where: { $0.name == name.text }) else {
      return nil
    }
    return [LocatedEdit(file: list.file, edit: bytes(list.file).removal(of: index, from: list))]
  }

  func added(_ table: Table) -> [LocatedEdit]? {
    guard let list = layout.schema else { return nil }
    return insertion(withoutComma(ConvexSchemaText.table(table)), list)
  }

  /// The edit that writes a whole table out.
  func whole(_ table: Table) -> [LocatedEdit]? {
    guard let chain = layout.tables[table.name.text]?.chain else { return nil }
    var lines = withoutComma(ConvexSchemaText.table(table))
    lines[0] = String(lines[0].dropFirst(ConvexSchemaText.key(table.name.text).count + 2))
    let bytes = bytes(chain.file)
    let indentation = bytes.indentation(at: chain.start)
    return [edit(chain.file, chain.start..<chain.end, bytes.joined(lines, indentation: indentation))]
  }

  // MARK: Fields

  func removed(_ field: Field, of table: TableName) -> [LocatedEdit]? {
    guard let (list, index) = layout.tables[table.text]?.fields[field.name.text] else { return nil }
    return [LocatedEdit(file: list.file, edit: bytes(list.file).removal(of: index, from: list))]
  }

  /// - Parameter others: The fields that it comes after, the nearest first.
  func added(_ field: Field, to table: TableName, after others: [FieldName]) -> [LocatedEdit]? {
    guard let known = layout.tables[table.text] else { return nil }
    let lines = withoutComma(ConvexSchemaText.property(field.name, field.type, ""))
    let places = others.compactMap { known.fields[$0.text] }
    if let object = known.object {
      let index = places.first { $0.list.inside == object.inside && $0.list.file == object.file }?.item
      return insertion(lines, object, after: index)
    }
    return places.first.flatMap { insertion(lines, $0.list, after: $0.item) }
  }

  /// The edits that change the type of a field, the smallest first.
  func changed(_ old: Field, to new: Field, of table: TableName) -> [[LocatedEdit]?] {
    guard let (list, index) = layout.tables[table.text]?.fields[new.name.text] else { return [] }
    let item = list.items[index]
    let bytes = bytes(list.file)
    let indentation = bytes.indentation(at: item.range.lowerBound)
    func value(_ text: String) -> [LocatedEdit] {
      guard let range = item.value else {
        let name = ConvexSchemaText.key(new.name.text)
        return [edit(list.file, item.range, "\(name): \(text)")]
      }
      return [edit(list.file, range, text)]
    }
    let text = bytes.text(item.value ?? item.range)
    var candidates: [[LocatedEdit]?] = []
    // The value inside of `v.optional(…)`.
    var inner: (text: String, item: ListLayout.Item?) = (text, item)
    if let call = item.call, call.name == "optional", call.arguments.items.count == 1 {
      let argument = call.arguments.items[0]
      inner = (bytes.text(argument.range), argument)
    }
    let isUnwrapped = inner.text == text
    if old.type.value == new.type.value {
      candidates.append(value(new.type.isOptional ? "v.optional(\(text))" : inner.text))
    } else if old.type.isOptional == new.type.isOptional {
      let member = isUnwrapped ? item : inner.item
      if let call = member?.call, call.name == "union" {
        candidates.append(alternatives(call.arguments, old.type.value, new.type.value))
        if let only = rest(call.arguments, new.type.value), only.count == 1, only[0].count <= ConvexSchemaText.width {
          candidates.append(value(new.type.isOptional ? "v.optional(\(only[0]))" : only[0]))
        }
      }
      let added = new.type.value.alternatives.filter { !old.type.value.alternatives.contains($0) }
      if old.type.value.alternatives.allSatisfy(new.type.value.alternatives.contains), !added.isEmpty {
        let union = "v.union(\(([inner.text] + added.map(oneLine)).joined(separator: ", ")))"
        candidates.append(value(isUnwrapped ? union : "v.optional(\(union))"))
      }
    }
    candidates.append(value(bytes.joined(ConvexSchemaText.validator(new.type), indentation: indentation)))
    return candidates
  }

  /// The edits that remove and add alternatives of `v.union(…)`.
  private func alternatives(_ list: ListLayout, _ old: ValueType, _ new: ValueType) -> [LocatedEdit]? {
    let bytes = bytes(list.file)
    let removed = old.alternatives.filter { !new.alternatives.contains($0) }.map { plain(oneLine($0)) }
    let added = new.alternatives.filter { !old.alternatives.contains($0) }
    let gone = list.items.indices.filter { removed.contains(plain(bytes.text(list.items[$0].range))) }
    guard gone.count == removed.count, list.items.count > gone.count, list.items.count - gone.count + added.count > 1
    else { return nil }
    let isOneLine = !bytes[list.inside].contains(UInt8(ascii: "\n"))
    if isOneLine {
      let kept = list.items.indices.filter { !gone.contains($0) }.map { bytes.text(list.items[$0].range) }
      return [edit(list.file, list.inside, (kept + added.map(oneLine)).joined(separator: ", "))]
    }
    var edits = gone.map { LocatedEdit(file: list.file, edit: bytes.removal(of: $0, from: list)) }
    if !added.isEmpty {
      if gone.contains(list.items.count - 1) { return nil }
      let lines = added.flatMap { withoutComma([oneLine($0)]) }
      edits += insertion([lines.joined(separator: ", ")], list) ?? []
    }
    return edits
  }

  /// The texts of the alternatives that a new type keeps; `nil` if one of the new ones is not written out.
  private func rest(_ list: ListLayout, _ new: ValueType) -> [String]? {
    let kept = list.items.map { bytes(list.file).text($0.range) }
    let wanted = new.alternatives.map { plain(oneLine($0)) }
    let found = kept.filter { wanted.contains(plain($0)) }
    return found.count == wanted.count ? found : nil
  }

  private func oneLine(_ type: ValueType) -> String { ConvexSchemaText.oneLine(type) }

  /// A text without what means nothing: blanks and the kind of quotation marks.
  private func plain(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace }.map { $0 == "'" || $0 == "`" ? "\"" : $0 })
      .replacing("v.float64(", with: "v.number(").replacing("v.bigint(", with: "v.int64(")
  }

  // MARK: Indexes

  func removed(_ index: Index, of table: TableName) -> [LocatedEdit]? {
    guard let range = layout.tables[table.text]?.indexes.last(where: { $0.name == index.name.text })?.range else {
      return nil
    }
    let bytes = bytes(range.file)
    // The blanks before it, and its line if nothing else is on it.
    let start = (bytes[..<range.start].lastIndex { $0 > 0x20 } ?? -1) + 1
    let isAfterComment = bytes.text(bytes.lineStart(start)..<start).contains("//")
    return [edit(range.file, (isAfterComment ? range.start : start)..<range.end, "")]
  }

  func changed(_ index: Index, of table: TableName) -> [LocatedEdit]? {
    guard let range = layout.tables[table.text]?.indexes.last(where: { $0.name == index.name.text })?.range else {
      return nil
    }
    return [edit(range.file, range.start..<range.end, ConvexSchemaText.index(index))]
  }

  func added(_ index: Index, to table: TableName) -> [LocatedEdit]? {
    guard let known = layout.tables[table.text] else { return nil }
    let bytes = bytes(known.chain.file)
    let text = ConvexSchemaText.index(index)
    let end = known.chain.end
    let last = known.indexes.last?.range.start ?? end
    let own = bytes.indentation(at: last)
    let isAlone = bytes[bytes.lineStart(last)..<last].allSatisfy { $0 <= 0x20 }
    let indentation = isAlone ? own : own + "  "
    return [edit(known.chain.file, end..<end, bytes.joined(["", text], indentation: indentation))]
  }

  // MARK: Parts

  private func insertion(_ lines: [String], _ list: ListLayout, after index: Int? = nil) -> [LocatedEdit]? {
    [LocatedEdit(file: list.file, edit: bytes(list.file).insertion(lines, into: list, after: index))]
  }

  private func withoutComma(_ lines: [String]) -> [String] {
    var lines = lines
    if let last = lines.last, last.hasSuffix(",") { lines[lines.count - 1] = String(last.dropLast()) }
    return lines
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
