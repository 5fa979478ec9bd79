import KinoraDocuments
import KinoraKernel

extension RESTHeartDialect {
    func prepare(_ schema: CollectionSchema) async throws {
        let made = try await wire.send(Call(.PUT, [schema.name], body: Array("{}".utf8)))
        guard [200, 201].contains(made.status) else { throw wire.unexpected(made) }
        let layout = StoredLayout(schema)
        let standing = try await indexNames(schema.name)
        for index in layout.indexes where !standing.contains(index.name) {
            try await make(index, layout, in: schema)
        }
        let wanted = Set(layout.indexes.map(\.name))
        for name in standing.sorted() where name.hasPrefix(StoredIndex.prefix + "unique_") && !wanted.contains(name) {
            let answer = try await wire.send(Call(.DELETE, [schema.name, "_indexes", name]))
            guard [200, 204, 404].contains(answer.status) else { throw wire.unexpected(answer) }
        }
    }

    private func indexNames(_ collection: String) async throws -> Set<String> {
        let answer = try await wire.send(Call(.GET, [collection, "_indexes"], [.standard]))
        guard answer.status == 200 else { return [] }
        do {
            return try Set(
                JSONElements.of(answer.body).compactMap { text in
                    let index = try Value(json: text)
                    return if case .string(let name) = index["_id"] ?? index["name"] { name } else { nil }
                })
        } catch let problem as JSONProblem {
            throw wire.noVideoAPI(problem.sentence)
        }
    }

    private func make(_ index: StoredIndex, _ layout: StoredLayout, in schema: CollectionSchema) async throws {
        // The order of the keys counts, so the object is written by hand.
        let keys = index.parts.map { Value.string($0.path).json + ":" + ($0.ascending ? "1" : "-1") }.joined(separator: ",")
        let options = index.unique ? #"{"unique":true,"sparse":true}"# : "{}"
        let body = "{\"keys\":{\(keys)},\"ops\":\(options)}"
        let answer = try await wire.send(Call(.PUT, [schema.name, "_indexes", index.name], body: Array(body.utf8)))
        switch answer.status {
        case 200, 201, 204: return
        case 406, 409, 417:
            guard index.unique else { throw wire.unexpected(answer) }
            let entry = index.parts[0].path.dropFirst(StoredLayout.keysField.count + 1)
            throw StoreError.notUnique(collection: schema.name, paths: layout.uniquePaths(ofEntry: String(entry)) ?? [])
        default: throw wire.unexpected(answer)
        }
    }
}
