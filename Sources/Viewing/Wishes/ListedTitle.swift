import KinoraDocuments
import KinoraKernel

/// That a profile put a film or a series on its list. The document's name is made of both (`name`).
package struct ListedTitle: Record, Hashable {
    package static let schema = CollectionSchema("my-list", indexes: [.lookup("profile", "listedAt")])

    package var profile: String
    /// The film's or series' name among its documents.
    package var title: String
    package var listedAt: Moment

    package init(profile: String, title: String, listedAt: Moment) {
        self.profile = profile
        self.title = title
        self.listedAt = listedAt
    }

    package static func name(_ title: String, of profile: String) -> String { "\(profile)-\(title)" }
}
