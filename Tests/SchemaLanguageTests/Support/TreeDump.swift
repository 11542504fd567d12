// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Trees as text, so that a test shows what it expects.
extension SyntaxTree {
  var dump: String { declarations.map(\.dump).joined(separator: "\n") }
}

extension DeclarationSyntax {
  var dump: String {
    switch self {
    case .target(let target): "target \(target.target.rawValue)"
    case .table(let table): table.dump
    case .type(let type): documented(type.documentation) + "type \(type.name.text) = \(type.type.dump)"
    }
  }
}

extension TableSyntax {
  var dump: String {
    let header = documented(documentation) + "table \(name.text)" + attributes.map { " " + $0.dump }.joined()
    let variants = variants.map { " = " + $0.map(\.dump).joined(separator: " / ") } ?? ""
    return header + variants + " { " + members.map(\.dump).joined(separator: "; ") + " }"
  }
}

extension TableMemberSyntax {
  var dump: String {
    switch self {
    case .field(let field): field.dump
    case .index(let index): index.dump
    }
  }
}

extension FieldSyntax {
  var dump: String {
    documented(documentation) + "\(name.text): \(type.dump)" + (isOptional ? "?" : "")
      + attributes.map { " " + $0.dump }.joined() + (defaultValue.map { " = \($0.kind)" } ?? "")
  }
}

extension IndexSyntax {
  var dump: String {
    documented(documentation) + "\(kind) \(name.text) \(paths.map(\.dump))"
      + (filters.isEmpty ? "" : " filter \(filters.map(\.dump))")
  }
}

extension PathSyntax {
  var dump: String { names.map(\.text).joined(separator: ".") }
}

extension AttributeSyntax {
  var dump: String {
    switch kind {
    case .key: "@key"
    case .was(let names): "@was\(names.map(\.text))"
    case .from(let names): "@from\(names.map(\.text))"
    case .column(let name): "@column(\(name.text))"
    case .table(let name): "@table(\(name.text))"
    case .stored(let form): "@stored(\(form.description))"
    case .onDelete(let action): "@onDelete(\(action.rawValue))"
    case .deprecated(let reason): "@deprecated(\(reason))"
    }
  }
}

extension TypeSyntax {
  var dump: String {
    switch kind {
    case .any: "any"
    case .scalar(let scalar): scalar.rawValue
    case .literal(let literal, let previous):
      literal.value.description + (previous.isEmpty ? "" : " was \(previous.map(\.value))")
    case .name(let name): "type \(name.text)"
    case .reference(let name): "id<\(name.text)>"
    case .array(let element): "[\(element.dump)]"
    case .record(let key, let value): "[\(key.dump): \(value.dump)]"
    case .object(let members):
      "{"
        + members.map { documented($0.documentation) + "\($0.name.text): \($0.type.dump)" + ($0.isOptional ? "?" : "") }
        .joined(separator: ", ") + "}"
    case .union(let members): members.map(\.dump).joined(separator: " | ")
    case .parenthesised(let inner): "(\(inner.dump))"
    }
  }
}

private func documented(_ documentation: String?) -> String { documentation.map { "<\($0)> " } ?? "" }
