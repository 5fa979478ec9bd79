import KinoraDocuments
import KinoraKernel

/// What profiles want to watch some day.
///
/// A title that another took in stays here under the name that it had. Whoever shows a list asks for the present names (`Shelves.standing`),
/// and for all of them where a title is looked for or taken off (`Shelves.names`): so nothing has to be done when titles become one, and each
/// has its own again when they are parted.
package struct MyList: Sendable {
    private let wishes: BoundedWishes<ListedTitle>
    private let time: any TimeSource

    /// Titles on one list.
    package static let most = 500

    package init(store: any DocumentStore, time: any TimeSource) {
        wishes = BoundedWishes(in: store, date: "listedAt", most: Self.most)
        self.time = time
    }

    /// Names of titles, what was put there last first.
    package func titles(of profile: String) async throws -> [String] { try await wishes.newest(of: profile).map(\.title) }

    /// - Parameter names: all names of the title.
    package func contains(anyOf names: [String], of profile: String) async throws -> Bool {
        try await wishes.contains(anyOf: names.map { ListedTitle.name($0, of: profile) })
    }

    /// Puts a title on the list. Safe to repeat.
    /// - Throws: `ListFull`.
    package func add(_ title: String, by profile: String) async throws {
        let name = ListedTitle.name(title, of: profile)
        guard try await wishes.hasRoom(for: name, of: profile) else { throw ListFull() }
        try await wishes.insert(ListedTitle(profile: profile, title: title, listedAt: time.now), as: name)
    }

    /// Takes a title off the list. Safe to repeat.
    /// - Parameter former: names that it had, or that titles had which became it.
    package func remove(_ title: String, former: [String] = [], by profile: String) async throws {
        try await wishes.remove(([title] + former).map { ListedTitle.name($0, of: profile) })
    }
}

/// No more titles fit on a list.
package struct ListFull: Complaint {
    package var sentence: String { "Your list holds \(MyList.most) titles, and no more fit. Take some off first." }
}
