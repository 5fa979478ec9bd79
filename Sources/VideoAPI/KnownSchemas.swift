import KinoraDocuments
import KinoraKernel
import Synchronization

/// The collections that this process knows, with their indexes: those of the house, and those that were made through the API.
final class KnownSchemas: Sendable {
    private let schemas: Mutex<[String: CollectionSchema]>

    init(_ schemas: [CollectionSchema]) {
        self.schemas = Mutex(Dictionary(schemas.map { ($0.name, $0) }) { first, _ in first })
    }

    subscript(name: String) -> CollectionSchema? { schemas.withLock { $0[name] } }

    var names: [String] { schemas.withLock { $0.keys.sorted() } }

    func note(_ schema: CollectionSchema) { schemas.withLock { $0[schema.name] = schema } }
}

extension CollectionSchema {
    /// The version of the collection's properties; the documents do not count.
    var etag: ETag {
        let parts = indexes.map { "\($0.unique) \($0.paths.joined(separator: " "))" } + ["-"] + searchable
        return ETag(rawValue: String(Digest(of: Array("\(name)\n\(parts.joined(separator: "\n"))".utf8)).hex.prefix(24)))
    }
}
