import KinoraDocuments

/// That a profile wants a film or a series recommended no more. The document's name is made of both (`name`).
package struct NotForMe: Record, Hashable {
    package static let schema = CollectionSchema("not-for-me", indexes: [.lookup("profile", "title")])

    package var profile: String
    /// The film's or series' name among its documents.
    package var title: String

    package init(profile: String, title: String) {
        self.profile = profile
        self.title = title
    }

    package static func name(_ title: String, of profile: String) -> String { "\(profile)-\(title)" }
}
