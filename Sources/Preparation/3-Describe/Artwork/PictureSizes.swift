import KinoraCatalogue

/// The sizes in which pages show a picture.
enum PictureSizes {
    /// In pixels: what cards, heads of pages and screens of double density need.
    static func widths(_ kind: PictureKind) -> [Int] {
        switch kind {
        case .poster: [160, 320, 480, 960]
        case .backdrop: [320, 640, 960, 1920]
        case .logo: [320, 640]
        }
    }

    /// A width and the height that goes with it, the smallest first. Nothing is enlarged: a picture that is smaller than the largest size
    /// ends with its own.
    static func of(_ kind: PictureKind, width: Int, height: Int) -> [(width: Int, height: Int)] {
        let wanted = widths(kind)
        var chosen = wanted.filter { $0 <= width }
        let largest = chosen.last ?? 0
        if width < wanted.last ?? 0, width * 100 > largest * worthwhile { chosen.append(width) }
        return chosen.map { ($0, max(1, (height * $0 + width / 2) / width)) }
    }

    /// By how many percent of the next smaller size another one must be wide to be worth its bytes.
    private static let worthwhile = 115
}
