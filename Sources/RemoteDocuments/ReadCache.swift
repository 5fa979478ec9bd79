import KinoraDocuments
import KinoraKernel
import Synchronization

/// Documents that were read a moment ago, within bounds of number and size. Decides nothing about their age.
///
/// A document that is fetched while it is written or told to have changed is not kept: whoever fetches begins with `begin` and ends with
/// `keep`, and `forget` in between makes that `keep` do nothing.
final class ReadCache: Sendable {
    struct Key: Hashable, Sendable {
        let collection: String
        /// Names are told apart by their bytes.
        let id: [UInt8]

        init(_ id: String, in collection: String) {
            self.collection = collection
            self.id = Array(id.utf8)
        }
    }

    /// Permission to keep what one request fetches.
    struct Ticket: Sendable {
        fileprivate let number: UInt64
        fileprivate let key: Key
    }

    private struct Entry {
        let document: Document
        let bytes: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var counter: UInt64 = 0
        var valid: [Key: Set<UInt64>] = [:]

        mutating func next() -> UInt64 {
            counter += 1
            return counter
        }

        /// Whether a ticket still counts; only once.
        mutating func use(_ ticket: Ticket) -> Bool {
            let isValid = valid[ticket.key]?.remove(ticket.number) != nil
            if valid[ticket.key]?.isEmpty == true { valid[ticket.key] = nil }
            return isValid
        }

        mutating func remove(_ key: Key) {
            if let removed = entries.removeValue(forKey: key) { bytes -= removed.bytes }
        }

        /// The quarter that was not used for the longest time.
        mutating func makeRoom() {
            let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, entries.count / 4))
            for entry in oldest { remove(entry.key) }
        }
    }

    private let state = Mutex(State())
    private let mostDocuments: Int
    private let mostBytes: Int

    init(mostDocuments: Int, mostBytes: Int) {
        self.mostDocuments = mostDocuments
        self.mostBytes = mostBytes
    }

    var isOff: Bool { mostDocuments == 0 || mostBytes == 0 }

    subscript(key: Key) -> Document? {
        state.withLock { state in
            let now = state.next()
            state.entries[key]?.lastUse = now
            return state.entries[key]?.document
        }
    }

    func begin(_ key: Key) -> Ticket {
        state.withLock { state in
            let number = state.next()
            state.valid[key, default: []].insert(number)
            return Ticket(number: number, key: key)
        }
    }

    /// Ends a fetch that brought nothing to keep.
    func release(_ ticket: Ticket) { state.withLock { _ = $0.use(ticket) } }

    /// Keeps what was fetched, unless the document was forgotten since; nil for a document that is not there.
    func keep(_ document: Document?, bytes: Int, _ ticket: Ticket) {
        state.withLock { state in
            guard state.use(ticket) else { return }
            state.remove(ticket.key)
            guard let document, bytes <= mostBytes / 4, mostDocuments > 0 else { return }
            while !state.entries.isEmpty && (state.entries.count >= mostDocuments || state.bytes + bytes > mostBytes) { state.makeRoom() }
            state.entries[ticket.key] = Entry(document: document, bytes: bytes, lastUse: state.next())
            state.bytes += bytes
        }
    }

    func forget(_ keys: [Key]) {
        state.withLock { state in
            for key in keys {
                state.remove(key)
                state.valid[key] = nil
            }
        }
    }

    func forgetAll() {
        state.withLock { state in
            state.entries = [:]
            state.bytes = 0
            state.valid = [:]
        }
    }
}
