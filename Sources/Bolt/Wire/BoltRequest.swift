import NIOCore

/// What a client asks. Source: Bolt 4.4 to 5.4, messages.
enum BoltRequest: Hashable, Sendable {
    case hello([String: BoltValue])
    case logon([String: BoltValue])
    case logoff
    case goodbye
    case reset
    case run(String, [String: BoltValue], extra: [String: BoltValue])
    /// The next rows of the last answer; -1 for all.
    case pull(Int64)
    case discard(Int64)
    case begin([String: BoltValue])
    case commit
    case rollback
    case route([String: BoltValue], bookmarks: [String], extra: [String: BoltValue])

    /// Whether rows come before the end of the answer.
    var rows: Int64? { if case .pull(let count) = self { count } else { nil } }

    private var structure: (tag: UInt8, fields: [BoltValue]) {
        switch self {
        case .hello(let facts): (0x01, [.map(facts)])
        case .goodbye: (0x02, [])
        case .reset: (0x0F, [])
        case .run(let query, let parameters, let extra): (0x10, [.string(query), .map(parameters), .map(extra)])
        case .begin(let extra): (0x11, [.map(extra)])
        case .commit: (0x12, [])
        case .rollback: (0x13, [])
        case .discard(let count): (0x2F, [["n": .int(count)]])
        case .pull(let count): (0x3F, [["n": .int(count)]])
        case .route(let context, let bookmarks, let extra):
            (0x66, [.map(context), .list(bookmarks.map { .string($0) }), .map(extra)])
        case .logon(let login): (0x6A, [.map(login)])
        case .logoff: (0x6B, [])
        }
    }

    /// The chunks that carry it.
    /// - Throws: `BoltFault.cannotBeSent`.
    func bytes(_ version: BoltVersion) throws -> ByteBuffer {
        var writer = PackStreamWriter(version: version)
        let (tag, fields) = structure
        try writer.structure(tag, fields)
        return ChunkReader.chunks(of: writer.buffer)
    }
}
