import KinoraDocuments

/// A picture that Kinora keeps itself: named by its content, in `data/artwork/`.
package struct Artwork: Codable, Hashable, Sendable {
    /// File name: a SHA-256 in hexadecimal and an extension (`jpg`, `png`, `webp`). What every browser can show, in the largest size.
    package var file: String
    package var width: Int
    package var height: Int
    /// The same picture in sizes for pages, the smallest first, the largest included.
    @OrEmpty package var sizes: [Size] = []

    /// One size of a picture, in the form that takes least space and in one that everything can show.
    package struct Size: Codable, Hashable, Sendable {
        package var width: Int
        package var height: Int
        package var webp: String
        /// JPEG, or PNG where the picture has transparent parts.
        package var plain: String

        package init(width: Int, height: Int, webp: String, plain: String) {
            self.width = width
            self.height = height
            self.webp = webp
            self.plain = plain
        }
    }

    package init(file: String, width: Int, height: Int, sizes: [Size] = []) {
        self.file = file
        self.width = width
        self.height = height
        _sizes = OrEmpty(wrappedValue: sizes)
    }

    /// - Parameter sizes: the smallest first; nil comes of none.
    package init?(sizes: [Size]) {
        guard let largest = sizes.last else { return nil }
        self.init(file: largest.plain, width: largest.width, height: largest.height, sizes: sizes)
    }

    /// Every file that belongs to it.
    package var files: Set<String> { Set([file] + sizes.flatMap { [$0.webp, $0.plain] }) }

    /// The beginning of a file's name, by which titles are found that show it: enough to tell pictures apart, and short for an index.
    package static func mark(_ file: String) -> String { String(file.prefix(markLength)) }

    private static let markLength = 16

    /// The marks of some pictures, each once, in order.
    static func marks(_ pictures: Artwork?...) -> [String] {
        Set(pictures.compactMap(\.self).flatMap(\.files).map(mark)).sorted()
    }
}
