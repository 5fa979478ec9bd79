import KinoraDocuments
import KinoraKernel

/// How one kind of server keeps the store's promises where the common conventions leave them open.
protocol Dialect: Sendable {
    var reader: RemoteReader { get }

    func prepare(_ schema: CollectionSchema) async throws

    /// - Parameter isMade: the name was made by this client just now, so that whatever stands under it is this client's.
    func insert(_ body: Value, _ id: String, isMade: Bool, into schema: CollectionSchema) async throws -> Document

    func replace(_ id: String, with body: Value, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Document

    func delete(_ id: String, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Bool

    /// The fields that are written for a new document, beside its name.
    func fields(_ body: Value, _ id: String, in schema: CollectionSchema) -> Value

    func restore(_ documents: [Document], into schema: CollectionSchema) async throws

    func changes(since position: Int64, limit: Int, of collections: [String]) async throws -> ChangeBatch

    /// Whether the feed tells everything, deletions too, so that a cache can rely on it.
    var feedIsComplete: Bool { get }
}

extension Dialect {
    var wire: Wire { reader.wire }

    /// The answer to a tagged write was lost, and what stands now does not prove whether it was done. Told as a failure: what is not
    /// known is never told as done.
    func unknownOutcome(_ id: String, in collection: String) -> StoreError {
        .unavailable(
            "\(wire.address): the connection broke during a write, and whether \(id) in \(collection) was changed by it is not known. Look before repeating it."
                .onOneLine())
    }
}

extension Document {
    /// Whether it stands as an insertion of the body leaves it.
    func isAsInserted(_ body: Value) -> Bool { createdAt == updatedAt && self.body.jsonBytes == body.jsonBytes }
}
