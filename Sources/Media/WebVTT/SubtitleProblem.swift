import KinoraKernel

/// Why a file is not shown as subtitles.
package enum SubtitleProblem: ExplainedComplaint, Hashable {
    case tooLarge
    case notText
    case noCues
    case tooManyCues

    package var explanation: Explanation {
        switch self {
        case .tooLarge: "The subtitle file is larger than 16 megabytes, so it is left out; real subtitles are much smaller."
        case .notText: "The subtitle file is not text, so it is left out; convert it to SRT, ASS or WebVTT."
        case .noCues: "The subtitle file holds no lines with times in SRT, ASS or WebVTT form, so it is left out."
        case .tooManyCues: "The subtitle file has more than 100000 lines, so it is left out."
        }
    }
}
