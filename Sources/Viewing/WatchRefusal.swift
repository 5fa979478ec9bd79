import KinoraKernel

/// Why a player's report is not believed.
package enum WatchRefusal: Complaint, Hashable {
    case badSitting
    case badNumber
    /// Not a number, too few, or more than a report can be about.
    case badSeconds
    /// Before the beginning or behind the end of the feature.
    case badPosition
    /// More seconds than have passed since the sitting began.
    case fasterThanTime

    package var sentence: String {
        switch self {
        case .badSitting: "The report names no sitting: 8 to 40 letters and digits."
        case .badNumber: "The report's number is none: 0 to 100000."
        case .badSeconds: "The report's seconds are none that a player watched: more than 0, at most \(Int(WatchEntry.mostSeconds))."
        case .badPosition: "The report's position lies outside the film."
        case .fasterThanTime: "The reports have more seconds than have passed since the first."
        }
    }
}
