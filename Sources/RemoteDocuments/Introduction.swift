import KinoraDocuments
import KinoraKernel
import Synchronization

/// Finds out, once, what kind of server is spoken to, and whether it can be used.
final class Introduction: Sendable {
    /// A collection for trying out how the server writes; what is written there is deleted at once.
    static let scratch = "kinora-probe"

    private let wire: Wire
    private let time: any TimeSource
    private let known: Mutex<(any Dialect)?> = Mutex(nil)
    private let turns: Turns<Int>
    private let kind: ServerKind

    init(_ wire: Wire, _ kind: ServerKind, _ time: any TimeSource) {
        self.wire = wire
        self.time = time
        self.kind = kind
        turns = Turns(mostWaiting: wire.limits.waiting)
    }

    /// - Throws: `StoreError.unusable` for what is no Video API or one that is too old; then asked anew by the next call.
    func dialect() async throws -> any Dialect {
        if let dialect = known.withLock({ $0 }) { return dialect }
        return try await turns.inTurn(0) {
            if let dialect = known.withLock({ $0 }) { return dialect }
            let dialect: any Dialect = try await isKinora() ? KinoraDialect(wire) : restheart()
            known.withLock { $0 = dialect }
            return dialect
        }
    }

    private func isKinora() async throws -> Bool {
        if kind == .restheart { return false }
        let answer = try await wire.send(Call(.get, ["_changes"], [Parameter("since", "0"), Parameter("limit", "1")]))
        if answer.status == 200, let value = try? wire.json(answer), ChangeBatch(value) != nil { return true }
        if kind == .kinora { throw StoreError.unusable("\(wire.address) is not the Video API of a Kinora. Check the address.") }
        return false
    }

    private func restheart() async throws -> any Dialect {
        try await proveConventions()
        return RESTHeartDialect(wire, time)
    }

    /// Creates a document twice. A server of before 6.0 knows no `wm=insert` and overwrites the first.
    private func proveConventions() async throws {
        let refusal = StoreError.unusable(
            "\(wire.address) is no Video API, or the address lacks its prefix (as /api). Check it, for instance with a browser.")
        let made = try await wire.send(Call(.put, [Self.scratch], body: Array("{}".utf8)))
        guard [200, 201].contains(made.status) else { throw refusal }
        let path = [Self.scratch, "probe-" + Identifier<Document>.make().rawValue]
        let insert = Call(.put, path, [.mode("insert"), .standard, .textName], body: Array("{}".utf8))
        let first = try await wire.send(insert)
        guard [200, 201].contains(first.status) else { throw refusal }
        let second = try await wire.send(insert)
        let removed = try await wire.send(Call(.delete, path, [.textName]))
        guard [200, 204, 404].contains(removed.status) else { throw refusal }
        guard [409, 417].contains(second.status) else {
            throw StoreError.unusable(
                "\(wire.address) is older than RESTHeart 6.0: it writes over documents that are to be new. Update it.")
        }
    }
}
