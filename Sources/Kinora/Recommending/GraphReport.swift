import KinoraBolt
import KinoraDocuments
import KinoraNeo4jGraph

/// What `kinora graph status` says.
struct GraphReport: Codable, Hashable, Sendable {
    var server: String
    var isComplete: Bool
    /// Whether a process of the house writes it at present.
    var isWritten: Bool
    /// Changes of documents that are not in it, at most; nil where it must be compared as a whole.
    var behind: Int?
    var titles: Int64
    var profiles: Int64
    var watched: Int64
    var similar: Int64

    /// Asks, and changes nothing.
    /// - Parameter feed: nil where there are no documents yet.
    init(asking client: BoltClient, _ feed: FactFeed?) async throws {
        let status = try await GraphStatus(asking: client)
        var behind: Int?
        if let feed, let position = status.position.flatMap(FactPosition.init), try await feed.canFollow(position) {
            behind = Int(clamping: try await feed.store.latestPosition() - position.place)
        }
        server = status.server
        isComplete = status.isComplete
        isWritten = status.isWritten
        self.behind = status.isComplete ? behind : nil
        (titles, profiles, watched, similar) = (status.titles, status.profiles, status.watched, status.similar)
    }

    /// How far it is, in a few words.
    var state: String {
        guard isComplete else { return "not complete" }
        guard let behind else { return "older than the documents remember" }
        return behind == 0 ? "complete" : "complete but for the last \(behind) changes of documents at most"
    }

    var paragraph: String {
        """
        \(server): \(state).
        \(titles) titles, \(profiles) profiles, \(watched) watched, \(similar) similar.
        \(isWritten ? "A process of this house writes it." : "Nobody writes it at present: kinora serve does.")
        """
    }
}
