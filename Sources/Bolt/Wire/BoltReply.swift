/// The whole answer to one request: rows, and how it ended.
struct BoltReply: Hashable, Sendable {
    enum End: Hashable, Sendable {
        case success([String: BoltValue])
        case ignored
        case failure(code: String, message: String)
    }

    var rows: [[BoltValue]] = []
    var end: End

    /// - Throws: `BoltFault.refused`.
    func facts() throws -> [String: BoltValue] {
        switch end {
        case .success(let facts): return facts
        case .failure(let code, let message): throw BoltFault.refused(code: code, message: message)
        case .ignored: throw BoltFault.malformed("it leaves a request aside without a reason")
        }
    }

    var hasFailed: Bool { if case .success = end { false } else { true } }
}
