import KinoraDocuments

/// What profiles want recommended no more. Of titles that became one it is as with `MyList`.
package struct NotForMeBook: Sendable {
    private let wishes: BoundedWishes<NotForMe>

    private static let mostListed = 1000

    package init(store: any DocumentStore) {
        wishes = BoundedWishes(in: store, date: "createdAt", most: Self.mostListed)
    }

    /// - Parameter names: all names of the title.
    package func contains(anyOf names: [String], of profile: String) async throws -> Bool {
        try await wishes.contains(anyOf: names.map { NotForMe.name($0, of: profile) })
    }

    /// Names of titles, what was said last first; of more than a thousand the newest.
    package func titles(of profile: String) async throws -> [String] { try await wishes.newest(of: profile).map(\.title) }

    /// Says that a title is not for a profile, or is after all. Safe to repeat.
    /// - Parameter former: names that it had, or that titles had which became it: what was said of these is taken back with it.
    package func say(_ isUnwanted: Bool, _ title: String, former: [String] = [], by profile: String) async throws {
        if isUnwanted {
            try await wishes.insert(NotForMe(profile: profile, title: title), as: NotForMe.name(title, of: profile))
        } else {
            try await wishes.remove(([title] + former).map { NotForMe.name($0, of: profile) })
        }
    }
}
