import KinoraKernel

/// Why a snapshot is not taken; it is thrown away and the graph built anew from the documents.
package enum SnapshotDefect: Complaint, Hashable {
    case notOurs
    case otherVersion
    case cut
    case altered
    case contradiction

    package var sentence: String {
        let why =
            switch self {
            case .notOurs: "is no snapshot of recommendations"
            case .otherVersion: "was written by another version"
            case .cut: "ends too early"
            case .altered: "was altered since it was written"
            case .contradiction: "contradicts itself"
            }
        return "The snapshot of the recommendations \(why); it is made anew from the documents."
    }
}
