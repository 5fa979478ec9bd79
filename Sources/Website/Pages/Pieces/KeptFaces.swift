import Synchronization

/// The faces of titles that were shown lately.
final class KeptFaces: Sendable {
    /// So many are kept for certain, and up to twice as many, of about one and a half kilobytes each.
    private static let most = 2500

    private struct State {
        var newer: [TitleName: CardFace] = [:]
        var older: [TitleName: CardFace] = [:]
    }

    private let state = Mutex(State())

    func face(of name: TitleName) -> CardFace? {
        state.withLock { $0.newer[name] ?? $0.older[name] }
    }

    func keep(_ face: CardFace) {
        state.withLock { state in
            if state.newer.count >= Self.most { (state.newer, state.older) = ([:], state.newer) }
            state.newer[face.name] = face
            state.older[face.name] = nil
        }
    }
}
