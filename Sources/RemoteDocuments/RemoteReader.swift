import KinoraDocuments
import KinoraKernel

/// Reads documents and lists in the conventions' ways; the same in front of every server but for how a body lies among the fields.
struct RemoteReader: Sendable {
    /// How many documents one page has at most (the conventions' own bound).
    static let mostPerPage = 1000
    /// How many are looked through at once where the server cannot be asked exactly.
    static let sievePage = 500

    enum Found: Sendable {
        case document(Document, bytes: Int)
        case unchanged
        case missing
    }

    let wire: Wire
    /// What of a document's fields is its body.
    let body: @Sendable ([String: Value]) -> Value
    /// Whether the server is a Kinora: it takes questions that are too long for an address with `_find`, and puts documents that are alike
    /// into the order of their names by itself.
    let isKinora: Bool

    func document(_ value: Value) throws -> Document {
        guard let document = RemoteDocument.read(value, body: body) else { throw wire.noVideoAPI("A document without _id or _etag.") }
        return document
    }

    /// - Parameter known: a version that need not be sent again.
    func read(_ id: String, in collection: String, unless known: ETag? = nil) async throws -> Found {
        let call = Call(.get, [collection, id], [.standard, .textName]).with("If-None-Match", known?.rawValue)
        let answer = try await wire.send(call)
        switch answer.status {
        case 200:
            let document = try document(wire.json(answer))
            guard document.id.utf8.elementsEqual(id.utf8) else { throw wire.noVideoAPI("It sent another document than was asked for.") }
            return .document(document, bytes: answer.body.count)
        case 304 where known != nil: return .unchanged
        case 404: return .missing
        default: throw wire.unexpected(answer)
        }
    }

    func standing(_ id: String, in collection: String) async throws -> Document? {
        if case .document(let document, _) = try await read(id, in: collection) { document } else { nil }
    }

    // MARK: Lists

    /// Documents that are written while more than one page is fetched can be left out, never told twice.
    func find(_ query: Query, in schema: CollectionSchema) async throws -> [Document] {
        guard query.limit > 0 else { return [] }
        let list = RemoteList(query, in: schema, asksInBodies: isKinora)
        switch list.filter {
        case .nothing: return []
        case .address(_, isExact: true), .body: return try await range(list, skip: query.skip, limit: query.limit)
        case .address: break
        }
        let matcher = FilterMatcher(query.filter)
        let wanted = query.skip + query.limit
        var found: [Document] = []
        for skip in stride(from: 0, to: Int.max, by: Self.sievePage) {
            let page = try await range(list, skip: skip, limit: Self.sievePage)
            found += page.filter { matcher.matches(FilterSubject($0, searchable: schema.searchable)) }
            if page.count < Self.sievePage || found.count >= wanted { break }
        }
        return Array(found.dropFirst(query.skip).prefix(query.limit))
    }

    func count(_ filter: Filter, in schema: CollectionSchema) async throws -> Int {
        let list = RemoteList(Query(filter), in: schema, asksInBodies: isKinora)
        if list.filter == .nothing { return 0 }
        guard let call = list.counting else { return try await countBySieving(filter, in: schema) }
        let answer = try await wire.send(call)
        switch answer.status {
        case 200:
            guard case .int(let count) = try wire.json(answer)["_size"], count >= 0 else { throw wire.noVideoAPI("A number is missing.") }
            return Int(count)
        case 404: throw StoreError.unknownCollection(schema.name)
        default: throw wire.unexpected(answer)
        }
    }

    private func countBySieving(_ filter: Filter, in schema: CollectionSchema) async throws -> Int {
        let matcher = FilterMatcher(filter)
        var count = 0
        var last: String?
        while true {
            let behind = last.map { Filter.and([.greaterThan("_id", .string($0)), filter]) } ?? filter
            let page = try await range(RemoteList(Query(behind), in: schema, asksInBodies: false), skip: 0, limit: Self.sievePage)
            count += page.count { matcher.matches(FilterSubject($0, searchable: schema.searchable)) }
            guard page.count == Self.sievePage, let end = page.last?.id else { return count }
            last = end
        }
    }

    /// A part of a list; in smaller parts where an answer would be too long.
    private func range(_ list: RemoteList, skip: Int, limit: Int) async throws -> [Document] {
        let cover = list.cover(skip: skip, limit: limit)
        do {
            var found: [Document] = []
            var seen: Set<[UInt8]> = []
            for page in cover.pages {
                let documents = try await documents(wire.sendForLong(list.call(page, cover)), list)
                found += documents.filter { seen.insert(Array($0.id.utf8)).inserted }
                if documents.count < cover.size { break }
            }
            return Array(found.dropFirst(cover.skip).prefix(limit))
        } catch Misfortune.tooLong {
            guard limit > 1 else {
                throw StoreError.unavailable("\(wire.address): its answer is longer than any document is.")
            }
            let half = limit / 2
            let first = try await range(list, skip: skip, limit: half)
            return first.count < half ? first : first + (try await range(list, skip: skip + half, limit: limit - half))
        }
    }

    private func documents(_ answer: Answer, _ list: RemoteList) throws -> [Document] {
        switch answer.status {
        case 200: break
        case 404: throw StoreError.unknownCollection(list.collection)
        default: throw wire.unexpected(answer)
        }
        do {
            return try JSONElements.of(answer.body).map { try document(Value(json: $0)) }
        } catch let problem as JSONProblem {
            throw wire.noVideoAPI(problem.sentence)
        }
    }
}
