// Part of Bellows. MIT licence: see LICENSE.

extension SwiftSource {
  /// Declares the nested types of a list of types inside the type with that path.
  mutating func declarations(of types: [SwiftType], in scope: [String]) {
    for declared in types.flatMap({ $0.declarations(in: scope) }) {
      line()
      declare(declared)
    }
  }

  /// Declares a struct or an enum.
  mutating func declare(_ type: SwiftType) {
    switch type.form {
    case .object(let object): self.object(object)
    case .union(let union): self.union(union, of: type.value)
    case .existing, .array, .record, .nullable: break
    }
  }

  /// A struct with its members and its JSON coding.
  private mutating func object(_ object: SwiftType.ObjectForm) {
    let name = object.path.last ?? "Object"
    block("public struct \(name): StoredValue {") { source in
      for member in object.members { source.property(member, in: object.path) }
      if let carried = object.carries, !carried.members.isEmpty { source.line("private var carried = ObjectWriter()") }
      source.memberwiseInit(object)
      source.setters(object)
      if let carried = object.carries {
        source.carryingInit(object, carried)
      }
      source.decoding(object)
      source.encoding(object)
      source.declarations(of: object.members.map(\.type), in: object.path)
    }
  }

  private mutating func property(_ member: SwiftType.ObjectForm.Member, in scope: [String]) {
    let isOptional = member.isOptional || member.mayBeCarriedAsMissing
    let access = member.mayBeCarriedAsMissing ? "public private(set)" : "public"
    line("\(access) var \(member.property.escaped): \(member.type.spelling(in: scope))\(isOptional ? "?" : "")")
  }

  private mutating func memberwiseInit(_ object: SwiftType.ObjectForm) {
    line()
    if let carried = object.carries, !carried.members.isEmpty {
      let names = carried.members.map { "`\($0.property)`" }.joined(separator: ", ")
      documentation("A new value, without \(names): to keep what a row has there, change the value that was read.")
    }
    let parameters = object.members.map { member in
      "\(member.property.escaped): \(member.type.spelling(in: object.path))"
        + (member.isOptional ? "? = nil" : member.type.onlyValue.map { " = \($0)" } ?? "")
    }
    parameterized("public init", parameters) { source in
      source.assign(object.members.map { ($0.property, $0.property.escaped) })
    }
  }

  private mutating func setters(_ object: SwiftType.ObjectForm) {
    for member in object.members where member.mayBeCarriedAsMissing {
      line()
      let name = member.property.escaped
      block("public mutating func set(\(name): \(member.type.spelling(in: object.path))) {") {
        $0.line("self.\(name) = \(name)")
      }
    }
  }

  /// The initialiser from the read type: members that may not be written are kept for writing back.
  private mutating func carryingInit(_ object: SwiftType.ObjectForm, _ carried: SwiftType.ObjectForm.Carried) {
    guard case .object(let read) = carried.read.form else { return }
    let readTypes = Dictionary(read.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    line()
    block("init(carrying read: \(carried.read.spelling(in: object.path))) {") { source in
      for member in object.members {
        guard let old = readTypes[member.name] else { continue }
        let name = member.property.escaped
        source.line("self.\(name) = \(member.carried(from: old, "read.\(name)", in: object.path))")
      }
      for member in carried.members {
        source.line("self.carried.set(\(member.name.text.swiftLiteral), read.\(member.property.escaped))")
      }
    }
  }

  private mutating func decoding(_ object: SwiftType.ObjectForm) {
    line()
    block("public init(json: JSONValue) throws {") { source in
      source.line("var members = try ObjectReader(json)")
      for member in object.members {
        let method = member.isOptional ? "optional" : "required"
        source.line("self.\(member.property.escaped) = try members.\(method)(\(member.name.text.swiftLiteral))")
      }
      source.line("try members.finish()")
    }
  }

  private mutating func encoding(_ object: SwiftType.ObjectForm) {
    line()
    let carries = object.carries.map { !$0.members.isEmpty } ?? false
    block("public var json: JSONValue {") { source in
      if object.members.isEmpty {
        source.line(carries ? "self.carried.json" : "ObjectWriter().json")
        return
      }
      source.line("var members = \(carries ? "self.carried" : "ObjectWriter()")")
      // The stored text does not depend on the order in the schema.
      for member in object.members.sorted(by: { $0.name < $1.name }) {
        source.line("members.set(\(member.name.text.swiftLiteral), self.\(member.property.escaped))")
      }
      source.line("return members.json")
    }
  }
}

extension SwiftType.ObjectForm.Member {
  /// An expression of this member's type from the member that was read.
  func carried(from old: SwiftType.ObjectForm.Member, _ expression: String, in scope: [String]) -> String {
    let conversion = type.conversion(of: "$0", from: old.type, in: scope)
    if conversion == "$0" { return expression }
    return old.isOptional
      ? "\(expression).map { \(conversion) }" : type.conversion(of: expression, from: old.type, in: scope)
  }
}
