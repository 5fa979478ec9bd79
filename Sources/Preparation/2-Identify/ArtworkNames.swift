/// What a picture shows, by its name: `poster`, `fanart-2`, `Film (2035)-logo`, `season01-poster`.
package enum ArtworkNames {
    private static let kinds: [String: Understanding.Picture] = [
        "poster": .primary, "folder": .primary, "cover": .primary, "default": .primary, "movie": .primary, "show": .primary,
        "backdrop": .backdrop, "fanart": .backdrop, "background": .backdrop, "art": .backdrop, "banner": .banner, "logo": .logo,
        "clearlogo": .logo, "landscape": .thumb, "thumb": .thumb,
    ]

    /// - Parameters:
    ///   - stem: the picture's name without its ending.
    ///   - isInExtraFanart: whether it lies in a folder `extrafanart`.
    static func kind(of stem: Name, isInExtraFanart: Bool = false) -> Understanding.Picture? {
        if isInExtraFanart { return .backdrop }
        guard let last = stem.words.last else { return nil }
        if stem.words.count == 1 {
            if let kind = kinds[last.text] ?? numbered(last, in: stem) { return kind }
            if last.text.hasPrefix("season"), let (letters, _) = stem.lettersAndNumber(0), letters == "season" { return .primary }
            return nil
        }
        if last.number != nil, stem.words.count == 2, let kind = kinds[stem.words[0].text] { return kind }
        guard stem.gap(before: stem.words.count - 1).contains(.dash) || stem.gap(before: stem.words.count - 1) == .dot else { return nil }
        if let kind = kinds[last.text] ?? numbered(last, in: stem) { return kind }
        if last.number != nil, stem.words.count > 2 { return kinds[stem.words[stem.words.count - 2].text] }
        return nil
    }

    /// `backdrop2`.
    private static func numbered(_ word: Name.Word, in name: Name) -> Understanding.Picture? {
        guard let index = name.words.firstIndex(where: { $0.start == word.start }), let (letters, _) = name.lettersAndNumber(index) else {
            return nil
        }
        return kinds[letters]
    }

    /// The season a picture of a series belongs to: `season01-poster`, `Season01`, `season-specials-poster`.
    static func season(of stem: Name) -> Int? {
        guard let first = stem.words.first, first.text.hasPrefix("season") else { return nil }
        if let (letters, number) = stem.lettersAndNumber(0), letters == "season" { return number }
        guard first.text == "season", stem.words.count > 1 else { return nil }
        return stem.words[1].text == "specials" ? 0 : stem.words[1].number
    }
}
