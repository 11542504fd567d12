// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension SchemaGenerator {
  /// The schema after some fields of one table were derived from common sources, which may be removed, renamed or
  /// retyped with it; `nil` if no table has a source, or the language refuses the result.
  package mutating func derivingSiblings(in schema: Schema) -> Schema? {
    var next = schema.withoutHistory
    let places = next.tables.indices.filter { next.tables[$0].sourceNames.count > 0 }
    guard !places.isEmpty else { return nil }
    let place = random.pick(places)
    let sources = next.tables[place].sourceNames.shuffled(using: &random).prefix(1 + random.number(below: 2))
    guard case .fields(var fields) = next.tables[place].content else { return nil }
    for _ in 0...random.number(below: 3) {
      var derived = field(in: schema, taken: fields.map(\.name)).withoutHistory
      derived.isKey = false
      derived.sources = random.happens(50) ? Array(sources) : [random.pick(Array(sources))]
      derived.onDelete = nil
      fields.append(derived)
    }
    for source in sources {
      guard let at = fields.firstIndex(where: { $0.name == source }) else { continue }
      switch random.number(below: 5) {
      case 0: fields.remove(at: at)
      case 1:
        fields[at].name = FieldName("renamed_" + source.text)
        fields[at].previousNames = [source]
      case 2:
        fields[at].type.value = random.happens(50) ? type(in: schema) : .scalar(.string)
        (fields[at].defaultValue, fields[at].storedForm, fields[at].onDelete) = (nil, nil, nil)
      default: continue
      }
      next.tables[place].indexes.removeAll { ($0.paths + $0.filters).contains { $0[0] == source } }
    }
    next.tables[place].content = .fields(fields)
    return next.isAccepted ? next : nil
  }
}

extension Table {
  /// The fields that others can be derived from.
  fileprivate var sourceNames: [FieldName] {
    guard case .fields(let fields) = content else { return [] }
    return fields.filter { !$0.isKey }.map(\.name)
  }
}
