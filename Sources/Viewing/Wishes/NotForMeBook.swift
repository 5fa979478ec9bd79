import KinoraDocuments

/// What profiles want recommended no more. Of titles that became one it is as with `MyList`.
package struct NotForMeBook: Sendable {
    private let records: Records<NotForMe>

    package init(store: any DocumentStore) {
        records = Records(in: store)
    }

    /// - Parameter names: all names of the title.
    package func contains(anyOf names: [String], of profile: String) async throws -> Bool {
        try await records.first(.in("_id", names.map { .string(NotForMe.name($0, of: profile)) })) != nil
    }

    /// Names of titles, what was said last first.
    package func titles(of profile: String) async throws -> [String] {
        let mine = Query(.equal("profile", .string(profile)), sort: [.descending("createdAt")], limit: Self.mostListed)
        return try await records.find(mine).map(\.value.title)
    }

    private static let mostListed = 1000

    /// Says that a title is not for a profile, or is after all. Safe to repeat.
    /// - Parameter former: names that it had, or that titles had which became it: what was said of these is taken back with it.
    package func say(_ isUnwanted: Bool, _ title: String, former: [String] = [], by profile: String) async throws {
        guard isUnwanted else {
            for name in [title] + former { _ = try await records.delete(NotForMe.name(name, of: profile)) }
            return
        }
        do {
            _ = try await records.insert(NotForMe(profile: profile, title: title), id: NotForMe.name(title, of: profile))
        } catch StoreError.exists {
            // It was said before.
        }
    }
}
