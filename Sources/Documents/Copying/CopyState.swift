import KinoraKernel

/// How far a copy has come: one document of the target for each source, so that it is always as old as what was copied.
package struct CopyState: Record {
    package static let schema = CollectionSchema("store-copies")

    enum Phase: String, Codable, Sendable {
        /// Collections are being copied from end to end.
        case copying
        /// What changed meanwhile is brought after.
        case following
        /// Everything was there, and compared.
        case done
    }

    /// A document that the target refused, because another one there holds its place in a unique index.
    struct Place: Codable, Hashable, Sendable {
        var collection: String
        var id: String
    }

    /// The source's name, without secrets.
    var source: String
    var phase: Phase = .copying
    /// Where the source's feed stood when the copy began, and later how far it was followed.
    var position: Int64
    /// When the position was read; the feed forgets what is older than its memory.
    var positionAt: Moment
    /// Collections that were copied to their end.
    var copied: [String] = []
    /// The collection in progress, and the last name of it that was copied.
    var collection: String?
    var last: String?
    /// How many documents were copied, for showing progress.
    var documents = 0
    var refused: [Place] = []
    /// Where the target's feed stood when the copy was done; what comes behind it is somebody else's work.
    var targetPosition: Int64?

    init(source: String, position: Int64, at now: Moment) {
        self.source = source
        self.position = position
        positionAt = now
    }

    /// The state's own name in the target.
    static func id(of source: String) -> String { Digest(of: Array(source.utf8)).hex }

    /// Whether the feed may have forgotten changes behind the position.
    func isForgotten(at now: Moment) -> Bool { now.since(positionAt) >= DocumentChange.memory }

    mutating func advance(in collection: String, to last: String, by count: Int) {
        self.collection = collection
        self.last = last
        documents += count
    }

    mutating func finish(_ collection: String) {
        copied.append(collection)
        self.collection = nil
        last = nil
    }
}
