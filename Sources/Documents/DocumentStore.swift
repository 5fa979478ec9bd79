import KinoraKernel

/// A version of a document: 24 hexadecimal digits, new with every write.
package struct ETag: Hashable, Sendable, Codable, RawRepresentable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A document as the store holds it: the body that was written, and what the store alone sets.
package struct Document: Hashable, Sendable {
    package let id: String
    package let etag: ETag
    package let createdAt: Moment
    package let updatedAt: Moment
    /// Always an object, kept as `DocumentRules.accepted` says. Fields named `_id`, `_etag`, `createdAt` and `updatedAt` never stand in it: they are the store's.
    package let body: Value

    package init(id: String, etag: ETag, createdAt: Moment, updatedAt: Moment, body: Value) {
        self.id = id
        self.etag = etag
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.body = body
    }
}

/// What a domain keeps in one collection: its name, what must be unique, what is looked up often, and what can be searched as text.
package struct CollectionSchema: Hashable, Sendable {
    package struct Index: Hashable, Sendable {
        package var paths: [String]
        /// No two documents may agree in all paths. Documents that lack one of them, or hold null, an array or an object in it, are
        /// exempt.
        package var unique: Bool

        package init(paths: [String], unique: Bool) {
            self.paths = paths
            self.unique = unique
        }

        package static func unique(_ paths: String...) -> Index { Index(paths: paths, unique: true) }
        package static func lookup(_ paths: String...) -> Index { Index(paths: paths, unique: false) }
    }

    package var name: String
    package var indexes: [Index]
    package var searchable: [String]

    /// - Parameter name: ASCII letters, digits and `-`, beginning with a letter.
    package init(_ name: String, indexes: [Index] = [], searchable: [String] = []) {
        self.name = name
        self.indexes = indexes
        self.searchable = searchable
    }
}

/// One entry of the change feed.
package struct DocumentChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable { case written, deleted }

    /// Where the feed can be taken up again after this entry. Grows; gaps are possible.
    package let position: Int64
    package let collection: String
    package let id: String
    package let kind: Kind
    package let at: Moment

    package init(position: Int64, collection: String, id: String, kind: Kind, at: Moment) {
        self.position = position
        self.collection = collection
        self.id = id
        self.kind = kind
        self.at = at
    }
}

/// Everything durable is a JSON document in a named collection of a store.
///
/// A store promises only what every document database keeps: one document is read and written as a whole and in one step; there are no
/// joins and no transactions over several documents. It sets `createdAt`, `updatedAt` and `etag` itself. What was acknowledged survives
/// the death of the process. All methods may throw `StoreError`; `CancellationError` passes untouched.
package protocol DocumentStore: Sendable {
    /// Makes collections and their indexes where they are missing. Safe to repeat; called at start, before anything else.
    /// A unique index that the schema no longer names is given up.
    /// - Throws: `StoreError.notUnique` when documents that stand already break a new unique index.
    func prepare(_ collections: [CollectionSchema]) async throws

    /// Adds a document.
    /// - Parameter id: the name to use, or nil to have one made.
    /// - Throws: `StoreError.exists` or `.notUnique`.
    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document

    /// Adds many documents. Facts that are kept as history are appended this way, never overwritten.
    ///
    /// Each stands or fails alone: when a unique index refuses one, the others are written all the same, and then its error is thrown.
    /// When a body is invalid, nothing is written.
    func append(_ bodies: [Value], to collection: String) async throws -> [Document]

    func read(_ id: String, in collection: String) async throws -> Document?

    func find(_ query: Query, in collection: String) async throws -> [Document]

    func count(_ filter: Filter, in collection: String) async throws -> Int

    /// Puts another body in the place of a document's.
    /// - Parameter etag: the version that must still stand; nil for whatever stands.
    /// - Throws: `StoreError.missing`, `.changed` (with the present version) or `.notUnique`. Nothing is changed then.
    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document

    /// Changes the first document that a query finds, in one step: of many callers at once, each document is given to one at most
    /// as long as the change makes the filter false. Leases are taken this way.
    /// - Returns: the document after the change, or nil when none was found.
    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document?

    /// - Returns: whether there was such a document.
    /// - Throws: `StoreError.changed` when another version stands.
    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool

    /// Writes documents exactly as they are given, tags and moments included, over whatever stands under their names. Only copies and
    /// backups are brought in this way; whatever is new goes through `insert`, `append` or `replace`.
    ///
    /// Each stands or fails alone: when a unique index refuses one, the others are written all the same, and then its error is thrown.
    /// When a body or a name is invalid, nothing is written. Safe to repeat.
    func restore(_ documents: [Document], into collection: String) async throws

    /// The entries of the change feed behind a position, oldest first. A document that changed several times may be listed once, with
    /// its last change. The feed may forget what is older than a week; a reader that comes later starts anew.
    /// - Parameter position: 0 for everything the feed still knows.
    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange]

    /// The position behind the newest change; where a reader that begins now should start.
    func latestPosition() async throws -> Int64

    /// Lets go of files and connections. Nothing may be called afterwards.
    func close() async throws
}
