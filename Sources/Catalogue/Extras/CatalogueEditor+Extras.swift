import KinoraDocuments
import KinoraKernel

extension CatalogueEditor {
    /// Puts a source with the title that it is an extra of. What was prepared of it while it counted as a title comes along.
    package func place(extra kind: ExtraKind, named name: String?, of home: ExtraHome, source: String) async throws {
        let id: String
        if let known = try await extra(of: source) {
            id = known.id
            try await extras.amend(id) { extra in
                extra.kind = kind
                extra.name = name
                extra.belong(to: home)
            }
        } else {
            do {
                id = try await extras.insert(Extra(kind, named: name, of: home, source: source), id: ExtraID.make().rawValue).id
            } catch StoreError.notUnique {
                return try await place(extra: kind, named: name, of: home, source: source)
            }
        }
        let moved = try await remove(source, .equal("sources", .string(source)), heir: id)
        if !moved.isEmpty { try await reconcile() }
    }

    /// Takes an extra away from its title.
    package func withdraw(extra source: String) async throws {
        try await supersede(extra(of: source)?.value.versions ?? [])
        _ = try await removeExtra(source)
    }

    package func extra(of source: String) async throws -> Stored<Extra>? {
        try await extras.first(.equal("source", .string(source)))
    }

    /// - Returns: what was prepared of it.
    func removeExtra(_ source: String) async throws -> [Playable] {
        guard let extra = try await extra(of: source) else { return [] }
        _ = try await extras.delete(extra.id)
        return extra.value.versions
    }

    /// The extras of a film that another took in are that one's.
    func inherit(from film: String, to heir: String) async throws {
        for extra in try await extras.find(Query(.equal("film", .string(film)))) {
            try await extras.change(extra.id) { $0.film = FilmID(heir) }
        }
    }
}
