import KinoraDocuments
import KinoraKernel

package typealias PersonID = Identifier<Person>

/// Somebody who made or played in a title that is listed. Kept by `Registers`; whoever is in nothing listed has no document.
///
/// People are told apart by their names alone, because that is what files know of them: two of one name are one.
package struct Person: Record, Hashable {
    package static let schema = CollectionSchema(
        "people", indexes: [.unique("key"), .lookup("sortName"), .lookup("titles"), .lookup("waitsForPortrait"), .lookup("pictures")],
        searchable: ["name"])

    package var name: String
    /// Family name first, folded: `solheim ingrid`.
    package var sortName: String
    /// See `PersonName.key`.
    package var key: String
    /// Names at providers: `["imdb": "nm1234567"]`.
    package var providerIDs: [String: String]
    package var portrait: Artwork? {
        didSet { pictures = Artwork.marks(portrait) }
    }
    /// Where the portrait comes from, or is to come from.
    package var portraitSource: String?
    /// Whether somebody has still to fetch it; nil for no.
    package var waitsForPortrait: Bool?
    /// The films and series in `appearances`, each once.
    package var titles: [String]
    package var appearances: [Appearance]
    /// See `Film.pictures`.
    @OrEmpty package var pictures: [String] = []

    /// Somebody without appearances yet.
    package init(name: String, key: String) {
        self.name = name
        self.key = key
        sortName = PersonName.sorted(name)
        providerIDs = [:]
        titles = []
        appearances = []
    }

    /// So many appearances are kept of one person.
    package static let mostAppearances = 2000

    /// Puts what a person did for some titles in the place of what was known of it.
    mutating func replace(_ appearances: [Appearance], in batch: Set<String>) {
        let others = self.appearances.filter { !batch.contains($0.title) }
        self.appearances = Array((others + appearances).sorted(by: Self.precedes).prefix(Self.mostAppearances))
        titles = Set(self.appearances.map(\.title)).sorted()
    }

    /// A fixed order, so that the same appearances are the same document.
    private static func precedes(_ left: Appearance, _ right: Appearance) -> Bool {
        (left.title, left.role.rawValue, left.order, left.character ?? "") < (
            right.title, right.role.rawValue, right.order, right.character ?? ""
        )
    }
}
