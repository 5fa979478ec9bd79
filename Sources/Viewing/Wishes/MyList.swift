import KinoraDocuments
import KinoraKernel

/// What profiles want to watch some day.
///
/// A title that another took in stays here under the name that it had. Whoever shows a list asks for the present names (`Shelves.standing`),
/// and for all of them where a title is looked for or taken off (`Shelves.names`): so nothing has to be done when titles become one, and each
/// has its own again when they are parted.
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

    /// - Parameter names: all names of the title.
    package func contains(anyOf names: [String], of profile: String) async throws -> Bool {
        let documents = names.map { Value.string(ListedTitle.name($0, of: profile)) }
        return try await records.first(.in("_id", documents)) != nil
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

    /// Takes a title off the list. Safe to repeat.
    /// - Parameter former: names that it had, or that titles had which became it.
    package func remove(_ title: String, former: [String] = [], by profile: String) async throws {
        for name in [title] + former { _ = try await records.delete(ListedTitle.name(name, of: profile)) }
    }
}

/// No more titles fit on a list.
package struct ListFull: Complaint {
    package var sentence: String { "Your list holds \(MyList.most) titles, and no more fit. Take some off first." }
}
