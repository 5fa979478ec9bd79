import NIOCore

/// What a server says.
enum BoltAnswer: Hashable, Sendable {
    case record([BoltValue])
    case success([String: BoltValue])
    /// Something before went wrong, and this was not looked at.
    case ignored
    case failure(code: String, message: String)

    /// - Throws: `BoltFault.malformed`.
    init(_ message: ByteBuffer, version: BoltVersion) throws {
        var reader = PackStreamReader(message, version: version)
        let (tag, fields) = try reader.messageHead()
        var values: [BoltValue] = []
        for _ in 0..<fields { values.append(try reader.value()) }
        guard reader.isAtEnd else { throw BoltFault.malformed("a message is longer than it says") }
        switch (tag, values.first) {
        case (0x70, .map(let facts)?) where fields == 1: self = .success(facts)
        case (0x71, .list(let row)?) where fields == 1: self = .record(row)
        case (0x7E, _): self = .ignored
        case (0x7F, .map(let facts)?) where fields == 1:
            self = .failure(
                code: facts["code"]?.asString ?? facts["neo4j_code"]?.asString ?? "Neo.DatabaseError.General.UnknownError",
                message: facts["message"]?.asString ?? "It gives no reason.")
        default: throw BoltFault.malformed("a message of an unknown kind")
        }
    }
}
