import KinoraKernel

/// Why a name cannot be corrected.
package enum CorrectionTrouble: Complaint, Hashable {
    /// No source of this name is known.
    case unknownSource
    /// Its library is none that Kinora was started with.
    case unknownLibrary(String)

    package var sentence: String {
        switch self {
        case .unknownSource: "This file is not known any more; scan its library again."
        case .unknownLibrary(let path): "Its library \(path.onOneLine()) is not among those Kinora was started with."
        }
    }
}
