import KinoraKernel

/// Why a copy is not made, or is not one.
package enum CopyFailure: Complaint, Hashable {
    /// The target holds documents that are not this copy's.
    case targetIsNotEmpty([String: Int])
    /// The target was written to since the copy was done.
    case targetIsInUse
    /// The interrupted copy is older than the source's feed remembers.
    case tooOld
    /// The source is not the one that the copy began with.
    case otherSource(String)
    /// Another copy into the same target is running.
    case concurrent
    /// Documents that the target does not take because another one there has the same values in a unique index.
    case refused(collection: String, id: String, count: Int)
    /// Documents that are not the same on both sides.
    case differs(CopyDifferences)

    package var sentence: String {
        switch self {
        case .targetIsNotEmpty(let counts):
            "The target holds other documents (\(Self.listed(counts))). Choose an empty one, or copy over them with --into-existing: "
                + "what has the same name is overwritten, the rest stays."
        case .targetIsInUse:
            "This copy was made before, and the target was written to since. Choose an empty target, or copy over it with --into-existing: "
                + "what has the same name is overwritten, the rest stays."
        case .tooOld:
            "The copy was interrupted longer ago than the source remembers changes (a week). Empty the target and begin again, or begin "
                + "again over it with --into-existing: what was deleted in the source meanwhile stays there then."
        case .otherSource(let name):
            "\(name.onOneLine(atMost: 200)) is not the source that this copy began with; it was replaced meanwhile. Empty the target and "
                + "begin again."
        case .concurrent: "Another copy into the same target is running. Wait for its end."
        case .refused(let collection, let id, let count):
            "\(count == 1 ? "One document was" : "\(count) documents were") not taken, the first is \(id.onOneLine(atMost: 80)) in "
                + "\(collection): another document of the target has its place in a unique index. Choose an empty target."
        case .differs(let differences): differences.sentence
        }
    }

    private static func listed(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key.precedesByBytes($1.key) }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}
