// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// What code outside a module can do with its types: read from the compiler's symbol graph, so that nothing that the
/// emitted Swift allows is overlooked.
struct EmittedInterface {
  /// A parameter of an initialiser or of a setter.
  struct Parameter: Hashable {
    var label: String
    var isOptional: Bool
    var hasDefault: Bool
  }

  /// A public struct.
  struct RowStruct {
    /// The properties, in alphabetical order; `true` if they can be set.
    var properties: [String: (isOptional: Bool, isSettable: Bool)] = [:]
    /// The initialisers with labels for all parameters.
    var initialisers: [[Parameter]] = []
    var setters: [[Parameter]] = []
  }

  /// The structs by their full names: `P0V1.UsersWrite`.
  private(set) var structs: [String: RowStruct] = [:]

  init(symbolGraph data: Data) throws {
    for symbol in try JSONDecoder().decode(Graph.self, from: data).symbols {
      let owner = symbol.pathComponents.dropLast().joined(separator: ".")
      switch symbol.kind.identifier {
      case "swift.struct": structs[symbol.pathComponents.joined(separator: "."), default: RowStruct()].setters += []
      case "swift.property":
        // What every row type has, and no code can set.
        if ["assignedColumns", "columnValues"].contains(symbol.pathComponents.last) { continue }
        let text = symbol.text
        structs[owner, default: RowStruct()].properties[symbol.pathComponents.last ?? ""] = (
          text.replacing(#/\ \{.*/#, with: "").hasSuffix("?"), text.contains("{ get set }") || Self.isStored(text)
        )
      case "swift.init":
        if let parameters = symbol.labelledParameters {
          structs[owner, default: RowStruct()].initialisers.append(parameters)
        }
      case "swift.method" where symbol.pathComponents.last?.hasPrefix("set(") == true:
        if let parameters = symbol.labelledParameters {
          structs[owner, default: RowStruct()].setters.append(parameters)
        }
      default: break
      }
    }
  }

  private static func isStored(_ text: String) -> Bool { text.hasPrefix("var ") && !text.contains("{") }

  private struct Graph: Decodable { var symbols: [Symbol] }

  private struct Symbol: Decodable {
    struct Kind: Decodable { var identifier: String }
    struct Fragment: Decodable { var spelling: String }

    var kind: Kind
    var pathComponents: [String]
    var declarationFragments: [Fragment]

    var text: String { declarationFragments.map(\.spelling).joined() }

    /// `nil` if a parameter has no label.
    var labelledParameters: [Parameter]? {
      guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
      let parts = Self.split(text[text.index(after: open)...].dropLast())
      var parameters: [Parameter] = []
      for part in parts {
        guard let colon = part.firstIndex(of: ":") else { return nil }
        let label = part[..<colon]
        guard label != "_", !label.contains(" ") else { return nil }
        let type = part[part.index(after: colon)...].replacing(#/\ = .*/#, with: "")
        parameters.append(
          Parameter(label: String(label), isOptional: type.hasSuffix("?"), hasDefault: part.contains(" = ")))
      }
      return parameters
    }

    /// Splits at the commas that are in no brackets and no string.
    private static func split(_ text: Substring) -> [String] {
      var parts = [""]
      var depth = 0
      var isInString = false
      for character in text {
        switch character {
        case "\"": isInString.toggle()
        case "(" where !isInString, "[" where !isInString, "<" where !isInString: depth += 1
        case ")" where !isInString, "]" where !isInString, ">" where !isInString: depth -= 1
        case "," where depth == 0 && !isInString:
          parts.append("")
          continue
        case " " where parts[parts.count - 1].isEmpty: continue
        default: break
        }
        parts[parts.count - 1].append(character)
      }
      return parts.filter { !$0.isEmpty }
    }
  }
}
