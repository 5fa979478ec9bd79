/// Names of tables and indexes, made from names of collections and paths that were checked before.
///
/// SQLite takes `Films` and `films` for one table, documents do not: a capital is written as `^` and the small letter.
enum SQLName {
    static func documents(_ collection: String) -> String { quoted("documents/\(folded(collection))") }
    static func elements(_ collection: String) -> String { quoted("elements/\(folded(collection))") }
    static func words(_ collection: String) -> String { quoted("words/\(folded(collection))") }

    /// Not quoted: error messages and the schema table name an index like this.
    static func index(_ collection: String, _ paths: [String], unique: Bool) -> String {
        "\(unique ? "unique" : "lookup")/\(folded(collection))/\(paths.map(folded).joined(separator: ","))"
    }

    static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private static func folded(_ name: String) -> String {
        var folded = ""
        for character in name.unicodeScalars {
            switch character {
            case "A"..."Z": folded += "^" + String(character).lowercased()
            case "^": folded += "^^"
            default: folded.unicodeScalars.append(character)
            }
        }
        return folded
    }
}
