import KinoraKernel

/// Why a package cannot be used.
package enum PackageProblem: ExplainedComplaint, Hashable {
    /// A path in `package.json` is not plain or is given twice.
    case path(String)
    /// `package.json` cannot be read.
    case contents(PackageID, reason: String)
    /// `package.json` was written by a newer Kinora.
    case form(PackageID, Int)
    /// A file that the package lists is missing, is no plain file or has another size.
    case damaged(PackageID, path: String)
    /// A track's segments do not begin with the others', or it is not as long as the film.
    case times(PackageID, path: String)

    package var explanation: Explanation {
        switch self {
        case .path(let path):
            "The package lists the path “\(path.onOneLine(atMost: 100))”, which is not a plain path of its own; prepare the film again."
        case .contents(let id, let reason):
            "The package \(id) cannot be read (\(Explanation(sentence: reason).onOneLine(atMost: 200))); prepare the film again."
        case .form(let id, let form):
            "The package \(id) has form \(form), which is newer than this Kinora understands; install the newer version."
        case .damaged(let id, let path):
            "The file \(path.onOneLine(atMost: 100)) of the package \(id) is missing or damaged; prepare the film again."
        case .times(let id, let path):
            "The track \(path.onOneLine(atMost: 100)) of the package \(id) is not as long as the film or is cut otherwise; prepare the film again."
        }
    }
}
