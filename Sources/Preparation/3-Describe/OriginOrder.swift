import KinoraCatalogue

/// Whose word counts most: the owner's, then what lies beside the video, then what is in it, then the providers in the owner's order, and
/// the name last.
package struct OriginOrder: Hashable, Sendable {
    private let ranks: [Origin: Int]
    private let structure: [Origin: Int]
    /// Who is asked, in the owner's order; what others said once still counts, behind them.
    package let providers: [Origin]

    /// - Parameter providers: in the owner's order.
    package init(providers: [Origin] = []) {
        self.providers = providers
        let others = [Origin.tmdb, .omdb].filter { !providers.contains($0) }
        let order: [Origin] = [.owner, .nfo, .file, .sidecar, .tags] + providers + others + [.frame, .name]
        ranks = Self.ranks(order)
        // Years and ids in a name were put there to tell titles apart: only the owner corrects them.
        structure = Self.ranks([.owner, .name] + order)
    }

    private static func ranks(_ order: [Origin]) -> [Origin: Int] {
        Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func rank(_ origin: Origin) -> Int { ranks[origin] ?? .max }

    func rankOfStructure(_ origin: Origin) -> Int { structure[origin] ?? .max }
}
