// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Default {
  /// The default as an argument of a type; `nil` if Swift has no such literal.
  func swiftExpression(_ type: SwiftType) -> String? {
    switch (self, type.form) {
    case (.literal(let literal), _): literal.swiftExpression(type)
    case (_, .union(let union)):
      union.cases.lazy.compactMap { each in
        guard case .payload(let payload) = each.content else { return nil }
        return swiftExpression(payload).map { ".\(each.name.escaped)(\($0))" }
      }.first
    case (.emptyArray, .array), (.emptyArray, .existing("JSONValue")): "[]"
    case (.emptyObject, .record), (.emptyObject, .existing("JSONValue")): "[:]"
    case (.emptyObject, .object(let object)) where object.members.allSatisfy(\.isOptional): ".init()"
    case (.now, .existing("Timestamp")): ".now"
    case (.uuid, .existing("UUID")): "UUID()"
    case (.text(let scalar, let text), .existing(let name)) where name == scalar.swiftType.name:
      "\(name)(canonical: \(text.swiftLiteral))"
    case (.emptyArray, _), (.emptyObject, _), (.now, _), (.uuid, _), (.auto, _), (.text, _): nil
    }
  }

  /// The stored value as a Swift expression; `nil` if the database assigns it.
  var jsonExpression: String? {
    switch self {
    case .literal(let literal): literal.jsonExpression
    case .emptyArray: ".array([])"
    case .emptyObject: "ObjectWriter().json"
    case .now: "Timestamp.now.json"
    case .uuid: "UUID().json"
    case .text(_, let text): ".string(\(text.swiftLiteral))"
    case .auto: nil
    }
  }
}

extension Literal {
  /// The literal as a value of a type.
  func swiftExpression(_ type: SwiftType) -> String? {
    switch type.form {
    case .union(let union):
      for each in union.cases {
        if case .literal(let literal) = each.content, literal == self { return "." + each.name.escaped }
      }
      for each in union.cases {
        if case .payload(let payload) = each.content, let inner = swiftExpression(payload) {
          return ".\(each.name.escaped)(\(inner))"
        }
      }
      return nil
    case .existing("JSONValue"): return jsonExpression
    case .existing(let name):
      return name == scalar.swiftType.name ? swiftExpression : nil
    case .nullable(let inner): return swiftExpression(inner).map { ".value(\($0))" }
    case .array, .record, .object: return nil
    }
  }

  /// The literal in Swift.
  var swiftExpression: String {
    switch self {
    case .string(let text): text.swiftLiteral
    case .int(let value): String(value)
    case .double(let value): value.description
    case .bool(let value): String(value)
    }
  }
}

extension Transform {
  /// The equivalent conversion of the runtime; a copy for other transforms.
  var runtimeConversion: String {
    switch self {
    // Only plans for Convex rename members, and they have no Swift.
    case .copy, .fill, .renameMembers, .unset, .custom, .sql: return "BuiltInConversion.copy"
    case .convert(.text): return "BuiltInConversion.text"
    case .convert(.intToDecimal): return "BuiltInConversion.intToDecimal"
    case .convert(.wrapInArray): return "BuiltInConversion.wrapInArray"
    case .convert(.wrapInObject(let member)):
      return "BuiltInConversion.wrapInObject(\(member.text.swiftLiteral))"
    case .remap(let renames):
      let replacements = renames.map { rename in
        let path = rename.path.map(\.text.swiftLiteral).joined(separator: ", ")
        let position = rename.path.isEmpty ? "" : "at: [\(path)], "
        return ".init(\(position)\(rename.old.jsonExpression), to: \(rename.new.jsonExpression))"
      }
      return "BuiltInConversion.remap([\(replacements.joined(separator: ", "))])"
    }
  }
}
