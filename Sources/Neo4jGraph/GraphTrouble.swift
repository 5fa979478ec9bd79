import KinoraBolt
import KinoraKernel

/// Why the recommendation graph in a graph database cannot be written or asked at present.
package enum GraphTrouble: Complaint, Hashable {
    /// Another process of the house writes it.
    case written
    /// Another process took the writing over.
    case takenOver
    /// The graph is not as this process left it: it was emptied, restored from a copy, or written by something else.
    case altered
    /// It was never written, or is just being written anew.
    case unready
    /// The facts have not been told to their end, so that nothing may be written yet.
    case untold
    case strange(String)

    package var sentence: String {
        switch self {
        case .written: "Another process of this house writes the recommendation graph already."
        case .takenOver: "Another process of this house took over writing the recommendation graph."
        case .altered: "The recommendation graph is not as it was left; it is compared with what it should be, and put right."
        case .unready:
            "The recommendation graph in the graph database is not complete yet. Run `kinora serve` with neo4j-uri, or `kinora graph rebuild`."
        case .untold: "The documents have not been read to their end yet, so nothing is written into the recommendation graph."
        case .strange(let what): "The recommendation graph holds something that cannot be read: \(what). Run `kinora graph rebuild`."
        }
    }
}

extension BoltFault: Complaint {
    package var sentence: String { description.onOneLine() }
}
