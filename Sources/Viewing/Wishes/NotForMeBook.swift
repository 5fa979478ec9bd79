import KinoraDocuments

/// What profiles want recommended no more.
package struct NotForMeBook: Sendable {
    private let records: Records<NotForMe>

    package init(store: any DocumentStore) {
        records = Records(in: store)
    }

    package func contains(_ title: String, of profile: String) async throws -> Bool {
        try await records.read(NotForMe.name(title, of: profile)) != nil
    }

    /// Names of titles, what was said last first.
    package func titles(of profile: String) async throws -> [String] {
        let mine = Query(.equal("profile", .string(profile)), sort: [.descending("createdAt")], limit: Self.mostListed)
        return try await records.find(mine).map(\.value.title)
    }

    private static let mostListed = 1000

    /// Says that a title is not for a profile, or is after all. Safe to repeat.
    package func say(_ isUnwanted: Bool, _ title: String, by profile: String) async throws {
        let name = NotForMe.name(title, of: profile)
        guard isUnwanted else {
            _ = try await records.delete(name)
            return
        }
        do {
            _ = try await records.insert(NotForMe(profile: profile, title: title), id: name)
        } catch StoreError.exists {
            // It was said before.
        }
    }
}
