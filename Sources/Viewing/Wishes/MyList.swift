import KinoraDocuments
import KinoraKernel

/// What profiles want to watch some day.
package struct MyList: Sendable {
    private let records: Records<ListedTitle>
    private let time: any TimeSource

    /// Titles on one list.
    package static let most = 500

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// Names of titles, what was put there last first.
    package func titles(of profile: String) async throws -> [String] {
        let mine = Query(.equal("profile", .string(profile)), sort: [.descending("listedAt")], limit: Self.most)
        return try await records.find(mine).map(\.value.title)
    }

    package func contains(_ title: String, of profile: String) async throws -> Bool {
        try await records.read(ListedTitle.name(title, of: profile)) != nil
    }

    /// Puts a title on the list. Safe to repeat.
    /// - Throws: `ListFull`.
    package func add(_ title: String, by profile: String) async throws {
        guard try await records.count(.equal("profile", .string(profile))) < Self.most else { throw ListFull() }
        do {
            let listed = ListedTitle(profile: profile, title: title, listedAt: time.now)
            _ = try await records.insert(listed, id: ListedTitle.name(title, of: profile))
        } catch StoreError.exists {
            // It was there before.
        }
    }

    /// Puts another title in the place of one, on every list: they became one. Safe to repeat.
    package func replace(_ title: String, by other: String) async throws {
        while true {
            let found = try await records.find(Query(.equal("title", .string(title)), limit: 200))
            for listed in found {
                var moved = listed.value
                moved.title = other
                do {
                    _ = try await records.insert(moved, id: ListedTitle.name(other, of: moved.profile))
                } catch StoreError.exists {
                    // Both stood there.
                }
                _ = try await records.delete(listed.id)
            }
            if found.count < 200 { return }
        }
    }

    /// Takes a title off the list. Safe to repeat.
    package func remove(_ title: String, by profile: String) async throws {
        _ = try await records.delete(ListedTitle.name(title, of: profile))
    }
}

/// No more titles fit on a list.
package struct ListFull: Complaint {
    package var sentence: String { "Your list holds \(MyList.most) titles, and no more fit. Take some off first." }
}
