import KinoraDocuments

/// The documents that a piece of the change feed names, each once, by collection.
struct ChangedDocuments {
    private var names: [String: [String]] = [:]

    init(_ entries: [DocumentChange]) {
        var known: Set<[String]> = []
        for entry in entries where known.insert([entry.collection, entry.id]).inserted {
            names[entry.collection, default: []].append(entry.id)
        }
    }

    /// Written and deleted ones, in the order in which they first changed.
    func all(_ schema: CollectionSchema) -> [String] { names[schema.name] ?? [] }

    /// What a name is made of that joins a profile's and a title's (`Progress.name`, `NotForMe.name`): nothing else is left of a document that
    /// is gone. More than one answer where one of the two holds a hyphen itself; then one of them is right.
    static func halves(of name: String) -> [(String, String)] {
        name.indices.filter { name[$0] == "-" }.prefix(mostHyphens).map { hyphen in
            (String(name[..<hyphen]), String(name[name.index(after: hyphen)...]))
        }
    }

    private static let mostHyphens = 16
}
