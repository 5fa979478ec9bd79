import KinoraKernel

/// Why tracks cannot be put into a package.
package enum PackagingProblem: ExplainedComplaint, Hashable {
    case timeline(String)
    /// Pictures do not come at the constant rate that the package has.
    case unsteady(String)
    /// Chunks of one rendition were coded differently.
    case differs(String)
    /// A segment does not begin where decoding can begin on its own.
    case noCleanStart(String, frame: Int)
    case frames(expected: Int, found: Int)
    case other(String, String)

    package var explanation: Explanation {
        switch self {
        case .timeline(let reason): "The film's timeline is wrong: \(Explanation(sentence: reason)). Prepare the film again."
        case .unsteady(let path):
            "The pictures of \(Self.name(path)) do not come at a constant rate, or some are hidden; encode them instead of copying."
        case .differs(let path):
            "\(Self.name(path)) is coded in another way than the part before it; encode all parts with the same settings."
        case .noCleanStart(let path, let frame):
            "Picture \(frame) in \(Self.name(path)) should begin a segment, but decoding cannot begin there; encode with key pictures in the right places."
        case .frames(let expected, let found): "The film has \(found) pictures instead of \(expected); prepare it again."
        case .other(let path, let reason): "\(Self.name(path)) cannot be packaged: \(Explanation(sentence: reason).onOneLine(atMost: 200))."
        }
    }

    private static func name(_ path: String) -> String {
        PackageLayout.fileName(of: path).onOneLine(atMost: 120)
    }
}
