import KinoraGate
import KinoraKernel

/// What an address names.
enum Resource: Hashable, Sendable {
    case root
    case description
    case changes
    case collection(String)
    case size(String)
    case meta(String)
    case indexes(String)
    case index(String, named: String)
    /// All documents that a filter finds.
    case bulk(String)
    case restore(String)
    case search(String)
    case document(String, id: String)

    /// The kinds of resources: each is a row of the table of operations, and a path of the OpenAPI document.
    enum Kind: String, CaseIterable, Sendable {
        case root = "/"
        case description = "/_openapi.json"
        case changes = "/_changes"
        case collection = "/{collection}"
        case size = "/{collection}/_size"
        case meta = "/{collection}/_meta"
        case indexes = "/{collection}/_indexes"
        case index = "/{collection}/_indexes/{index}"
        case bulk = "/{collection}/*"
        case restore = "/{collection}/_restore"
        case search = "/{collection}/_find"
        case document = "/{collection}/{id}"

        /// The name behind a collection that stands for this kind.
        fileprivate var reservedName: Substring? {
            switch self {
            case .size, .meta, .indexes, .bulk, .restore, .search: rawValue.split(separator: "/").last
            default: nil
            }
        }
    }

    var kind: Kind {
        switch self {
        case .root: .root
        case .description: .description
        case .changes: .changes
        case .collection: .collection
        case .size: .size
        case .meta: .meta
        case .indexes: .indexes
        case .index: .index
        case .bulk: .bulk
        case .restore: .restore
        case .search: .search
        case .document: .document
        }
    }

    var collection: String? {
        switch self {
        case .root, .description, .changes: nil
        case .collection(let name), .size(let name), .meta(let name), .indexes(let name), .index(let name, _), .bulk(let name),
            .restore(let name), .search(let name), .document(let name, _):
            name
        }
    }

    /// The resource of a path below the API's prefix, still encoded. One slash at the end does not count.
    /// - Throws: `APIProblem`: 400 for what cannot be decoded, 403 for a reserved name of a document, 404 for everything else.
    init(path: String) throws(APIProblem) {
        var parts = path.dropFirst(SharedAddresses.api.count).split(separator: "/", omittingEmptySubsequences: false)
        if parts.first?.isEmpty == true { parts.removeFirst() }
        if parts.last?.isEmpty == true { parts.removeLast() }
        guard let first = parts.first else {
            self = .root
            return
        }
        let names = try Self.decoded(parts)
        guard !names.contains("") else { throw .nothingHere }
        switch names.count {
        case 1: self = try Self.atTop(names[0])
        case 2: self = try Self.inCollection(names[0], part: parts[1], name: names[1])
        case 3 where names[1] == Kind.indexes.reservedName.map(String.init) && !first.hasPrefix("_"):
            self = .index(names[0], named: names[2])
        default: throw .nothingHere
        }
    }

    private static func decoded(_ parts: [Substring]) throws(APIProblem) -> [String] {
        var names: [String] = []
        for part in parts { names.append(try PercentCoding.decoded(part)) }
        return names
    }

    private static func atTop(_ name: String) throws(APIProblem) -> Resource {
        switch "/" + name {
        case Kind.description.rawValue: .description
        case Kind.changes.rawValue: .changes
        case _ where name.hasPrefix("_"): throw .nothingHere
        default: .collection(name)
        }
    }

    private static func inCollection(_ collection: String, part: Substring, name: String) throws(APIProblem) -> Resource {
        guard !collection.hasPrefix("_") else { throw .nothingHere }
        // A star that is encoded is the name of a document; the bare one is not.
        guard let kind = Kind.allCases.first(where: { $0.reservedName == part }) else {
            guard !name.hasPrefix("_") else {
                throw .forbidden("“\(name.onOneLine(atMost: 80))” is a reserved name: names of documents do not begin with _.")
            }
            return .document(collection, id: name)
        }
        switch kind {
        case .size: return .size(collection)
        case .meta: return .meta(collection)
        case .indexes: return .indexes(collection)
        case .restore: return .restore(collection)
        case .search: return .search(collection)
        default: return .bulk(collection)
        }
    }
}
