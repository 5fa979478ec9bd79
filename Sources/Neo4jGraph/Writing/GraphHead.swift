import KinoraBolt

/// What the graph says of itself, in one node: `(:KinoraGraph {id: 'kinora'})`.
struct GraphHead: Sendable, Hashable {
    /// Where in the change feed the graph stands; nil where it was never complete.
    var position: String?
    /// Goes up with every page that is written.
    var version: Int64
    /// Another one means: numbers mean something else from now on.
    var epoch: String
    /// Whether everything up to the position is in it.
    var isComplete: Bool
    var profiles: Int64
    var watches: Int64

    static let columns = """
        g.position AS position, g.version AS version, g.epoch AS epoch, g.complete AS complete, g.profiles AS profiles, g.watches AS watches
        """

    /// - Returns: nil where it is none.
    init?(_ row: BoltRow?) {
        guard let row, let version = row["version"]?.asInt, let epoch = row["epoch"]?.asString else { return nil }
        self.version = version
        self.epoch = epoch
        position = row["position"]?.asString
        isComplete = row["complete"]?.asBool ?? false
        profiles = row["profiles"]?.asInt ?? 0
        watches = row["watches"]?.asInt ?? 0
    }
}
