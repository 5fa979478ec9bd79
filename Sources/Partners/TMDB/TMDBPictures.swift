import KinoraPreparation

/// The pictures that TMDB offers for a title: the one it shows itself first, then those of the language, then others.
struct TMDBPictures {
    private let field: Field
    private let language: String
    private let base: String

    init(_ field: Field, _ language: String, _ base: String) {
        self.field = field
        self.language = language
        self.base = base
    }

    /// So many of each kind are kept in reserve, should one be unreadable.
    private static let most = 3

    var pictures: [WantedPicture] {
        let images = field["images"]
        return choose(.poster, [field["poster_path"]], images["posters"]) + choose(.backdrop, [field["backdrop_path"]], images["backdrops"])
            + choose(.logo, [], images["logos"])
    }

    private func choose(_ kind: PictureKind, _ first: [Field], _ list: Field) -> [WantedPicture] {
        let ranked = list.items.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
        var paths: [String] = []
        for case let path? in first.map(\.text) + ranked.map({ $0["file_path"].text }) where Self.isPath(path) && !paths.contains(path) {
            paths.append(path)
        }
        return paths.prefix(Self.most).map { WantedPicture(kind, .address(Self.address($0, base))) }
    }

    private func rank(_ image: Field) -> Int {
        switch image["iso_639_1"].text {
        case language: 0
        case "en": 1
        case nil: 2
        default: 3
        }
    }

    /// `/abc.jpg`; drawings (SVG) cannot be used.
    static func isPath(_ text: String) -> Bool { text.wholeMatch(of: /\/[A-Za-z0-9_\-]{1,100}\.(jpg|jpeg|png|webp)/) != nil }

    static func address(_ path: String, _ base: String) -> String { "\(base)/original\(path)" }
}
