import KinoraKernel

/// Why an NFO file was not used. The item it belongs to goes on without it.
package enum NFOTrouble: Complaint, Hashable {
    case tooLarge
    case hasDocumentType
    case isNoText
    case isBroken(line: Int, reason: String)

    package var sentence: String {
        switch self {
        case .tooLarge: "The NFO file is larger than 1 MB and was not read."
        case .hasDocumentType: "The NFO file declares a document type or entities, which is never expanded; remove the declaration."
        case .isNoText: "The NFO file is neither XML nor a list of addresses."
        case .isBroken(let line, let reason): "The NFO file is no well-formed XML (near line \(line): \(reason)); correct it, or remove it."
        }
    }
}
