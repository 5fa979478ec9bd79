extension Trouble {
    /// Runs what concerns one file of a film in several, and says of which file a trouble speaks. What names its path speaks for itself.
    /// - Parameter index: counted from 0.
    static func naming<Result>(part index: Int, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let trouble as Trouble {
            throw trouble.named(index)
        }
    }

    /// The same for work that waits.
    static func naming<Result: Sendable>(part index: Int, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let trouble as Trouble {
            throw trouble.named(index)
        }
    }

    private func named(_ index: Int) -> Trouble {
        switch self {
        case .empty, .notVideo, .noPicture, .damaged, .incomplete: .ofPart(index + 1, self)
        default: self
        }
    }
}
