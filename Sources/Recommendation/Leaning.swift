/// What a profile said itself of a genre or a person; it is heard over what its watches say.
package struct Leaning: Sendable, Hashable {
    package enum Subject: String, Sendable, CaseIterable {
        case genre
        /// Whatever somebody did: directed, wrote, acted.
        case person

        /// The nodes of the graph that are meant.
        var kinds: [ContentNode.Kind] {
            switch self {
            case .genre: [.genre]
            case .person: [.director, .writer, .actor]
            }
        }

        init?(_ kind: ContentNode.Kind) {
            guard let subject = Self.allCases.first(where: { $0.kinds.contains(kind) }) else { return nil }
            self = subject
        }
    }

    package enum Wish: String, Sendable, CaseIterable {
        case more, less
        /// It says nothing of the profile, however often it was watched.
        case forget
    }

    package var subject: Subject
    package var name: String
    package var wish: Wish

    package init(_ subject: Subject, _ name: String, _ wish: Wish) {
        self.subject = subject
        self.name = name
        self.wish = wish
    }

    /// As one line of text; the name comes last and may hold spaces.
    package var line: String { "\(wish.rawValue) \(subject.rawValue) \(name)" }

    /// - Returns: nil for a line that is none of ours.
    package init?(line: some StringProtocol) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let wish = Wish(rawValue: String(parts[0])), let subject = Subject(rawValue: String(parts[1])) else {
            return nil
        }
        self.init(subject, String(parts[2]), wish)
    }
}
