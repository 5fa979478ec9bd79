import KinoraDocuments
import KinoraKernel

/// Counts what each account plays at once. A player holds its place by saying every half minute that it still plays; a place of which nothing
/// was heard for `life` is free.
package struct StreamLedger: Sendable {
    /// Twice the time between two words of a player, and a little.
    package static let life = Duration.seconds(65)

    /// Streams at once of an account.
    package let limit: Int
    private let members: Records<MemberStreams>
    private let time: any TimeSource

    package init(limit: Int, store: any DocumentStore, time: any TimeSource) {
        self.limit = limit
        members = Records(in: store)
        self.time = time
    }

    /// Takes a place for a stream, or keeps the one it has.
    ///
    /// Several servers may be asked at the same moment: the document of the account is only written over what was read, so there are never
    /// more than `limit`.
    /// - Parameter replaces: whether another stream of the same session gives its place up where none is free. A person who opens the next
    ///   film has left the last; its player hears of it when it next says that it plays.
    /// - Throws: `StreamsTaken`.
    package func hold(_ stream: LiveStream, of member: String, replaces: Bool) async throws {
        let (now, limit) = (time.now, limit)
        try await members.change(member, startingFrom: MemberStreams(live: [])) { streams in
            var others = streams.live.filter { $0.id != stream.id && now.since($0.renewedAt) < Self.life }
            if others.count >= limit, replaces, let own = others.firstIndex(where: { $0.session == stream.session }) {
                others.remove(at: own)
            }
            guard others.count < limit else { throw StreamsTaken(limit: limit, devices: others.map(\.device)) }
            streams.live = others + [stream]
        }
    }

    /// Gives a place back.
    package func release(_ stream: LiveStream, of member: String) async throws {
        guard try await members.read(member)?.value.live.contains(where: { $0.id == stream.id }) == true else { return }
        try await members.change(member, startingFrom: MemberStreams(live: [])) { $0.live.removeAll { $0.id == stream.id } }
    }

    /// What all accounts play at present, with the account's name among its documents.
    package func live(atMost count: Int) async throws -> [(member: String, stream: LiveStream)] {
        let now = time.now
        var found: [(member: String, stream: LiveStream)] = []
        for try await one in members.all() {
            for stream in one.value.live where now.since(stream.renewedAt) < Self.life { found.append((one.id, stream)) }
            if found.count >= count { break }
        }
        return Array(found.prefix(count))
    }

    /// What an account plays at present.
    package func live(of member: String) async throws -> [LiveStream] {
        let now = time.now
        return try await members.read(member)?.value.live.filter { now.since($0.renewedAt) < Self.life } ?? []
    }
}

/// An account plays as much at once as it may.
struct StreamsTaken: Error {
    let limit: Int
    let devices: [String]
}
