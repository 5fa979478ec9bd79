import KinoraDocuments
import KinoraKernel

/// What a profile said of what Kinora takes for its taste: of a genre, of a person, or of a title that it watched. The document's name is made
/// of profile and subject (`name`).
package struct TasteCorrection: Record, Hashable {
    package static let schema = CollectionSchema("taste-corrections", indexes: [.lookup("profile", "saidAt")])

    package enum Subject: String, Codable, Sendable, CaseIterable { case genre, person, title }

    package enum Wish: String, Codable, Sendable, CaseIterable {
        /// Of a genre or a person.
        case more, less
        /// It says nothing of the profile: a genre, a person, or a watch.
        case forget
    }

    package var profile: String
    package var subject: Subject
    /// What the graph calls the genre or the person; a film's or series' name among its documents.
    package var title: String
    package var wish: Wish
    package var saidAt: Moment

    package init(profile: String, subject: Subject, title: String, wish: Wish, saidAt: Moment) {
        self.profile = profile
        self.subject = subject
        self.title = title
        self.wish = wish
        self.saidAt = saidAt
    }

    /// Names of people are as long as they like; a document's name is not.
    package static func name(_ subject: Subject, _ title: String, of profile: String) -> String {
        "\(profile)-\(Digest(of: Array("\(subject.rawValue) \(title)".utf8)).hex.prefix(nameLength))"
    }

    private static let nameLength = 32
}
