import KinoraKernel

/// A folder that holds one part of a film and bears no other name: `CD1`, `Disc 2`, `DVD 1`, `Part 1`.
struct PartFolder: Hashable {
    let word: PartSuffix.Word
    let number: Int
    let isLetter: Bool

    /// The longest such names are a few letters and a number in brackets; others need not be taken apart.
    private static let longest = 12

    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.longest, let first = bytes.first, Byte.isOpening(first) || "cdpCDP".utf8.contains(first) else {
            return nil
        }
        let name = Name(bytes)
        // `CDA` is a name of its own, and so is what stands before a part.
        guard let suffix = PartSuffix(name), suffix.start == name.words.first?.start, !(suffix.isGlued && suffix.isLetter) else {
            return nil
        }
        (word, number, isLetter) = (suffix.word, suffix.number, suffix.isLetter)
    }

    /// The folder that is a video's title's: its own, or the one above a part's folder.
    static func home(of video: FilePath) -> FilePath { home(ofFolder: video.folder) }

    static func home(ofFolder folder: FilePath) -> FilePath { Self(folder, holdsTitle: folder.folder) == nil ? folder : folder.folder }

    /// The part that a video's folder says it is.
    static func of(_ video: FilePath) -> PartFolder? { Self(video.folder, holdsTitle: video.folder.folder) }

    /// Below a folder that may bear a title: not at a library's top, and not on a shelf.
    private init?(_ folder: FilePath, holdsTitle above: FilePath) {
        guard !above.bytes.isEmpty else { return nil }
        self.init(folder.name)
        guard Self.mayHoldParts(Name(above.name)) else { return nil }
    }

    static func mayHoldParts(_ folder: Name) -> Bool {
        !Shelf.isShelf(folder) && !Shelf.isLetter(folder) && SeasonFolder(folder, below: nil) == nil
    }

    /// Discs are pieces wherever they stand; a folder `Part 1` can hold a film of its own.
    var isCertain: Bool { ![.part, .pt].contains(word) }
}
