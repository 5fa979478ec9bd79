/// How a client behaves; the bounds of everything.
package struct BoltSettings: Sendable {
    /// The database's name; nil for the user's own.
    package var database: String?
    /// How the client calls itself to the server.
    package var agent: String
    /// Connections to one server.
    package var mostConnections = 8
    package var connecting = Duration.seconds(5)
    /// For any one answer. A server that does not notice that nobody waits any more goes on; see that it has a bound of its own.
    package var answering = Duration.seconds(30)
    /// For a free connection.
    package var waiting = Duration.seconds(30)
    /// A connection that nobody used for so long is tried out before it is used.
    package var idle = Duration.seconds(30)
    /// For how long passing trouble is met by doing the work again.
    package var retrying = Duration.seconds(30)
    /// In bytes.
    package var longestMessage = 64 << 20
    /// Rows that are fetched at once.
    package var batch: Int64 = 1000
    /// Rows that one answer may bring where the caller wants them all at once.
    package var mostRows = 1_000_000
    /// A file of certificate authorities (PEM) that takes the place of the system's.
    package var authorities: String?

    package init(agent: String, database: String? = nil) {
        self.agent = agent
        self.database = database
    }
}
