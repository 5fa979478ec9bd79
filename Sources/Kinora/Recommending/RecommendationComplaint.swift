import KinoraKernel

/// Why nothing can be recommended to somebody at the command line.
enum RecommendationComplaint: Complaint, Hashable {
    case noProfile(String)
    case manyProfiles(String, ids: [String])
    case noTitle(String)
    case manyTitles(String, ids: [String])

    var sentence: String {
        switch self {
        case .noProfile(let text): "There is no profile “\(text.onOneLine(atMost: 100))”; `kinora members list` shows who there is."
        case .manyProfiles(let text, let ids):
            "More than one profile is called “\(text.onOneLine(atMost: 100))”; say which by its id: \(ids.joined(separator: ", "))."
        case .noTitle(let text): "There is no film or series “\(text.onOneLine(atMost: 100))” that is listed; say its whole title."
        case .manyTitles(let text, let ids):
            "More than one title is called “\(text.onOneLine(atMost: 100))”; say which by its id: \(ids.joined(separator: ", "))."
        }
    }
}
