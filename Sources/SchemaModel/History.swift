// Part of Bellows. MIT licence: see LICENSE.

extension Table {
  /// The table without what it says about earlier schemas: `@was` and `@from`.
  package var withoutHistory: Table {
    var table = self
    if !previousNames.isEmpty { table.previousNames = [] }
    if case .fields(let fields) = content, fields.contains(where: \.hasHistory) {
      table.content = .fields(
        fields.map { field in
          guard field.hasHistory else { return field }
          var field = field
          field.previousNames = []
          field.literalRenames = []
          field.memberRenames = []
          field.sources = []
          return field
        })
    }
    return table
  }
}

extension Field {
  /// Whether it has attributes about earlier schemas.
  fileprivate var hasHistory: Bool {
    !previousNames.isEmpty || !literalRenames.isEmpty || !memberRenames.isEmpty || !sources.isEmpty
  }
}
