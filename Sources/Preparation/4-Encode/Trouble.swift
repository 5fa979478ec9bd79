import KinoraKernel

/// Why a film cannot be prepared, in words for its owner.
package enum Trouble: ExplainedComplaint, Hashable {
    // The file.
    case gone(path: String)
    /// The whole library is not there: its disk or its network drive is away.
    case libraryAway(folder: String)
    case unreadable(path: String, reason: String)
    case empty
    case notVideo
    case noPicture
    /// Copy protection; there is no key.
    case encrypted
    case damaged(Explanation)
    /// The container promises more than there is. Seconds.
    case incomplete(ends: Double, of: Double)
    case tooLong(hours: Int)
    /// The file was changed while it was being prepared.
    case changed
    /// One file of a film in several; they are counted from 1.
    indirect case ofPart(Int, Trouble)

    // The computer.
    case toolMissing(name: String, package: String)
    case diskFull(folder: String)
    /// Bytes.
    case notEnoughSpace(needed: Int64, free: Int64, folder: String)
    case cannotWrite(folder: String, reason: String)

    // The unexpected.
    case toolFailed(name: String, reason: Explanation)
    case stalled(name: String, minutes: Int)
    case interrupted(name: String)
    /// The finished package is not what was planned.
    case notAsPlanned(Explanation)

    /// Whether doing the same again may help; everything else waits for a changed file or the owner's word.
    package var isWorthRetrying: Bool {
        switch self {
        case .toolFailed, .stalled, .interrupted, .notAsPlanned: true
        case .ofPart(_, let trouble): trouble.isWorthRetrying
        default: false
        }
    }

    /// Whether it passes: as soon as there is room on the disk, when nobody writes to the file any more, or when the library's disk is back. The
    /// job waits for that, and lets others go first.
    package var passes: Bool {
        switch self {
        case .diskFull, .notEnoughSpace, .changed, .libraryAway: true
        case .ofPart(_, let trouble): trouble.passes
        default: false
        }
    }

    /// Whether it lies in the file and will stay; nothing but another file helps then.
    package var isOfTheFile: Bool {
        switch self {
        case .empty, .notVideo, .noPicture, .encrypted, .damaged, .incomplete, .tooLong: true
        case .ofPart(_, let trouble): trouble.isOfTheFile
        default: false
        }
    }

    package var explanation: Explanation {
        switch self {
        case .gone(let path): "The file is no longer there: \(path.onOneLine(atMost: 200)). Scan the library again."
        case .libraryAway(let folder):
            "The library is not there: \(folder.onOneLine(atMost: 200)). Is its disk mounted? It goes on by itself when the library is back."
        case .unreadable(let path, let reason):
            "The file cannot be read (\(Explanation(sentence: reason).onOneLine(atMost: 100))): \(path.onOneLine(atMost: 200)). Correct its permissions, then retry."
        case .empty: "The file is empty; copy it again."
        case .notVideo: "This is not a video file."
        case .encrypted: "The film is encrypted (copy protection), so it cannot be prepared. Put a copy without protection in its place."
        case .noPicture: "The file has no picture, only sound."
        case .damaged(let reason): "The file is damaged: \(reason.onOneLine(atMost: 250)). Copy it again from where it came from."
        case .incomplete(let ends, let length):
            """
            The film ends after \(Self.rounded(ends)) of \(Self.rounded(length)) seconds; the file is incomplete. \
            Copy it again from where it came from.
            """
        case .tooLong(let hours): "The film is longer than \(hours) hours, which is more than Kinora prepares."
        case .changed: "The file was changed while it was being prepared; it is tried again when it stays as it is."
        case .ofPart(let number, let trouble): "Part \(number) of the film: \(trouble.explanation)"
        case .toolMissing(let name, let package): "\(name) is not installed: apt install \(package)."
        case .diskFull(let folder):
            "The disk is full: free some space for \(folder.onOneLine(atMost: 200)). It goes on by itself when there is room."
        case .notEnoughSpace(let needed, let free, let folder):
            """
            Preparing this film needs about \(Self.megabytes(needed)) MB in \(folder.onOneLine(atMost: 200)), \
            but only \(Self.megabytes(free)) MB are free. Free some space; it goes on by itself when there is room.
            """
        case .cannotWrite(let folder, let reason):
            "Cannot write to \(folder.onOneLine(atMost: 200)) (\(Explanation(sentence: reason).onOneLine(atMost: 100))). Correct the permissions, then retry."
        case .toolFailed(let name, let reason): "\(name) failed: \(reason.onOneLine(atMost: 300))"
        case .stalled(let name, let minutes):
            "\(name) did nothing for \(minutes) minutes and was stopped. See whether the disks still answer, then retry."
        case .interrupted(let name):
            "\(name) was ended by a signal, perhaps because the memory was full. Close other programs or lower the setting workers, then retry."
        case .notAsPlanned(let reason): "The prepared film failed its check: \(reason.onOneLine(atMost: 250))"
        }
    }

    private static func rounded(_ seconds: Double) -> Int { Int(max(0, min(seconds, 1e9)).rounded()) }

    private static func megabytes(_ bytes: Int64) -> Int64 { max(0, bytes) / 1_000_000 }
}
