import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraKernel

extension VideoAPI {
    static let standardPageSize = 100

    /// GET /: the names of the collections that this token opens.
    func names(_ call: Call) async throws -> Response {
        let page = try Page(call.parameters)
        let names = schemas.names.filter { name in
            call.caller.isServer || collections[name].map(call.caller.mayRead) == true
        }
        return .json(.array(names.dropFirst(page.skip).prefix(page.size).map(Value.string)))
    }

    /// GET /<collection>
    func list(_ call: Call) async throws -> Response {
        let page = try Page(call.parameters)
        let query = Query(
            try call.filter(), sort: try SortReader.sorts(call.parameters.all("sort") + call.parameters.all("sort_by")), skip: page.skip,
            limit: page.size)
        let projection = try Projection(call.parameters.all("keys"))
        let (mode, representation) = (try call.jsonMode(), try Representation(call.parameters))
        let (wantsCount, isBare) = (try call.parameters.one("count"), try call.parameters.has("np"))
        // Looked at before the documents: what is written in between makes a reader ask once more, never once too little.
        let tag = try await listTag(call.collection)
        if try call.conditions().isKnown(tag) { return .notModified(tag) }

        let documents = try await store.find(query, in: call.collection)
        var fields: HTTPFields = [:]
        var count: Int?
        if let wantsCount {
            let counted = try await self.count(query.filter, in: call.collection, estimated: wantsCount == "estimated")
            count = counted.count
            fields[.countStrategy] = counted.strategy
            fields[.totalCount] = String(counted.count)
        }
        let shown = documents.map { mode.written(projection.applied(to: $0.answered)) }
        guard representation == .plain, !isBare else { return .json(.array(shown), tag: tag, fields) }
        return .json(Self.plain(shown, properties(call.collection), count: count, pageSize: page.size), tag: tag, fields)
    }

    private static func plain(_ shown: [Value], _ properties: [String: Value], count: Int?, pageSize: Int) -> Value {
        var members = properties
        members["_returned"] = .int(Int64(shown.count))
        members["_embedded"] = .array(shown)
        if let count {
            members["_size"] = .int(Int64(count))
            members["_total_pages"] = .int(Int64(pageSize == 0 ? 0 : (count + pageSize - 1) / pageSize))
        }
        return .object(members)
    }

    /// GET /<collection>/_size
    func size(_ call: Call) async throws -> Response {
        let isEstimated = try call.parameters.one("count") == "estimated"
        let counted = try await count(try call.filter(), in: call.collection, estimated: isEstimated)
        return .json(["_size": .int(Int64(counted.count))], [.countStrategy: counted.strategy])
    }

    /// GET /<collection>/<id>
    func read(_ call: Call) async throws -> Response {
        let id = try call.id()
        let (mode, projection) = (try call.jsonMode(), try Projection(call.parameters.all("keys")))
        _ = try Representation(call.parameters)
        guard let document = try await store.read(id, in: call.collection) else { throw APIProblem.noDocument(id, in: call.collection) }
        let conditions = try call.conditions()
        if let match = conditions.match, !match.holds(for: document.etag) { throw APIProblem.tagIsWrong(present: document.etag) }
        if conditions.isKnown(document.etag) { return .notModified(document.etag) }
        return .json(mode.written(projection.applied(to: document.answered)), tag: document.etag)
    }

    /// POST /<collection>/_find: what a filter finds that is too long for an address. Kinora's own.
    func find(_ call: Call) async throws -> Response {
        guard case .object(let fields) = try await call.body(),
            fields.keys.allSatisfy({ ["filter", "sort", "skip", "limit", "count"].contains($0) })
        else { throw APIProblem.bad("This takes an object with filter, sort, skip, limit and count.") }
        let filter = try fields["filter"].map { try FilterReader.filter([$0], within: .body) } ?? .all
        guard case .bool(let counts) = fields["count"] ?? .bool(false) else { throw APIProblem.bad("count is true or false.") }
        let (skip, limit) = (try Self.whole(fields["skip"], "skip") ?? 0, try Self.whole(fields["limit"], "limit") ?? Query.mostPerPage)
        guard limit <= Query.mostPerPage else { throw APIProblem.bad("limit is at most \(Query.mostPerPage).") }
        let sorts = try SortReader.sorts(Self.texts(fields["sort"], "sort"))
        let query = Query(filter, sort: sorts, skip: min(skip, Page.farthest), limit: limit)
        let mode = try call.jsonMode()
        if counts { return .json(["_size": .int(Int64(try await store.count(filter, in: call.collection)))]) }
        return .json(.array(try await store.find(query, in: call.collection).map { mode.written($0.answered) }))
    }

    static func texts(_ value: Value?, _ name: String) throws -> [String] {
        guard case .array(let elements) = value ?? .array([]) else { throw APIProblem.bad("\(name) takes an array of texts.") }
        return try elements.map { element in
            guard case .string(let text) = element else { throw APIProblem.bad("\(name) takes an array of texts.") }
            return text
        }
    }

    private static func whole(_ value: Value?, _ name: String) throws -> Int? {
        guard let value else { return nil }
        switch value {
        case .int(let number) where number >= 0: return Int(number)
        case .double(let number) where number >= 0: if let number = Int(exactly: number) { return number }
        default: break
        }
        throw APIProblem.bad("\(name) takes a whole number that is not negative.")
    }

    // MARK: Counts and tags

    private func count(_ filter: Filter, in collection: String, estimated: Bool) async throws -> (count: Int, strategy: String) {
        guard estimated, filter == .all else { return (try await store.count(filter, in: collection), "exact") }
        let now = time.now
        if let known = counts.count(of: collection, at: now) { return (known, "estimated") }
        let count = try await store.count(.all, in: collection)
        counts.note(count, of: collection, at: now)
        return (count, "estimated")
    }

    /// The version of what lists of a collection show: changes with every write, here or in another collection.
    func listTag(_ collection: String) async throws -> ETag {
        let position = try await store.latestPosition()
        return ETag(rawValue: String(Digest(of: Array("\(collection)\n\(position)".utf8)).hex.prefix(24)))
    }

    /// A collection's own properties.
    func properties(_ collection: String) -> [String: Value] {
        let schema = schemas[collection] ?? CollectionSchema(collection)
        return [
            "_id": .string(collection), "_etag": schema.etag.answered, "searchable": .array(schema.searchable.map(Value.string)),
        ]
    }
}

/// Which page of a list: `page` from 1, `pagesize` from 0 to 1000.
struct Page: Sendable {
    /// Behind every collection's end, in numbers that every engine takes.
    static let farthest = Int(Int32.max)

    let skip: Int
    let size: Int

    init(_ parameters: Parameters) throws(APIProblem) {
        let number = try parameters.number("page", within: 1...Int.max, else: 1)
        size = try parameters.number("pagesize", within: 0...Query.mostPerPage, else: VideoAPI.standardPageSize)
        let (skip, overflow) = (number - 1).multipliedReportingOverflow(by: size)
        self.skip = overflow ? Self.farthest : min(skip, Self.farthest)
    }
}
