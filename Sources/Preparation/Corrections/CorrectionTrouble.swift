import KinoraKernel

/// Why a name cannot be corrected.
package enum CorrectionTrouble: ExplainedComplaint, Hashable {
    /// No source of this name is known.
    case unknownSource
    /// Its library is none that Kinora was started with.
    case unknownLibrary(String)
    /// It is not among what providers offered for the title.
    case unknownCandidate
    /// No such picture is offered for the title.
    case unknownPicture
    /// The film has no such moment, or cannot be played.
    case noSuchMoment

    package var explanation: Explanation {
        switch self {
        case .unknownSource: "This file is not known any more; scan its library again."
        case .unknownLibrary(let path): "Its library \(path.onOneLine()) is not among those Kinora was started with."
        case .unknownCandidate: "This is not offered for the title any more; open the page again."
        case .unknownPicture: "This picture is not offered for the title any more; open the page again."
        case .noSuchMoment: "The film has no such moment; choose one between its beginning and its end."
        }
    }
}
