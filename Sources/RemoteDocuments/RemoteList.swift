import KinoraDocuments
import KinoraKernel

/// A query as it is asked over HTTP: in an address, or, of a Kinora and where it is too long for one, in a body.
struct RemoteList {
    enum Question: Equatable {
        case nothing
        case address([Parameter], isExact: Bool)
        case body(Value)
    }

    let collection: String
    let filter: Question
    private let sorts: [String]

    init(_ query: Query, in schema: CollectionSchema, asksInBodies: Bool) {
        collection = schema.name
        let sorts = query.sort.filter { $0.path != "_etag" && !$0.path.hasPrefix("_etag.") }
        let layout = StoredLayout(schema)
        let asked = asksInBodies ? query.filter : query.filter.renamed { StoredLayout.storedPath($0) ?? $0 }
        let writing = FilterWriting(asked)
        filter =
            switch writing.outcome {
            case .none: .nothing
            case _ where !writing.isExact && asksInBodies: .body(FilterWriting.written(asked).query ?? [:])
            default: .address(writing.parameters, isExact: writing.isExact)
            }
        self.sorts =
            asksInBodies
            ? Self.sorts(sorts, endWithName: false) { $0 }
            : Self.sorts(sorts, endWithName: true) { layout.orderPath($0) ?? StoredLayout.storedPath($0) ?? $0 }
    }

    /// How many there are; nil where the server cannot be asked exactly.
    var counting: Call? {
        switch filter {
        case .address(let parameters, isExact: true): return Call(.get, [collection, "_size"], parameters)
        case .body(let filter): return question(["filter": filter, "count": true])
        default: return nil
        }
    }

    /// In a body any part can be asked for; in an address pages.
    func cover(skip: Int, limit: Int) -> PageCover {
        if case .body = filter { return PageCover(skip: skip, limit: limit) }
        return PageCover(skip: skip, limit: limit, most: RemoteReader.mostPerPage)
    }

    func call(_ page: Int, _ cover: PageCover) -> Call {
        switch filter {
        case .body(let filter):
            return question([
                "filter": filter, "sort": .array(sorts.map(Value.string)), "skip": .int(Int64(cover.from)),
                "limit": .int(Int64(cover.size)),
            ])
        case .address(let parameters, _):
            let place = [Parameter("page", "\(page)"), Parameter("pagesize", "\(cover.size)"), .standard]
            return Call(.get, [collection], parameters + sorts.map { Parameter("sort", $0) } + place)
        case .nothing: return Call(.get, [collection], [Parameter("pagesize", "0"), .standard])
        }
    }

    private func question(_ body: Value) -> Call {
        var call = Call(.post, [collection, "_find"], body: body.jsonBytes)
        call.isQuestion = true
        return call
    }

    /// Always with a sign in front, so that no name of a field can be taken for one. A path that stands twice decides once.
    private static func sorts(_ sorts: [Sort], endWithName: Bool, _ path: (String) -> String) -> [String] {
        var seen: Set<[UInt8]> = []
        var wanted = sorts.filter { seen.insert(Array($0.path.utf8)).inserted }
        if wanted.isEmpty || (endWithName && !wanted.contains { $0.path == "_id" }) { wanted.append(.ascending("_id")) }
        return wanted.map { ($0.ascending ? "+" : "-") + path($0.path) }
    }
}
