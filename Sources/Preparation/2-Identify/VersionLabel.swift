/// What tells versions of one film in a folder apart: the folder's name, then ` - label`, `.label`, `_label` or ` [label]`.
enum VersionLabel {
    /// The label of a file in a folder; empty when it bears exactly the folder's name, nil when it is no version of that folder's film.
    static func of(_ stem: [UInt8], in folder: [UInt8]) -> String? {
        guard folder.count > 1, stem.starts(with: folder) else { return nil }
        let rest = Array(stem[folder.count...])
        guard !rest.isEmpty else { return "" }
        let label: ArraySlice<UInt8>
        if rest.starts(with: " - ".utf8) {
            label = rest.dropFirst(3)
        } else if rest[0] == Byte.dot || rest[0] == Byte.underscore {
            label = rest.dropFirst()
        } else if let open = rest.firstIndex(where: { $0 != Byte.space }), rest[open] == UInt8(ascii: "["), rest.last == UInt8(ascii: "]") {
            label = rest[(open + 1)..<(rest.count - 1)]
        } else {
            return nil
        }
        let text = String(decoding: label, as: UTF8.self)
        return text.isEmpty || text.hasPrefix(" ") ? nil : text
    }

    /// The plain name first, then resolutions from high to low, then labels from A to Z.
    static func precedes(_ left: String, _ right: String) -> Bool {
        if left.isEmpty != right.isEmpty { return left.isEmpty }
        let (a, b) = (lines(left), lines(right))
        if a != b { return a > b }
        return left.lowercased() < right.lowercased()
    }

    /// The lines of the picture that a label tells; 0 for none.
    static func lines(_ label: String) -> Int {
        for word in Name(Array(label.utf8)).words {
            switch word.text {
            case "4k", "uhd": return 2160
            case "8k": return 4320
            default: break
            }
            if NoiseWords.isResolution(word.text), let lines = Int(word.text.prefix(while: { $0.isNumber })) { return lines }
        }
        return 0
    }
}
