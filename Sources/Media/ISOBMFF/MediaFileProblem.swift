import KinoraKernel

/// Why a media file cannot be read or written.
package enum MediaFileProblem: ExplainedComplaint, Hashable {
    /// The system refused to open, read or write.
    case system(String, reason: String)
    /// The bytes contradict the file format, or end too early.
    case damaged(String, String)
    /// The file may be good, but this is more than Kinora packages.
    case unsupported(String, String)

    package var explanation: Explanation {
        switch self {
        case .system(let path, let reason):
            "The file \(Self.name(path)) cannot be used: \(Explanation(sentence: reason).onOneLine(atMost: 200))."
        case .damaged(let path, let reason):
            "The file \(Self.name(path)) is damaged: \(Explanation(sentence: reason).onOneLine(atMost: 200)). Make it again."
        case .unsupported(let path, let reason):
            "The file \(Self.name(path)) cannot be packaged: \(Explanation(sentence: reason).onOneLine(atMost: 200))."
        }
    }

    private static func name(_ path: String) -> String {
        PackageLayout.fileName(of: path).onOneLine(atMost: 120)
    }
}
