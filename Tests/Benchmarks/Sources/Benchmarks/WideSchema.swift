// Part of Bellows. MIT licence: see LICENSE.

/// Many tables with many fields of the usual kinds, and the same with some fields changed: something that three
/// languages can say, so that tools for each of them can be asked the same question.
struct WideSchema {
  var tables: [Table]

  struct Table {
    var name: String
    var fields: [Field]
  }

  struct Field {
    var name: String
    var kind: Kind
    var isOptional: Bool
    /// Its number in a message, which stays although others go.
    var number: Int
  }

  enum Kind: CaseIterable {
    case text, int, double, flag, moment, uuid, choice, list, reference, object
  }

  init(tables: Int, fields: Int) {
    self.tables = (0..<tables).map { table in
      Table(
        name: Self.tableName(table),
        fields: (0..<fields).map { field in
          let word = Self.words[field % Self.words.count]
          return Field(
            name: field < Self.words.count ? word : "\(word)_\(field / Self.words.count)",
            kind: Kind.allCases[(table + field) % Kind.allCases.count],
            isOptional: (table + 3 * field) % 4 == 0, number: field + 1)
        })
    }
  }

  static func tableName(_ number: Int) -> String { "\(nouns[number % nouns.count])_\(number)" }

  /// The same with one field in a hundred changed: in turn made optional or required, given another type, taken away,
  /// and joined by a new one.
  func changed() -> WideSchema {
    var result = self
    var index = 0
    for table in tables.indices {
      var next: [Field] = []
      for field in tables[table].fields {
        index += 1
        // In the middle of each hundred, and in another column each time.
        guard (index + 7 * (index / 100)) % 100 == 50 else {
          next.append(field)
          continue
        }
        var field = field
        switch index / 100 % 4 {
        case 0: field.isOptional.toggle()
        case 1: field.kind = field.kind == .text ? .int : .text
        case 2: continue
        default:
          next.append(Field(name: "added_\(field.number)", kind: .text, isOptional: true, number: 1000 + field.number))
        }
        next.append(field)
      }
      result.tables[table].fields = next
    }
    return result
  }

  private static let nouns = [
    "users", "orders", "invoices", "shipment_lines", "audit_events", "teams", "product_prices",
  ]

  private static let words = [
    "name", "description", "createdAt", "status", "owner", "amount", "externalReference", "isArchived", "tags",
    "settings", "position", "lastSeenByCustomerAt",
  ]
}
