import KinoraKernel

/// Checks of dotted paths (`description.sortTitle`), the same for every engine.
///
/// A path has one to twenty names of at most 200 bytes each. A name is not empty, does not begin with `$`, and holds no dots, quotation
/// marks, apostrophes, backslashes or control characters. Paths do not reach into arrays.
package enum FieldPath {
    package static let mostNames = 20
    package static let longestName = 200

    /// The names of a path.
    /// - Throws: `StoreError.invalid`.
    package static func names(_ path: String) throws -> [String] {
        let names = path.split(separator: ".", maxSplits: mostNames, omittingEmptySubsequences: false).map(String.init)
        guard names.count <= mostNames, names.allSatisfy(isName) else {
            throw StoreError.invalid("“\(path.onOneLine(atMost: 80))” is no path of a field: names joined by dots, like description.title.")
        }
        return names
    }

    private static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= longestName, name.utf8.first != UInt8(ascii: "$") else { return false }
        return name.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
        }
    }
}
