import KinoraDocuments
import KinoraKernel

extension RESTHeartDialect {
    /// Unique indexes are needed for what is promised; the others make answers faster, and a server that refuses one is used without it.
    func prepare(_ schema: CollectionSchema) async throws {
        let made = try await wire.send(Call(.put, [schema.name], body: Array("{}".utf8)))
        guard [200, 201].contains(made.status) else { throw wire.unexpected(made) }
        let layout = StoredLayout(schema)
        let standing = try await standingIndexes(schema.name)
        for index in layout.indexes where !standing.contains(where: { $0.fields == Set(index.parts.map(\.path)) }) {
            try await make(index, layout, in: schema)
        }
        let wanted = Set(layout.indexes.filter(\.unique).map(\.parts[0].path))
        for index in standing where index.isOfKeys && wanted.isDisjoint(with: index.fields) {
            let answer = try await wire.send(Call(.delete, [schema.name, "_indexes", index.name]))
            guard [200, 204, 404].contains(answer.status) else { throw wire.unexpected(answer) }
        }
    }

    private struct StandingIndex {
        let name: String
        let fields: Set<String>

        var isOfKeys: Bool { fields.count == 1 && fields.allSatisfy { $0.hasPrefix(StoredLayout.keysField + ".") } }
    }

    private func standingIndexes(_ collection: String) async throws -> [StandingIndex] {
        let answer = try await wire.send(Call(.get, [collection, "_indexes"], [.standard]))
        guard answer.status == 200 else { return [] }
        do {
            return try JSONElements.of(answer.body).compactMap { text in
                let index = try Value(json: text)
                guard case .string(let name) = index["_id"] ?? index["name"], case .object(let keys) = index["key"] else { return nil }
                return StandingIndex(name: name, fields: Set(keys.keys))
            }
        } catch let problem as JSONProblem {
            throw wire.noVideoAPI(problem.sentence)
        }
    }

    private func make(_ index: StoredIndex, _ layout: StoredLayout, in schema: CollectionSchema) async throws {
        // The order of the keys counts, so the object is written by hand.
        let keys = index.parts.map { Value.string($0.path).json + ":" + ($0.ascending ? "1" : "-1") }.joined(separator: ",")
        let options = index.unique ? #"{"unique":true,"sparse":true}"# : "{}"
        // Called as MongoDB itself would.
        let name = index.parts.map { $0.path + ($0.ascending ? "_1" : "_-1") }.joined(separator: "_")
        let call = Call(.put, [schema.name, "_indexes", name], body: Array("{\"keys\":{\(keys)},\"ops\":\(options)}".utf8))
        let answer = try await wire.send(call)
        guard index.unique else { return }
        switch answer.status {
        case 200, 201, 204: return
        case 406, 409, 417:
            let entry = index.parts[0].path.dropFirst(StoredLayout.keysField.count + 1)
            throw StoreError.notUnique(collection: schema.name, paths: layout.uniquePaths(ofEntry: String(entry)) ?? [])
        default: throw wire.unexpected(answer)
        }
    }
}
