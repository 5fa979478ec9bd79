import KinoraKernel

/// Why two titles cannot be made one, or one cannot be parted again.
package enum MergeTrouble: Complaint, Hashable {
    /// One of them is not there any more.
    case unknownTitle
    case sameTitle
    /// It took nothing in of that name.
    case notAbsorbed
    /// A season of another series has to come from a series of one season.
    case manySeasons
    /// Both bear the same name, so only what the owner says of each file can part them.
    case sameNames

    package var sentence: String {
        switch self {
        case .unknownTitle: "This title is not there any more; open the page again."
        case .sameTitle: "This is one title already; choose another one."
        case .notAbsorbed: "This was parted already; open the page again."
        case .manySeasons: "This series has several seasons, so it cannot be one season of another; say what its files are one by one."
        case .sameNames: "Both bear the same name and year; say of each file what it is."
        }
    }
}
