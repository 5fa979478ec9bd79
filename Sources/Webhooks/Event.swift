import KinoraDocuments
import KinoraKernel

/// Something that happened in the house. It holds no address, no title of what somebody watched, and nothing of a member but the
/// document's name: what a program wants to know of people, it asks the house for with a token of its own.
package struct Event: Hashable, Sendable {
    package var kind: EventKind
    /// What it is about, so that nobody is told of it twice: a document's name, and what tells this time from the next.
    package var key: String
    package var at: Moment
    package var data: [String: Value]

    package init(_ kind: EventKind, key: String, at: Moment, data: [String: Value]) {
        self.kind = kind
        self.key = key
        self.at = at
        self.data = data
    }

    /// The body of a message, as Standard Webhooks 1.0.0 wants it: `type`, `timestamp`, `data`.
    var body: String { Value.object(["type": .string(kind.rawValue), "timestamp": .string(at.iso8601), "data": .object(data)]).json }
}
