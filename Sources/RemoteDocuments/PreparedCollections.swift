import KinoraDocuments
import Synchronization

/// The collections that this client has prepared.
final class PreparedCollections: Sendable {
    private let schemas = Mutex<[String: CollectionSchema]>([:])

    subscript(name: String) -> CollectionSchema? { schemas.withLock { $0[name] } }

    var names: [String] { schemas.withLock { Array($0.keys) } }

    func note(_ schema: CollectionSchema) { schemas.withLock { $0[schema.name] = schema } }
}
