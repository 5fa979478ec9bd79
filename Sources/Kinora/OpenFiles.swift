import Foundation

/// How many files and connections this process may have open. A server that runs out can neither answer nor read its database.
enum OpenFiles {
    /// For the database, programs, logs and libraries that are being walked; and for files of films that are held open for those who ask for more
    /// of them, each once and once more for each processor core that sends of it.
    private static let kept = 64 + filesAtHand * 3
    /// How many files of films are held open.
    static let filesAtHand = 64
    /// A viewer has a connection and, behind it, a file.
    private static let perConnection = 2
    private static let mostConnections = 4096
    private static let fewestConnections = 16

    /// Raises the process's limit as far as the system lets it, and says how many connections fit under it.
    static func connections() -> Int {
        connections(under: raised())
    }

    static func connections(under limit: Int) -> Int {
        min(mostConnections, max(fewestConnections, (limit - kept) / perConnection))
    }

    private static func raised() -> Int {
        var limits = rlimit()
        guard getrlimit(openFiles, &limits) == 0 else { return 1024 }
        let present = limits.rlim_cur
        limits.rlim_cur = min(limits.rlim_max, rlim_t(mostConnections * perConnection + kept))
        guard limits.rlim_cur > present, setrlimit(openFiles, &limits) == 0 else { return Int(clamping: present) }
        return Int(clamping: limits.rlim_cur)
    }

    #if canImport(Glibc)
        private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let openFiles = RLIMIT_NOFILE
    #endif
}
