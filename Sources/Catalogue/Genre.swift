import KinoraDocuments
import KinoraKernel

/// A genre and how many listed titles bear it. Kept by `Registers`; a genre of nothing listed has no document.
package struct Genre: Record, Hashable {
    package static let schema = CollectionSchema(
        "genres", indexes: [.unique("key"), .lookup("titles"), .lookup("name")], searchable: ["name"])

    /// As it was first spelled.
    package var name: String
    /// The name without case, accents and punctuation.
    package var key: String
    /// Every way in which titles spell it.
    package var spellings: [String]
    package var films: Int
    package var series: Int
    /// Films and series together.
    package var titles: Int

    package init(name: String, key: String) {
        self.name = name
        self.key = key
        spellings = [name]
        films = 0
        series = 0
        titles = 0
    }

    /// Further spellings of one genre are not counted.
    package static let mostSpellings = 50

    /// What tells that two names mean the same genre.
    package static func key(_ name: String) -> String? { PersonName.key(name) }

    static func id(of key: String) -> String { String(Digest(of: Array(key.utf8)).hex.prefix(26)) }

    mutating func add(_ names: [String]) {
        for name in names where !spellings.contains(name) && spellings.count < Self.mostSpellings { spellings.append(name) }
        spellings.sort()
    }
}
