// Part of Bellows. MIT licence: see LICENSE.

/// One schema in the three languages.
extension WideSchema {
  /// As Bellows reads it.
  var bellows: String {
    var text = """
      target postgresql

      type Choice = "draft" | "active" | "closed"

      type Address = { street: string, city: string, zip: string? }

      """
    for (index, table) in tables.enumerated() {
      text += "\ntable \(table.name) {\n"
      for field in table.fields {
        text += "  \(field.name): \(bellowsType(field.kind, index))\(field.isOptional ? "?" : "")\n"
      }
      text += "}\n"
    }
    return text
  }

  private func bellowsType(_ kind: Kind, _ table: Int) -> String {
    switch kind {
    case .text: "string"
    case .int: "int"
    case .double: "double"
    case .flag: "bool"
    case .moment: "timestamp"
    case .uuid: "uuid"
    case .choice: "Choice"
    case .list: "[string]"
    case .reference: "id<\(Self.tableName(table / 2))>"
    case .object: "Address"
    }
  }

  /// As messages: what is an object there is one here.
  var proto: String {
    var text = """
      syntax = "proto3";

      package benchmark;

      enum Choice {
        CHOICE_UNSPECIFIED = 0;
        CHOICE_DRAFT = 1;
        CHOICE_ACTIVE = 2;
        CHOICE_CLOSED = 3;
      }

      message Address {
        string street = 1;
        string city = 2;
        optional string zip = 3;
      }

      """
    for (index, table) in tables.enumerated() {
      text += "\nmessage \(table.name) {\n"
      for field in table.fields {
        let label = field.kind == .list ? "repeated " : field.isOptional ? "optional " : ""
        text += "  \(label)\(protoType(field.kind, index)) \(field.name) = \(field.number);\n"
      }
      text += "}\n"
    }
    return text
  }

  private func protoType(_ kind: Kind, _ table: Int) -> String {
    switch kind {
    case .text, .list, .uuid: "string"
    case .int, .moment: "int64"
    case .double: "double"
    case .flag: "bool"
    case .choice: "Choice"
    case .reference: Self.tableName(table / 2)
    case .object: "Address"
    }
  }

  /// As PostgreSQL would be told.
  var sql: String {
    var text = ""
    for table in tables {
      text += "CREATE TABLE \(table.name) (\n    _id bigint NOT NULL"
      for field in table.fields {
        text += ",\n    \"\(field.name)\" \(sqlType(field.kind))\(field.isOptional ? "" : " NOT NULL")"
      }
      text += "\n);\n\n"
    }
    return text
  }

  private func sqlType(_ kind: Kind) -> String {
    switch kind {
    case .text, .choice: "text"
    case .int, .reference: "bigint"
    case .double: "double precision"
    case .flag: "boolean"
    case .moment: "timestamp with time zone"
    case .uuid: "uuid"
    case .list, .object: "jsonb"
    }
  }
}
