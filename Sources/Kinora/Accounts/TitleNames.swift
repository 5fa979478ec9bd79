import KinoraCatalogue
import KinoraDocuments
import KinoraViewing

/// The titles of what was watched, as long as the catalogue knows them; each is looked up once.
actor TitleNames {
    private static let most = 10_000

    private let store: any DocumentStore
    private var known: [String: String] = [:]

    init(store: any DocumentStore) {
        self.store = store
    }

    /// What a document that names a feature and its title is about.
    func of(_ document: Document) async throws -> [String: Value] {
        var names: [String: Value] = [:]
        let isEpisode = document.body["kind"] == .string(FeatureKind.episode.rawValue)
        if case .string(let id)? = document.body["feature"] {
            names["feature"] = .string(try await name(id, in: isEpisode ? Episode.schema.name : Film.schema.name))
        }
        if isEpisode, case .string(let id)? = document.body["title"] {
            names["series"] = .string(try await name(id, in: Series.schema.name))
        }
        return names
    }

    /// What a document that names a film or a series is about.
    func ofTitle(_ document: Document) async throws -> [String: Value] {
        guard case .string(let id)? = document.body["title"] else { return [:] }
        let film = try await name(id, in: Film.schema.name)
        return ["title": .string(film == id ? try await name(id, in: Series.schema.name) : film)]
    }

    /// That of the title which took it in, where one did; its own name among the documents where the catalogue knows it no more.
    private func name(_ id: String, in collection: String) async throws -> String {
        if let name = known["\(collection) \(id)"] { return name }
        var name = id
        var document = try await store.read(id, in: collection)
        if document == nil { document = try await store.find(Query(.equal("aliases", .string(id)), limit: 1), in: collection).first }
        if case .string(let title)? = document?.body["description.title"] { name = title }
        if known.count >= Self.most { known = [:] }
        known["\(collection) \(id)"] = name
        return name
    }
}
