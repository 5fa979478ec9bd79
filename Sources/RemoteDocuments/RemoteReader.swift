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
    /// Whether the server puts documents that are alike into the order of their names by itself.
    let breaksTies: Bool

    func document(_ value: Value) throws -> Document {
        guard let document = RemoteDocument.read(value, body: body) else { throw wire.noVideoAPI("A document without _id or _etag.") }
        return document
    }

    /// - Parameter known: a version that need not be sent again.
    func read(_ id: String, in collection: String, unless known: ETag? = nil) async throws -> Found {
        let call = Call(.GET, [collection, id], [.standard, .textName]).with("If-None-Match", known?.rawValue)
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
        let writing = FilterWriting(query.filter)
        if writing.outcome == .none { return [] }
        let list = List(collection: schema.name, filter: writing, sort: sortParameters(query.sort))
        if writing.isExact { return try await range(list, skip: query.skip, limit: query.limit) }
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
        let writing = FilterWriting(filter)
        if writing.outcome == .none { return 0 }
        guard writing.isExact else { return try await countBySieving(filter, in: schema) }
        let answer = try await wire.send(Call(.GET, [schema.name, "_size"], writing.parameters))
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
            let list = List(collection: schema.name, filter: FilterWriting(behind), sort: sortParameters([]))
            let page = try await range(list, skip: 0, limit: Self.sievePage)
            count += page.count { matcher.matches(FilterSubject($0, searchable: schema.searchable)) }
            guard page.count == Self.sievePage, let end = page.last?.id else { return count }
            last = end
        }
    }

    private struct List {
        let collection: String
        let filter: FilterWriting
        let sort: [Parameter]
    }

    /// A part of a list; in smaller parts where an answer would be too long.
    private func range(_ list: List, skip: Int, limit: Int) async throws -> [Document] {
        let cover = PageCover(skip: skip, limit: limit, most: Self.mostPerPage)
        do {
            var found: [Document] = []
            var seen: Set<[UInt8]> = []
            for page in cover.pages {
                let documents = try await self.page(list, page, size: cover.size)
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

    private func page(_ list: List, _ page: Int, size: Int) async throws -> [Document] {
        let place = [Parameter("page", "\(page)"), Parameter("pagesize", "\(size)"), .standard]
        let answer = try await wire.sendForLong(Call(.GET, [list.collection], list.filter.parameters + list.sort + place))
        switch answer.status {
        case 200: return try documents(answer)
        case 404: throw StoreError.unknownCollection(list.collection)
        default: throw wire.unexpected(answer)
        }
    }

    private func documents(_ answer: Answer) throws -> [Document] {
        do {
            return try JSONElements.of(answer.body).map { try document(Value(json: $0)) }
        } catch let problem as JSONProblem {
            throw wire.noVideoAPI(problem.sentence)
        }
    }

    /// Always with a sign in front, so that no name of a field can be taken for one. A path that stands twice decides once.
    private func sortParameters(_ sorts: [Sort]) -> [Parameter] {
        var seen: Set<[UInt8]> = []
        var wanted = sorts.filter { seen.insert(Array($0.path.utf8)).inserted }
        if wanted.isEmpty || (!breaksTies && !wanted.contains { $0.path == "_id" }) { wanted.append(.ascending("_id")) }
        return wanted.map { Parameter("sort", ($0.ascending ? "+" : "-") + $0.path) }
    }
}
