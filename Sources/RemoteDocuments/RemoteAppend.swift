import KinoraDocuments
import KinoraKernel

/// Many new documents at once. Their names are made here, so a batch that is sent twice adds nothing twice.
struct RemoteAppend: Sendable {
    /// So few are sent one by one, each answered with its document.
    private static let fewest = 3
    /// How many names are asked for in one address.
    private static let readAtOnce = 100

    let dialect: any Dialect
    let schema: CollectionSchema

    /// Each stands or fails alone; the first failure is thrown behind the last write.
    func append(_ bodies: [Value]) async throws -> [Document] {
        let named = bodies.map { (id: Identifier<Document>.make().rawValue, body: $0) }
        let texts = named.map { RemoteDocument.named($0.id, dialect.fields($0.body, $0.id, in: schema)) }
        var appended: [Document] = []
        var failure: StoreError?
        for batch in Batches.of(texts, mostBytes: KinoraDialect.batchBytes, mostCount: KinoraDialect.batchCount) {
            var alone = batch.count <= Self.fewest ? Array(batch) : []
            if alone.isEmpty {
                alone = try await sendTogether(texts[batch]).map { $0 + batch.lowerBound }
                let done = Set(batch).subtracting(alone).sorted()
                appended += try await readBack(done.map { named[$0].id })
            }
            for index in alone where named.indices.contains(index) {
                do {
                    appended.append(try await dialect.insert(named[index].body, named[index].id, isMade: true, into: schema))
                } catch let error as StoreError {
                    guard case .notUnique = error else { throw error }
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
        let places = Dictionary(named.enumerated().map { ($1.id, $0) }) { first, _ in first }
        return appended.sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
    }

    /// - Returns: the places of those that were not written; each is then sent alone, and so tells why.
    private func sendTogether(_ texts: ArraySlice<[UInt8]>) async throws -> [Int] {
        let wire = dialect.wire
        let answer = try await wire.send(Call(.post, [schema.name], [.mode("insert"), .standard], body: Batches.array(texts)))
        switch answer.status {
        case 200, 201: return []
        case 207, 409:
            guard case .array(let errors) = try wire.json(answer)["errors"] else { return Array(0..<texts.count) }
            return errors.compactMap { if case .int(let index) = $0["index"] { Int(index) } else { nil } }
        case 404: throw StoreError.unknownCollection(schema.name)
        default: throw wire.unexpected(answer)
        }
    }

    private func readBack(_ ids: [String]) async throws -> [Document] {
        var found: [Document] = []
        for start in stride(from: 0, to: ids.count, by: Self.readAtOnce) {
            let some = ids[start..<min(start + Self.readAtOnce, ids.count)]
            found += try await dialect.reader.find(Query(.in("_id", some.map(Value.string))), in: schema)
        }
        guard found.count == ids.count else {
            throw StoreError.unavailable("\(dialect.wire.address): \(ids.count - found.count) new documents cannot be read back.")
        }
        return found
    }
}
