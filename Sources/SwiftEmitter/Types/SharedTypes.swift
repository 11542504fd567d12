// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The Swift types of the `type` declarations of a schema: one for each, shared by all row types.
///
///     type Address = { street: string, city: string }
///     // users.home: Address and teams.office: Address are both of the Swift type Address
///
/// A position of a row type has the shared type if it has exactly these values. While a plan changes the type, a field
/// that code still reads or writes otherwise has a type of its own, nested in the row type.
struct SharedTypes {
  /// A Swift type to declare.
  struct Declaration {
    var name: String
    var type: SwiftType
    var documentation: String?
    /// Other names of the same type.
    var aliases: [String] = []
  }

  /// Sorted by name.
  private(set) var declarations: [Declaration] = []

  /// Builds the types, and makes them known to a builder of row types.
  init(_ types: NamedTypes, in builder: inout SwiftTypeBuilder) {
    if types.all.isEmpty { return }
    var scope = builder.scope([], members: [])
    let names = types.all.map { Self.name(of: $0) }
    builder.reserved.formUnion(names)
    // A type comes after those that it contains, which are smaller.
    let order = types.all.indices.sorted { one, two in
      let sizes = (types.all[one].type.size, types.all[two].type.size)
      return sizes.0 == sizes.1 ? one < two : sizes.0 < sizes.1
    }
    for index in order {
      let built = builder.build(types.all[index].type, named: names[index], in: &scope)
      for var type in built.declarations(in: []) {
        let name = type.spelling(in: [])
        builder.reserved.insert(name)
        if let known = declarations.firstIndex(where: { $0.name == name }) {
          if name != names[index], built.value == type.value { declarations[known].aliases.append(names[index]) }
          continue
        }
        if case .union(var union) = type.form, union.payloads.isEmpty, union.rawType == "String" {
          union.isRecordKey = true
          type.form = .union(union)
        }
        let documentation = built.value == type.value ? types.all[index].documentation : nil
        declarations.append(Declaration(name: name, type: type, documentation: documentation))
        builder.shared[type.value] = type
      }
    }
    declarations.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The name of a type, changed if it would hide a type of Swift, Foundation or the runtime.
  private static func name(of type: NamedType) -> String {
    let name = type.name.text.upperCamelCase(orElse: "Value")
    let isHiding = SwiftWords.outerTypes.contains(name) || SwiftWords.foundation.contains(name)
    return isHiding ? name + "Type" : name
  }

  /// The declarations that some types use, directly or inside others.
  func used(by types: some Sequence<SwiftType>) -> [Declaration] {
    var used: Set<String> = []
    for type in types { type.addSharedNames(to: &used) }
    return declarations.filter { used.contains($0.name) }
  }
}

extension SwiftType {
  fileprivate func addSharedNames(to names: inout Set<String>) {
    switch form {
    case .existing: break
    case .array(let inner), .nullable(let inner): inner.addSharedNames(to: &names)
    case .record(let key, let value):
      key.addSharedNames(to: &names)
      value.addSharedNames(to: &names)
    case .object(let object):
      if object.path.count == 1, let name = object.path.first { names.insert(name) }
      for member in object.members { member.type.addSharedNames(to: &names) }
      object.carries?.read.addSharedNames(to: &names)
    case .union(let union):
      if union.path.count == 1, let name = union.path.first { names.insert(name) }
      for payload in union.payloads { payload.addSharedNames(to: &names) }
      union.carries?.read.addSharedNames(to: &names)
    }
  }
}

extension ValueType {
  /// The number of its parts.
  fileprivate var size: Int {
    switch self {
    case .any, .scalar, .bounded, .literal, .reference: 1
    case .array(let element), .record(_, let element): 1 + element.size
    case .object(let members): members.reduce(1) { $0 + $1.type.size }
    case .union(let members): members.reduce(1) { $0 + $1.size }
    }
  }
}

extension SwiftSource {
  /// Declares types that all row types share.
  mutating func sharedTypes(_ declarations: [SharedTypes.Declaration]) {
    for (index, declaration) in declarations.enumerated() {
      if index > 0 { line() }
      documentation(declaration.documentation ?? "The type `\(declaration.name)` of the schema.")
      declare(declaration.type)
      for alias in declaration.aliases {
        line()
        line("public typealias \(alias) = \(declaration.name)")
      }
    }
  }
}
