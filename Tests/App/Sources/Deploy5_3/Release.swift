// Part of Bellows. MIT licence: see LICENSE.
import Journal

/// The app as it is.
public var release: Release { Release(people: People.self, notes: Notes.self, removeFolder: Folder.removeAny) }
