/// The part of the addresses that programs use: below it every route asks for a token, and none is a page's.
struct ProgramPaths: Sendable {
    private let roots: Set<Substring>

    /// Where the Video API is, for what looks at requests before there are routes.
    static let api = ProgramPaths(roots: [SharedAddresses.api.dropFirst()])

    private init(roots: Set<Substring>) {
        self.roots = roots
    }

    /// The first names of all paths whose routes ask for a token; such a name that a page uses too is a mistake in the table.
    init(of routes: [Route]) {
        roots = Set(routes.filter { $0.rule == .token }.compactMap { Self.root(of: $0.path) })
        let shared = routes.first { route in route.rule != .token && Self.root(of: route.path).map(roots.contains) == true }
        precondition(shared == nil, "\(shared?.path ?? "") lies among the routes of programs, but asks for no token.")
    }

    /// - Parameter path: as it came, undecoded; with or without a query.
    func contain(_ path: String) -> Bool { Self.root(of: path).map(roots.contains) == true }

    private static func root(of path: String) -> Substring? {
        path.prefix { $0 != "?" }.split(separator: "/", maxSplits: 1).first
    }
}
