import KinoraKernel

/// Why a file cannot be imported; says in which line.
package enum DumpProblem: Complaint, Hashable {
    case notADump
    case newer(version: Int64)
    /// The last line is missing: the file was cut off.
    case truncated(line: Int)
    case wrong(line: Int, reason: String)

    package var sentence: String {
        switch self {
        case .notADump: "Line 1: this is no export of Kinora's; it begins with other words. Nothing was imported."
        case .newer(let version):
            "Line 1: this was exported by a newer Kinora (version \(version) of the format, \(Dump.version) is known here). "
                + "Nothing was imported; install that version."
        case .truncated(let line):
            "Line \(line): the file ends in the middle; its last line is missing. Nothing was imported; export it again."
        case .wrong(let line, let reason): "Line \(line): \(reason) Nothing was imported."
        }
    }
}
